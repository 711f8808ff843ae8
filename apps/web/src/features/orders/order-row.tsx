import type { OrderSummary } from '@cashwrap/shared/contracts/orders'
import { Link } from '@tanstack/react-router'
import { MoneyText } from '../../components/money-text.tsx'
import { OrderState } from '../../components/order-state.tsx'
import { TimeText } from '../../components/time-text.tsx'

const MAX_TITLES = 3

export function OrderRow({ order }: { order: OrderSummary }) {
  const more = order.titles.length - MAX_TITLES
  return (
    <li className="relative grid grid-cols-[minmax(0,1fr)_auto] gap-x-6 gap-y-1 py-4 hover:bg-sunk sm:grid-cols-[7rem_minmax(0,1fr)_9rem_7rem] sm:items-baseline sm:px-3">
      <Link
        to="/orders/$orderId"
        params={{ orderId: order.id }}
        className="tabular font-display font-semibold text-3 after:absolute after:inset-0"
      >
        <span className="text-2 text-soft">No. </span>
        {order.number}
      </Link>
      <span className="text-2 max-sm:order-3 max-sm:col-span-2">
        {order.titles.slice(0, MAX_TITLES).join(', ')}
        {more > 0 && ` and ${more} more`}
        <span className="block text-soft">
          <TimeText value={order.completedAt ?? order.createdAt} />
        </span>
      </span>
      <span className="max-sm:order-4">
        <OrderState state={order.state} />
      </span>
      <MoneyText value={order.total} className="text-right font-semibold max-sm:order-2" />
    </li>
  )
}
