import { exponentOf, type Money, toDecimal } from '@cashwrap/shared/money'
import { locale as ownLocale } from './locale.ts'

const formats = new Map<string, Intl.NumberFormat>()

/** Minor units as people read them, with the currency's real decimals; whole amounts keep their zeros, prices line up. */
export function formatMoney(value: Money, locale = ownLocale): string {
  const key = `${locale} ${value.currency}`
  let format = formats.get(key)
  if (!format) {
    const digits = exponentOf(value.currency)
    format = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency: value.currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    })
    formats.set(key, format)
  }
  return format.format(toDecimal(value) as Intl.StringNumericLiteral)
}
