import type { StaffOrder } from '@cashwrap/shared/contracts/staff'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Icon } from '../../components/icon.tsx'
import { MoneyText } from '../../components/money-text.tsx'
import { TimeText } from '../../components/time-text.tsx'
import { STATUS_WORDS } from './subscriptions-search.ts'

/** What is known of one order beside its timeline: money, lines, session, payment. */
export function OrderFacts({
  order: { order, source, session, subscription, quarantineReason },
}: {
  order: StaffOrder
}) {
  return (
    <div className="space-y-7">
      {quarantineReason && (
        <div role="note" className="border-vermilion border-l-4 bg-vermilion-wash px-4 py-3">
          <p className="flex items-center gap-2 font-semibold text-2">
            <Icon name="alert" size={18} className="text-vermilion" />
            Quarantined: nothing was granted
          </p>
          <p className="mt-0.5 text-2">{quarantineReason}</p>
        </div>
      )}
      <Facts title="Order">
        <Fact term="Buyer">{order.email ?? 'No address yet'}</Fact>
        <Fact term="Source">{source === 'renewal' ? 'renewal: a later payment of a subscription' : source}</Fact>
        <Fact term="Placed">
          <TimeText value={order.createdAt} style="date-time" />
        </Fact>
        {order.completedAt && (
          <Fact term="Completed">
            <TimeText value={order.completedAt} style="date-time" />
          </Fact>
        )}
        <Fact term="Id">
          <Reference>{order.id}</Reference>
        </Fact>
      </Facts>
      <Facts title="Lines">
        {order.lines.map((line) => (
          <Fact key={line.productId} term={`${line.title}${line.quantity > 1 ? ` × ${line.quantity}` : ''}`} isMoney>
            <MoneyText value={line.subtotal} />
          </Fact>
        ))}
        {order.discount.amount > 0 && (
          <Fact term={order.couponCode ? `Discount, ${order.couponCode}` : 'Discount'} isMoney>
            <MoneyText value={{ ...order.discount, amount: -order.discount.amount }} />
          </Fact>
        )}
        {order.tax.amount > 0 && (
          <Fact term={`${order.taxLabel ?? 'Tax'}${order.taxIncluded ? ', included' : ''}`} isMoney>
            <MoneyText value={order.tax} />
          </Fact>
        )}
        <Fact term="Total" isMoney>
          <MoneyText value={order.total} withCode className="font-semibold text-3" />
        </Fact>
      </Facts>
      {subscription && (
        <Facts title="Subscription">
          <Fact term="Status">{STATUS_WORDS[subscription.status].word}</Fact>
          {subscription.orderId !== order.id && (
            <Fact term="Began with">
              <Link to="/staff/orders/$orderId" params={{ orderId: subscription.orderId }} className="link">
                order {subscription.orderNumber}
              </Link>
            </Fact>
          )}
          <Fact term="Id">
            <Reference>{subscription.providerId}</Reference>
          </Fact>
        </Facts>
      )}
      {session && (
        <Facts title="Payment page">
          <Fact term="Status">
            {session.status}
            {session.paymentStatus && `, ${session.paymentStatus}`}
          </Fact>
          {session.expiresAt && (
            <Fact term="Expires">
              <TimeText value={session.expiresAt} style="date-time" />
            </Fact>
          )}
          {session.id && (
            <Fact term="Id">
              <Reference>{session.id}</Reference>
            </Fact>
          )}
        </Facts>
      )}
      {order.payment && (
        <Facts title="Payment">
          <Fact term="Received" isMoney>
            <MoneyText value={order.payment.amount} withCode />
          </Fact>
          <Fact term="Paid">
            <TimeText value={order.payment.paidAt} style="date-time" />
          </Fact>
          <Fact term="Reference">
            <Reference>{order.payment.reference}</Reference>
          </Fact>
        </Facts>
      )}
    </div>
  )
}

const Reference = ({ children }: { children: string }) => (
  <code className="select-all break-all text-1">{children}</code>
)

function Facts({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="mb-1 text-3">{title}</h2>
      <dl className="divide-y divide-hairline border-hairline border-y text-2">{children}</dl>
    </section>
  )
}

function Fact({ term, isMoney = false, children }: { term: string; isMoney?: boolean; children: ReactNode }) {
  return (
    <div className={`flex items-baseline gap-x-4 py-2 ${isMoney ? 'justify-between' : ''}`}>
      <dt className={`text-soft ${isMoney ? '' : 'w-24 shrink-0'}`}>{term}</dt>
      <dd className={isMoney ? 'text-right' : 'min-w-0 break-words'}>{children}</dd>
    </div>
  )
}
