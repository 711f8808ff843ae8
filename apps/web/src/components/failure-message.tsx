import type { ReactNode } from 'react'
import type { ScreenFailure } from '../lib/failure.ts'
import { failureWords } from '../lib/failure-words.ts'
import { Icon } from './icon.tsx'

interface FailureMessageProps {
  failure: ScreenFailure
  /** What can be done about it: a button to try again, a link to the cart. */
  actions?: ReactNode
  className?: string
}

/** A failure beside what failed. It is read out when it appears. */
export function FailureMessage({ failure, actions, className = '' }: FailureMessageProps) {
  const words = failureWords(failure)
  return (
    <div role="alert" className={`border-vermilion border-l-4 bg-vermilion-wash px-4 py-3 ${className}`}>
      <p className="flex items-start gap-2 font-semibold text-3">
        <Icon name="alert" className="mt-0.5 text-vermilion" />
        {words.title}
      </p>
      <p className="mt-0.5 text-2">{words.detail}</p>
      {actions && <div className="mt-3 flex flex-wrap gap-3">{actions}</div>}
    </div>
  )
}
