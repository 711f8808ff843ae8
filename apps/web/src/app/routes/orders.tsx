import { Link } from '@tanstack/react-router'
import { Button, buttonClass } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { SignInNeeded } from '../../components/sign-in-needed.tsx'
import { LoadingWords, Skeleton } from '../../components/skeleton.tsx'
import { OrderRow } from '../../features/orders/order-row.tsx'
import { useOrders } from '../../features/orders/use-orders.ts'
import { readFailure } from '../../lib/failure.ts'
import { useShop } from '../../lib/use-shop.ts'

export function OrdersPage() {
  const shop = useShop()
  const { orders, ...pages } = useOrders()
  const failure = pages.error ? readFailure(pages.error) : null
  const title = <PageTitle shopName={shop?.name}>Orders</PageTitle>
  if (failure?.kind === 'sign-in-required') {
    return (
      <>
        {title}
        <SignInNeeded title="Your orders are behind a door" next="/orders">
          Sign in with the address you bought with, and every order is here with its receipt.
        </SignInNeeded>
      </>
    )
  }
  if (pages.isSuccess && orders.length === 0) {
    return (
      <>
        {title}
        <EmptyState
          isPageTitle
          title="No orders yet"
          actions={
            <Link to="/" className={buttonClass('primary')}>
              Look around the shop
            </Link>
          }
        >
          <p>Orders bought with this address come here by themselves, each with its receipt.</p>
        </EmptyState>
      </>
    )
  }
  return (
    <div className="mx-auto max-w-[60rem] pt-8 sm:pt-10">
      {title}
      <h1 className="mb-5 text-6">Orders</h1>
      {pages.isPending && <OrdersSkeleton />}
      {orders.length > 0 && (
        <ul className="divide-y divide-hairline border-hairline border-y">
          {orders.map((order) => (
            <OrderRow key={order.id} order={order} />
          ))}
        </ul>
      )}
      {failure && (
        <FailureMessage
          className="mt-5"
          failure={failure}
          actions={
            <Button onClick={() => void (orders.length > 0 ? pages.fetchNextPage() : pages.refetch())}>
              Try again
            </Button>
          }
        />
      )}
      {pages.hasNextPage && !failure && (
        <div className="mt-6 text-center">
          <Button variant="quiet" isBusy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            Show older orders
          </Button>
        </div>
      )}
    </div>
  )
}

function OrdersSkeleton() {
  return (
    <>
      <LoadingWords>Loading your orders</LoadingWords>
      {['a', 'b', 'c', 'd'].map((row) => (
        <div key={row} className="flex gap-6 border-hairline border-t py-4">
          <Skeleton className="h-6 w-20" />
          <Skeleton className="h-11 grow" />
          <Skeleton className="h-6 w-20" />
        </div>
      ))}
    </>
  )
}
