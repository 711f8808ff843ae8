import { type ErrorComponentProps, Link } from '@tanstack/react-router'
import { Button, buttonClass } from '../components/button.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { PageTitle } from '../components/page-title.tsx'
import { readFailure } from '../lib/failure.ts'
import { failureWords } from '../lib/failure-words.ts'
import { useShop } from '../lib/use-shop.ts'

/** A part of a page that no longer exists after a new version was put up: only a reload helps. */
const isMissingChunk = (error: unknown) =>
  error instanceof TypeError && /dynamically imported module|module script/i.test(error.message)

export function ErrorScreen({ error, reset }: ErrorComponentProps) {
  const shop = useShop()
  const words = isMissingChunk(error)
    ? { title: 'This page is out of date', detail: 'The shop was renewed while you were here. Your cart is safe.' }
    : failureWords(readFailure(error))
  return (
    <div role="alert">
      <PageTitle shopName={shop?.name}>{words.title}</PageTitle>
      <EmptyState
        isPageTitle
        title={words.title}
        actions={
          <>
            <Button onClick={() => (isMissingChunk(error) ? window.location.reload() : reset())}>Try again</Button>
            <Link to="/" className={buttonClass('quiet')}>
              To the shop
            </Link>
          </>
        }
      >
        <p>{words.detail}</p>
      </EmptyState>
    </div>
  )
}
