import { Link, useParams } from '@tanstack/react-router'
import { Button } from '../../components/button.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { Icon } from '../../components/icon.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { SignInNeeded } from '../../components/sign-in-needed.tsx'
import { LoadingWords, Skeleton } from '../../components/skeleton.tsx'
import { Receipt } from '../../features/orders/receipt.tsx'
import { readFailure } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import { useShop } from '../../lib/use-shop.ts'
import { NotFoundScreen } from '../not-found-screen.tsx'

export function OrderPage() {
  const { orderId } = useParams({ from: '/orders/$orderId' })
  const shop = useShop()
  const order = trpc.orders.get.useQuery({ orderId })
  const failure = order.error ? readFailure(order.error) : null
  if (failure?.kind === 'sign-in-required') {
    return (
      <>
        <PageTitle shopName={shop?.name}>Sign in</PageTitle>
        <SignInNeeded title="This receipt is behind a door" next={`/orders/${orderId}`}>
          Sign in with the address you bought with to see it.
        </SignInNeeded>
      </>
    )
  }
  if (failure?.kind === 'not-found' || failure?.kind === 'invalid-input') {
    return (
      <NotFoundScreen
        title="No such order"
        detail="It does not exist, or was bought with another address than the one you signed in with."
      />
    )
  }
  return (
    <div className="mx-auto max-w-[46rem] pt-4">
      <PageTitle shopName={shop?.name}>{order.data ? `Order ${order.data.number}` : 'Order'}</PageTitle>
      <div className="screen-only flex items-center justify-between gap-4 pb-3">
        <Link to="/orders" className="link inline-flex min-h-target items-center gap-1.5 text-2">
          <Icon name="back" size={18} />
          Orders
        </Link>
        {order.data && (
          <Button variant="quiet" className="text-2!" onClick={() => window.print()}>
            Print
          </Button>
        )}
      </div>
      {failure && (
        <FailureMessage failure={failure} actions={<Button onClick={() => void order.refetch()}>Try again</Button>} />
      )}
      {order.isPending && (
        <>
          <LoadingWords>Loading the order</LoadingWords>
          <Skeleton className="h-96 w-full" />
        </>
      )}
      {order.data && (
        <Receipt order={order.data} shopName={shop?.name} isTest={shop !== undefined && shop.mode !== 'live'} />
      )}
    </div>
  )
}
