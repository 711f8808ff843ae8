import type { ProductPrice } from '@cashwrap/shared/contracts/catalogue'
import { formatMoney } from './format-money.ts'
import { EACH } from './plan-interval.ts'

/** The lowest of a product's one-time prices in the currency its price tag speaks; null for plans. */
export function lowestPrice(prices: readonly ProductPrice[]): ProductPrice | null {
  const [first] = prices
  const same = prices.filter((price) => price.currency === first?.currency)
  if (!first || same.some((price) => price.interval)) return null
  return same.reduce((low, price) => (price.amount < low.amount ? price : low))
}

/**
 * A product's prices in words: `Free`, `$49.99`, `from $9.00`, and for a plan its shortest period: `from $9.00 a month`.
 * Prices in other currencies than the first one's are left out: one price tag speaks one currency.
 */
export function priceWords(prices: readonly ProductPrice[], locale?: string): string {
  const [first] = prices
  if (!first) return ''
  const same = prices.filter((price) => price.currency === first.currency)
  const from = same.length > 1 ? 'from ' : ''
  const ofPlan = same.find((price) => price.interval === 'month') ?? same.find((price) => price.interval)
  if (ofPlan?.interval) return `${from}${formatMoney(ofPlan, locale)} ${EACH[ofPlan.interval]}`
  const lowest = lowestPrice(same) ?? first
  return `${from}${lowest.amount === 0 ? 'Free' : formatMoney(lowest, locale)}`
}
