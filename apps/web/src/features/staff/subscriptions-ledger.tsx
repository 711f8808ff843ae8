import type { StaffSubscriptionRow } from '@cashwrap/shared/contracts/subscriptions'
import { Link } from '@tanstack/react-router'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { Ledger, ledgerCell, ledgerRow } from '../../components/ledger.tsx'
import { MoneyText } from '../../components/money-text.tsx'
import { StatusWord } from '../../components/status-word.tsx'
import { TimeText } from '../../components/time-text.tsx'
import { EACH } from '../../lib/plan-interval.ts'
import { ROW_LINK } from '../../lib/use-list-keys.ts'
import { STATUS_WORDS } from './subscriptions-search.ts'

const FROM_MD = 'max-md:hidden'
const FROM_XL = 'max-xl:hidden'

const COLUMNS = [
  { title: 'Order' },
  { title: 'Plan' },
  { title: 'Subscriber', className: FROM_MD },
  { title: 'Status' },
  { title: 'Until', className: FROM_XL },
  { title: 'At Stripe', className: 'pr-0! text-right max-sm:w-14' },
]

interface SubscriptionsLedgerProps {
  subscriptions: readonly StaffSubscriptionRow[]
  isLoading: boolean
  /** Being asked for at the payment service. */
  refreshingId: string | null
  onRefresh: (subscriptionId: StaffSubscriptionRow['id']) => void
}

/** Every subscription with the order that began it, and a way to look at it again where it truly stands. */
export function SubscriptionsLedger({ subscriptions, isLoading, refreshingId, onRefresh }: SubscriptionsLedgerProps) {
  return (
    <Ledger caption="Subscriptions, newest first" columns={COLUMNS} isLoading={isLoading}>
      {subscriptions.map((row) => (
        <tr key={row.id} className={ledgerRow}>
          <th scope="row" className={ledgerCell('tabular text-left font-semibold')}>
            <Link
              {...ROW_LINK}
              to="/staff/orders/$orderId"
              params={{ orderId: row.orderId }}
              className="inline-flex min-h-target items-center after:absolute after:inset-0"
            >
              {row.orderNumber}
            </Link>
          </th>
          <td className={ledgerCell()}>
            {row.planTitle}
            <span className="tabular block text-1 text-soft">
              <MoneyText value={row.price} /> {EACH[row.interval]}
            </span>
            <span className="block max-w-[24vw] truncate text-1 text-soft md:hidden">{row.email}</span>
          </td>
          <td className={ledgerCell(`${FROM_MD} max-w-72`)}>
            <span className="block truncate">{row.email ?? <span className="text-soft">No address</span>}</span>
            <code className="relative block select-all truncate text-1 text-soft">{row.providerSubscriptionId}</code>
          </td>
          <td className={ledgerCell()}>
            <StatusWord tone={STATUS_WORDS[row.status].tone}>{STATUS_WORDS[row.status].word}</StatusWord>
            <span className="block text-1 text-soft">
              {row.isDuplicate ? 'Bought twice, paid back' : row.hasAccess ? 'Has access' : 'No access'}
            </span>
          </td>
          <td className={ledgerCell(`${FROM_XL} whitespace-nowrap text-soft`)}>
            {row.cancelAt === null ? (
              <TimeText value={row.periodEndsAt} />
            ) : (
              <>
                ends <TimeText value={row.cancelAt} />
              </>
            )}
          </td>
          <td className={ledgerCell('pr-0! text-right')}>
            <Button
              variant="quiet"
              className="relative text-2! px-3!"
              isBusy={refreshingId === row.id}
              onClick={() => onRefresh(row.id)}
            >
              {refreshingId !== row.id && <Icon name="turn" size={18} className="sm:hidden" />}
              <span className="max-sm:sr-only">Look again</span>
              <span className="sr-only"> at Stripe: order {row.orderNumber}</span>
            </Button>
          </td>
        </tr>
      ))}
    </Ledger>
  )
}
