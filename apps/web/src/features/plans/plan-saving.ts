import type { PlanCard, PlanInterval, PlanPrice } from '@cashwrap/shared/contracts/subscriptions'
import type { Money } from '@cashwrap/shared/money'
import { formatMoney } from '../../lib/format-money.ts'

const MONTHS = 12

/** What a plan costs at an interval; at its other one where it has no such price. Undefined without any. */
export const priceAt = (plan: Pick<PlanCard, 'prices'>, interval: PlanInterval): PlanPrice | undefined =>
  plan.prices.find((price) => price.interval === interval) ?? plan.prices[0]

/** What paying by the year saves in twelve months of paying by the month; null where it saves nothing. */
export function yearlySaving({ prices }: Pick<PlanCard, 'prices'>): Money | null {
  const month = prices.find(({ interval }) => interval === 'month')?.price
  const year = prices.find(({ interval }) => interval === 'year')?.price
  if (!month || !year || month.currency !== year.currency) return null
  const amount = MONTHS * month.amount - year.amount
  return amount > 0 ? { amount, currency: year.currency } : null
}

/** `2 months free` where the saving is whole months, else `saves $7.00`; null where nothing is saved. */
export function savingWords(plan: Pick<PlanCard, 'prices'>, locale?: string): string | null {
  const saving = yearlySaving(plan)
  const month = plan.prices.find(({ interval }) => interval === 'month')?.price
  if (!saving || !month) return null
  const months = saving.amount / month.amount
  if (!Number.isInteger(months)) return `saves ${formatMoney(saving, locale)}`
  return months === 1 ? '1 month free' : `${months} months free`
}

/** What may be said beside "by the year" for all of these at once: the same words for each that has both prices, or none. */
export function sharedSaving(plans: ReadonlyArray<Pick<PlanCard, 'prices'>>, locale?: string): string | null {
  const words = plans
    .filter(({ prices }) => new Set(prices.map(({ interval }) => interval)).size > 1)
    .map((plan) => savingWords(plan, locale))
  const [first = null] = words
  return words.every((one) => one === first) ? first : null
}

/** A year's price by the month, `$7.50 a month`; `about` where it does not come out even. */
export function monthlyShare({ price, interval }: PlanPrice, locale?: string): string | null {
  if (interval !== 'year') return null
  const share = { amount: Math.round(price.amount / MONTHS), currency: price.currency }
  return `${price.amount % MONTHS === 0 ? '' : 'about '}${formatMoney(share, locale)} a month`
}
