import type { Cart } from '@cashwrap/shared/contracts/cart'
import type { ShopInfo } from '@cashwrap/shared/contracts/catalogue'
import type { Money } from '@cashwrap/shared/contracts/primitives'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Icon } from '../../components/icon.tsx'
import { MoneyText } from '../../components/money-text.tsx'
import { Picture } from '../../components/picture.tsx'

interface OrderSummaryProps {
  cart: Cart
  total: Money
  taxMode: ShopInfo['tax']['mode']
}

const countWords = (count: number) => (count === 1 ? '1 item' : `${count} items`)

/** On a phone: a bar at the top that opens. */
export function FoldedSummary(props: OrderSummaryProps) {
  return (
    <details className="group -mx-gutter sticky top-0 z-10 border-hairline border-b bg-raised lg:hidden">
      <summary className="flex min-h-14 list-none items-center gap-2 px-gutter [&::-webkit-details-marker]:hidden">
        <span className="font-semibold text-2">Your order</span>
        <span className="text-2 text-soft">{countWords(props.cart.itemCount)}</span>
        <Icon name="down" size={18} className="transition-transform group-open:rotate-180" />
        <MoneyText value={props.total} className="ml-auto font-semibold text-4" />
      </summary>
      <div className="max-h-[60dvh] overflow-y-auto px-gutter pb-5">
        <SummaryBody {...props} />
      </div>
    </details>
  )
}

/** On a wide screen: beside the form, always open, in sight while it scrolls. */
export function SideSummary(props: OrderSummaryProps) {
  return (
    <aside aria-labelledby="order-summary" className="max-lg:hidden">
      <div className="sticky top-6 max-h-[calc(100dvh-3rem)] overflow-y-auto bg-raised px-7 py-6">
        <div className="flex items-baseline justify-between gap-4">
          <h2 id="order-summary" className="text-4">
            Your order
          </h2>
          <Link to="/cart" className="link inline-flex min-h-target items-center text-2">
            Change
          </Link>
        </div>
        <SummaryBody {...props} />
      </div>
    </aside>
  )
}

function SummaryBody({ cart, total, taxMode }: OrderSummaryProps) {
  const currency = cart.currency ?? total.currency
  const money = (amount: number) => ({ amount, currency })
  return (
    <>
      <ul className="divide-y divide-hairline">
        {cart.lines.map((line) => (
          <li key={line.id} className="flex items-start gap-3.5 py-3.5">
            <Picture seed={line.pictureSeed} kind={line.kind} className="w-16 shrink-0" />
            <span className="min-w-0 grow">
              <span className="block font-medium text-2 leading-snug">{line.title}</span>
              {line.quantity > 1 && (
                <span className="text-1 text-soft">
                  {line.quantity} × <MoneyText value={line.unit} />
                </span>
              )}
            </span>
            <MoneyText value={line.subtotal} className="text-2" />
          </li>
        ))}
      </ul>
      <dl className="space-y-1.5 border-hairline border-t pt-4 text-2">
        {(cart.discount > 0 || cart.tax !== 0) && (
          <SummaryRow term="Subtotal">
            <MoneyText value={money(cart.subtotal)} />
          </SummaryRow>
        )}
        {cart.coupon && cart.discount > 0 && (
          <SummaryRow term={`${cart.coupon.code} (${cart.coupon.label})`}>
            <MoneyText value={money(-cart.discount)} className="text-green" />
          </SummaryRow>
        )}
        <TaxRow cart={cart} taxMode={taxMode} money={money} />
        <div className="flex items-baseline justify-between gap-4 pt-1.5">
          <dt className="font-semibold text-3">Total</dt>
          <dd className="font-display font-semibold text-5">
            <MoneyText value={total} withCode />
          </dd>
        </div>
      </dl>
    </>
  )
}

function TaxRow({
  cart,
  taxMode,
  money,
}: Pick<OrderSummaryProps, 'cart' | 'taxMode'> & { money: (amount: number) => Money }) {
  if (taxMode === 'off') return null
  if (taxMode === 'stripe') return <SummaryRow term="Tax">added on the payment page</SummaryRow>
  if (cart.tax === null) {
    return (
      <SummaryRow term={cart.taxIncluded ? 'Tax, included' : 'Tax'}>
        {cart.taxIncluded ? 'by your country' : 'depends on your country'}
      </SummaryRow>
    )
  }
  return (
    <SummaryRow term={cart.taxIncluded ? 'Tax, included' : 'Tax'}>
      <MoneyText value={money(cart.tax)} />
    </SummaryRow>
  )
}

function SummaryRow({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt className="text-soft">{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}
