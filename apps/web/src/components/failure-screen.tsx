import type { ReactNode } from 'react'
import type { ScreenFailure } from '../lib/failure.ts'
import { failureWords } from '../lib/failure-words.ts'
import { Button } from './button.tsx'
import { EmptyState } from './empty-state.tsx'

interface FailureScreenProps {
  failure: ScreenFailure
  onRetry: () => void
  /** Other ways on, beside trying again. */
  actions?: ReactNode
}

/** A whole page that could not be shown. */
export function FailureScreen({ failure, onRetry, actions }: FailureScreenProps) {
  const words = failureWords(failure)
  return (
    <div role="alert">
      <EmptyState
        isPageTitle
        title={words.title}
        actions={
          <>
            <Button onClick={onRetry}>Try again</Button>
            {actions}
          </>
        }
      >
        <p>{words.detail}</p>
      </EmptyState>
    </div>
  )
}
