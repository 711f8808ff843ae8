import type { Product } from '@cashwrap/shared/contracts/catalogue'
import type { Money } from '@cashwrap/shared/money'
import { MoneyText } from '../../components/money-text.tsx'
import { creditAmount, formatCount, pricePerCredit } from '../../lib/credit-words.ts'

interface CreditSumProps {
  gives: NonNullable<Product['credits']>
  /** Of one package; null where it has none. */
  price: Money | null
  quantity: number
}

/** What a package gives and what one credit of it costs; for several packages, what they give and cost together. */
export function CreditSum({ gives: { creditType, credits }, price, quantity }: CreditSumProps) {
  return (
    <div className="tabular mt-1 text-3">
      <p>
        {creditAmount(credits, creditType)}
        {price && credits > 1 && <span className="text-soft">, {pricePerCredit(price, credits)}</span>}
      </p>
      <p role="status" className="text-2 text-soft">
        {price && quantity > 1 && (
          <>
            {formatCount(quantity)} × {formatCount(credits)} = {creditAmount(quantity * credits, creditType)} for{' '}
            <MoneyText value={{ amount: price.amount * quantity, currency: price.currency }} className="text-ink" />
          </>
        )}
      </p>
    </div>
  )
}
