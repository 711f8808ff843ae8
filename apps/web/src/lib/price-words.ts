import type { ProductPrice } from '@cashwrap/shared/contracts/catalogue'
import { formatMoney } from './format-money.ts'

const EACH = { month: ' a month', year: ' a year' } as const

/** The lowest of a product's one-time prices in the currency its price tag speaks; null for plans. */
export function lowestPrice(prices: readonly ProductPrice[]): ProductPrice | null {
  const [first] = prices
  const same = prices.filter((price) => price.currency === first?.currency)
  if (!first || same.some((price) => price.interval)) return null
  return same.reduce((low, price) => (price.amount < low.amount ? price : low))
}

/**
 * A product's prices in words: `Free`, `$49.99`, `from $9.00`, `$12.00 a month or $120.00 a year`.
 * Prices in other currencies than the first one's are left out: one price tag speaks one currency.
 */
export function priceWords(prices: readonly ProductPrice[], locale?: string): string {
  const [first] = prices
  if (!first) return ''
  const same = prices.filter((price) => price.currency === first.currency)
  if (same.some((price) => price.interval)) {
    return same
      .map((price) => `${formatMoney(price, locale)}${price.interval ? EACH[price.interval] : ''}`)
      .join(' or ')
  }
  const lowest = lowestPrice(same) ?? first
  const tag = lowest.amount === 0 ? 'Free' : formatMoney(lowest, locale)
  return same.length > 1 ? `from ${tag}` : tag
}
