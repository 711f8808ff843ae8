import './receipt.css'
import type { Order } from '@cashwrap/shared/contracts/orders'
import type { ReactNode } from 'react'
import { MoneyText } from '../../components/money-text.tsx'
import { OrderState } from '../../components/order-state.tsx'
import { TimeText } from '../../components/time-text.tsx'

interface ReceiptProps {
  order: Order
  shopName: string | undefined
  /** No real money moved. */
  isTest: boolean
}

/** An order as a slip from the counter; prints on one sheet. */
export function Receipt({ order, shopName, isTest }: ReceiptProps) {
  const isReceipt = order.payment !== null || order.total.amount === 0
  return (
    <article className="receipt bg-raised px-5 py-7 sm:px-10 sm:py-10">
      <header className="receipt-head flex flex-wrap items-start justify-between gap-x-8 gap-y-3">
        <div>
          <p className="text-2 text-soft">{isReceipt ? 'Receipt' : 'Order'}</p>
          <h1 className="tabular text-5">No. {order.number}</h1>
        </div>
        <div className="text-2 sm:text-right">
          <p className="font-display font-semibold text-3">{shopName ?? '\u00a0'}</p>
          <p>
            <TimeText value={order.completedAt ?? order.createdAt} style="date-time" />
          </p>
          {order.email && <p className="break-all">{order.email}</p>}
        </div>
      </header>
      <table className="mt-8 w-full text-2">
        <caption className="sr-only">What was bought</caption>
        <thead className="max-sm:sr-only">
          <tr className="border-ink border-b text-left text-soft">
            <th scope="col" className="py-2 font-normal">
              Item
            </th>
            <th scope="col" className="py-2 text-right font-normal">
              Each
            </th>
            <th scope="col" className="py-2 pl-6 text-right font-normal">
              Amount
            </th>
          </tr>
        </thead>
        <tbody>
          {order.lines.map((line) => (
            <Line key={line.productId} line={line} />
          ))}
        </tbody>
      </table>
      <dl className="mt-4 ml-auto space-y-1.5 text-2 sm:max-w-96">
        {(order.discount.amount > 0 || order.tax.amount > 0) && (
          <Row term="Subtotal">
            <MoneyText value={order.subtotal} />
          </Row>
        )}
        {order.discount.amount > 0 && (
          <Row term={order.couponCode ? `Discount, ${order.couponCode}` : 'Discount'}>
            <MoneyText value={{ ...order.discount, amount: -order.discount.amount }} />
          </Row>
        )}
        {order.tax.amount > 0 && !order.taxIncluded && (
          <Row term={order.taxLabel ?? 'Tax'}>
            <MoneyText value={order.tax} />
          </Row>
        )}
        <div className="flex items-baseline justify-between gap-6 border-ink border-t pt-2">
          <dt className="font-semibold text-3">Total</dt>
          <dd className="font-display font-semibold text-5">
            <MoneyText value={order.total} withCode />
          </dd>
        </div>
        {order.tax.amount > 0 && order.taxIncluded && (
          <Row term={`Includes ${order.taxLabel ?? 'tax'}`}>
            <MoneyText value={order.tax} />
          </Row>
        )}
      </dl>
      <div className="mt-8 flex flex-wrap items-baseline justify-between gap-x-8 gap-y-2 border-hairline border-t pt-4 text-2">
        <OrderState state={order.state} />
        {order.payment && (
          <p className="text-soft">
            Paid <TimeText value={order.payment.paidAt} style="date-time" />, reference{' '}
            <span className="break-all">{order.payment.reference}</span>
          </p>
        )}
      </div>
      {isTest && (
        <p className="mt-4 text-1 text-soft">Test money: nothing was charged, and this is no proof of a purchase.</p>
      )}
    </article>
  )
}

function Line({ line }: { line: Order['lines'][number] }) {
  return (
    <tr className="border-hairline border-b align-baseline">
      <th scope="row" className="py-3 pr-4 text-left font-medium">
        {line.title}
        {line.quantity > 1 && <span className="font-normal text-soft"> × {line.quantity}</span>}
      </th>
      <td className="py-3 text-right text-soft max-sm:hidden">
        <MoneyText value={line.unit} />
      </td>
      <td className="py-3 pl-6 text-right">
        <MoneyText value={line.subtotal} />
      </td>
    </tr>
  )
}

function Row({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-6">
      <dt className="text-soft">{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}
