import { useSearch } from '@tanstack/react-router'
import { NotFoundScreen } from '../not-found-screen.tsx'
import { CheckoutOutcome } from './checkout-outcome.tsx'

export function CheckoutSuccessPage() {
  const { session_id: sessionId, order } = useSearch({ from: '/checkout/success' })
  const reference = sessionId ?? order
  return reference === undefined ? (
    <NotFoundScreen
      title="Which checkout?"
      detail="The address of this page is incomplete. What you have paid for is in your library and among your orders."
    />
  ) : (
    <CheckoutOutcome key={reference} reference={reference} cameFrom="success" />
  )
}
