import type { StaffOrderRow } from '@cashwrap/shared/contracts/staff'
import { Link } from '@tanstack/react-router'
import { Icon } from '../../components/icon.tsx'
import { Ledger, ledgerCell, ledgerRow } from '../../components/ledger.tsx'
import { MoneyText } from '../../components/money-text.tsx'
import { OrderState } from '../../components/order-state.tsx'
import { TimeText } from '../../components/time-text.tsx'
import { ROW_LINK } from '../../lib/use-list-keys.ts'

const FROM_MD = 'max-md:hidden'
const FROM_XL = 'max-xl:hidden'

const COLUMNS = [
  { title: 'No.' },
  { title: 'State' },
  { title: 'Buyer', className: FROM_MD },
  { title: 'Items', className: `${FROM_XL} text-right` },
  { title: 'Source', className: FROM_XL },
  { title: 'Placed', className: FROM_MD },
  { title: 'Total', className: 'pr-0! text-right' },
]

interface OrdersLedgerProps {
  orders: readonly StaffOrderRow[]
  isLoading: boolean
}

export function OrdersLedger({ orders, isLoading }: OrdersLedgerProps) {
  return (
    <Ledger caption="Orders, newest first" columns={COLUMNS} isLoading={isLoading}>
      {orders.map((order) => (
        <tr key={order.id} className={ledgerRow}>
          <th scope="row" className={ledgerCell('tabular text-left font-semibold')}>
            <Link
              {...ROW_LINK}
              to="/staff/orders/$orderId"
              params={{ orderId: order.id }}
              className="inline-flex min-h-target items-center after:absolute after:inset-0"
            >
              {order.number}
            </Link>
          </th>
          <td className={ledgerCell()}>
            <span className="flex flex-wrap items-center gap-x-3">
              <OrderState state={order.state} />
              {order.isQuarantined && (
                <span className="inline-flex items-center gap-1 bg-vermilion-wash px-1.5 font-semibold text-1 text-vermilion">
                  <Icon name="alert" size={14} />
                  Quarantined
                </span>
              )}
            </span>
            <span className="block max-w-[44vw] truncate text-1 text-soft md:hidden">
              {order.email ?? 'No address yet'}
            </span>
          </td>
          <td className={ledgerCell(`${FROM_MD} max-w-80 truncate`)}>
            {order.email ?? <span className="text-soft">No address yet</span>}
          </td>
          <td className={ledgerCell(`${FROM_XL} tabular text-right`)}>{order.itemCount}</td>
          <td className={ledgerCell(`${FROM_XL} text-soft`)}>{order.source}</td>
          <td className={ledgerCell(`${FROM_MD} whitespace-nowrap text-soft`)}>
            <TimeText value={order.createdAt} style="date-time" />
          </td>
          <td className={ledgerCell('pr-0! text-right font-medium')}>
            <MoneyText value={order.total} />
          </td>
        </tr>
      ))}
    </Ledger>
  )
}
