import { getRouteApi, Link } from '@tanstack/react-router'
import { buttonClass } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { useShop } from '../../lib/use-shop.ts'
import { NotFoundScreen } from '../not-found-screen.tsx'
import { CheckoutOutcome } from './checkout-outcome.tsx'

const route = getRouteApi('/checkout/success')
const frontRoute = getRouteApi('/front/checkout/success')

export function CheckoutSuccessPage() {
  const { session_id: sessionId, order } = route.useSearch()
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

/** Where plain links to plans and credits lead back to; they need not say which checkout it was. */
export function FrontSuccessPage() {
  const { session_id: sessionId, order } = frontRoute.useSearch()
  const reference = sessionId ?? order
  return reference === undefined ? (
    <ThankYou />
  ) : (
    <CheckoutOutcome key={reference} reference={reference} cameFrom="success" />
  )
}

function ThankYou() {
  const shop = useShop()
  return (
    <>
      <PageTitle shopName={shop?.name}>Thank you</PageTitle>
      <EmptyState
        isPageTitle
        title="Thank you"
        actions={
          <>
            <Link to="/library" className={buttonClass('primary')}>
              To your library
            </Link>
            <Link to="/account/subscriptions" className={buttonClass('quiet')}>
              Your subscriptions
            </Link>
          </>
        }
      >
        <p>
          What you paid for opens by itself as soon as the payment is confirmed, and a mail to the address you gave says
          so. Sign in with that address to see it.
        </p>
      </EmptyState>
    </>
  )
}
