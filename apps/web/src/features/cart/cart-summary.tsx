import type { Cart } from '@cashwrap/shared/contracts/cart'
import type { ShopInfo } from '@cashwrap/shared/contracts/catalogue'
import type { ReactNode } from 'react'
import { MoneyText } from '../../components/money-text.tsx'

interface CartSummaryProps {
  cart: Cart & { currency: string }
  taxMode: ShopInfo['tax']['mode'] | undefined
  /** The coupon, between the sums and the total. */
  children?: ReactNode
}

/** The sums, in the order they are made. */
export function CartSummary({ cart, taxMode, children }: CartSummaryProps) {
  const money = (amount: number) => ({ amount, currency: cart.currency })
  const hasSteps = cart.discount > 0 || (taxMode !== undefined && taxMode !== 'off')
  return (
    <div>
      <dl className="space-y-2 text-3">
        {hasSteps && (
          <Row name="Subtotal">
            <MoneyText value={money(cart.subtotal)} />
          </Row>
        )}
        {cart.discount > 0 && (
          <Row name="Discount">
            <MoneyText value={money(-cart.discount)} className="text-green" />
          </Row>
        )}
        {taxMode !== undefined && taxMode !== 'off' && (
          <Row name={cart.taxIncluded ? 'Tax, included' : 'Tax'}>
            {cart.tax === null ? (
              <span className="text-soft">
                {taxMode === 'stripe' ? 'Calculated at payment' : 'Depends on your country'}
              </span>
            ) : (
              <MoneyText value={money(cart.tax)} />
            )}
          </Row>
        )}
      </dl>
      {children && <div className={hasSteps ? 'mt-2 border-hairline border-t pt-1' : ''}>{children}</div>}
      <dl className="mt-1 border-ink border-t-2 pt-3">
        <Row name={cart.tax === null && !cart.taxIncluded ? 'Total before tax' : 'Total'} isTotal>
          <MoneyText value={money(cart.total)} withCode />
        </Row>
      </dl>
    </div>
  )
}

function Row({ name, isTotal = false, children }: { name: string; isTotal?: boolean; children: ReactNode }) {
  return (
    <div className={`flex items-baseline justify-between gap-4 ${isTotal ? 'font-semibold text-4' : ''}`}>
      <dt>{name}</dt>
      <dd className="text-right">{children}</dd>
    </div>
  )
}
