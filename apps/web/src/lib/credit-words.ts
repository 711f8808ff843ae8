import { exponentOf, type Money } from '@cashwrap/shared/money'
import { locale as ownLocale } from './locale.ts'

/** `1,200` */
export const formatCount = (count: number, locale = ownLocale): string => new Intl.NumberFormat(locale).format(count)

/** A type of credits as a name: `Article credits`, `Video minute credits`; those called just `credit` are `Credits`. */
export function creditTypeName(creditType: string): string {
  const words = creditType.replaceAll('_', ' ').trim()
  return words === 'credit' ? 'Credits' : `${words.charAt(0).toUpperCase()}${words.slice(1)} credits`
}

/** `50 rewrite credits`, `1 credit` */
export function creditAmount(credits: number, creditType: string, locale = ownLocale): string {
  const noun = credits === 1 ? 'credit' : 'credits'
  const type = creditType === 'credit' ? '' : `${creditType.replaceAll('_', ' ').trim()} `
  return `${formatCount(credits, locale)} ${type}${noun}`
}

/** What one of them costs: `¥60 a credit`, `about $0.3333 a credit` where it does not come out even. */
export function pricePerCredit(price: Money, credits: number, locale = ownLocale): string {
  const digits = exponentOf(price.currency)
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: price.currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
    // Two more than the currency has: a credit may cost less than its smallest coin.
    maximumFractionDigits: digits + 2,
  })
  const isEven = (price.amount * 100) % credits === 0
  return `${isEven ? '' : 'about '}${format.format(price.amount / credits / 10 ** digits)} a credit`
}
