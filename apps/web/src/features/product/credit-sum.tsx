import type { Product } from '@cashwrap/shared/contracts/catalogue'
import type { Money } from '@cashwrap/shared/money'
import { MoneyText } from '../../components/money-text.tsx'
import { creditAmount, pricePerCredit } from '../../lib/credit-words.ts'

interface CreditSumProps {
  gives: NonNullable<Product['credits']>
  /** Of one package; null where it has none. */
  price: Money | null
  quantity: number
}

/** What so many packages give and cost together, and what one credit costs. Its height stays, so that the buttons do. */
export function CreditSum({ gives: { creditType, credits }, price, quantity }: CreditSumProps) {
  return (
    <div className="tabular mt-1 text-3">
      <p role="status">
        {creditAmount(quantity * credits, creditType)}
        {price && quantity > 1 && (
          <>
            {' '}
            for <MoneyText value={{ amount: price.amount * quantity, currency: price.currency }} />
          </>
        )}
      </p>
      {price && credits > 1 && <p className="text-2 text-soft">{pricePerCredit(price, credits)}</p>}
    </div>
  )
}
