import type { PlanCard, PlanPrice } from '@cashwrap/shared/contracts/subscriptions'
import { MoneyText } from '../../components/money-text.tsx'
import { creditAmount } from '../../lib/credit-words.ts'
import { EACH } from '../../lib/plan-interval.ts'
import { monthlyShare, savingWords } from './plan-saving.ts'

interface PlanPriceTextProps {
  plan: PlanCard
  price: PlanPrice
  /** The price that was asked for is not offered: says that this one is the only one. */
  isOnly: boolean
}

/** What it costs at an interval, and what is to be said about that: the trial, the saving, the credits. */
export function PlanPriceText({ plan, price, isOnly }: PlanPriceTextProps) {
  const share = monthlyShare(price)
  const saving = price.interval === 'year' ? savingWords(plan) : null
  return (
    <div className="tabular">
      <p className="leading-tight">
        <MoneyText value={price.price} className="font-semibold text-5" />{' '}
        <span className="text-3">{EACH[price.interval]}</span>
      </p>
      <p className="mt-1 text-2 text-soft">
        {share ? (
          <>
            {share}
            {saving && (
              <>
                , <span className="font-medium text-green">{saving}</span>
              </>
            )}
          </>
        ) : isOnly ? (
          price.interval === 'month' ? (
            'By the month only'
          ) : (
            'By the year only'
          )
        ) : (
          'Charged each month'
        )}
      </p>
      {plan.trialDays > 0 && plan.subscription === null && (
        <p className="mt-1 font-medium text-2">{plan.trialDays} days free first</p>
      )}
      {price.credits !== null && plan.creditType !== null && (
        <p className="mt-1 text-2">
          {creditAmount(price.credits, plan.creditType)} {price.interval === 'year' ? 'each year' : 'each month'}
        </p>
      )}
    </div>
  )
}
