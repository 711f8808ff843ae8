import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { Button, buttonClass } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { AskingResult } from '../../features/checkout/asking-result.tsx'
import { readFailure } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import { useShop } from '../../lib/use-shop.ts'
import { CheckoutOutcome } from './checkout-outcome.tsx'

/** Left the payment page: which checkout that was is asked once, and then followed to its end. */
export function CheckoutCancelledPage() {
  const { session_id: sessionId, order } = useSearch({ from: '/checkout/cancel' })
  const current = trpc.checkout.current.useQuery(undefined, { enabled: sessionId === undefined && order === undefined })
  const [found, setFound] = useState<string | null>(null)
  const reference = sessionId ?? order ?? found ?? current.data?.reference
  if (reference !== undefined && found !== reference) setFound(reference)

  if (reference !== undefined) return <CheckoutOutcome key={reference} reference={reference} cameFrom="cancel" />
  if (current.isPending) return <AskingResult cameFrom="cancel" />
  if (current.error) {
    return (
      <div className="mx-auto max-w-measure py-14">
        <h1 className="mb-6 text-5">You left the payment page</h1>
        <FailureMessage
          failure={readFailure(current.error)}
          actions={<Button onClick={() => void current.refetch()}>Try again</Button>}
        />
      </div>
    )
  }
  return <NothingOpen />
}

/** No payment page is open for this browser: it expired, or it was paid and the cart is empty. */
function NothingOpen() {
  const shop = useShop()
  const cart = trpc.cart.get.useQuery()
  const hasCart = (cart.data?.lines.length ?? 0) > 0
  return (
    <>
      <PageTitle shopName={shop?.name}>No open payment</PageTitle>
      <EmptyState
        isPageTitle
        title="No payment page is open"
        actions={
          <>
            {hasCart && (
              <Link to="/checkout" className={buttonClass('primary')}>
                Begin again
              </Link>
            )}
            <Link to={hasCart ? '/cart' : '/orders'} className={buttonClass('quiet')}>
              {hasCart ? 'To the cart' : 'To your orders'}
            </Link>
          </>
        }
      >
        <p>
          {hasCart
            ? 'This cart has not been paid, and no payment page waits for it any more. Begin again when you like.'
            : 'Your cart is empty. If you paid, your receipt is in your mail and among your orders.'}
        </p>
      </EmptyState>
    </>
  )
}
