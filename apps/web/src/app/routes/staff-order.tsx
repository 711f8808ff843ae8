import { Link, useParams } from '@tanstack/react-router'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { Icon } from '../../components/icon.tsx'
import { MoneyText } from '../../components/money-text.tsx'
import { OrderState } from '../../components/order-state.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { LoadingWords, Skeleton } from '../../components/skeleton.tsx'
import { OrderFacts } from '../../features/staff/order-facts.tsx'
import { Timeline } from '../../features/staff/timeline.tsx'
import { readFailure } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import { useShop } from '../../lib/use-shop.ts'

export function StaffOrderPage() {
  const { orderId } = useParams({ from: '/staff/orders/$orderId' })
  const shop = useShop()
  const found = trpc.staff.order.useQuery({ orderId })
  const failure = found.error ? readFailure(found.error) : null
  const order = found.data?.order
  return (
    <>
      <PageTitle shopName={shop?.name}>{order ? `Order ${order.number}, desk` : 'Order, desk'}</PageTitle>
      <Link to="/staff/orders" className="link inline-flex min-h-target items-center gap-1.5 text-2">
        <Icon name="back" size={18} />
        Orders
      </Link>
      {failure?.kind === 'not-found' || failure?.kind === 'invalid-input' ? (
        <EmptyState isPageTitle title="No such order">
          <p>Nothing in this shop has that id.</p>
        </EmptyState>
      ) : (
        failure && (
          <FailureMessage failure={failure} actions={<Button onClick={() => void found.refetch()}>Try again</Button>} />
        )
      )}
      {found.isPending && (
        <>
          <LoadingWords>Loading the order</LoadingWords>
          <Skeleton className="mt-2 h-9 w-64" />
          <Skeleton className="mt-8 h-96 w-full" />
        </>
      )}
      {found.data && order && (
        <>
          <div className="mt-1 mb-6 flex flex-wrap items-baseline gap-x-5 gap-y-1">
            <h1 className="tabular text-5">Order {order.number}</h1>
            <OrderState state={order.state} />
            <MoneyText value={order.total} withCode className="ml-auto font-display font-semibold text-5" />
          </div>
          <div className="grid gap-x-12 gap-y-9 xl:grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)]">
            <OrderFacts order={found.data} />
            <section aria-labelledby="timeline">
              <h2 id="timeline" className="text-3">
                What happened
              </h2>
              {found.data.timeline.length === 0 ? (
                <p className="mt-2 text-2 text-soft">Nothing has been recorded yet.</p>
              ) : (
                <Timeline entries={found.data.timeline} />
              )}
            </section>
          </div>
        </>
      )}
    </>
  )
}
