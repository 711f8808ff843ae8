export type CardBrand = 'visa' | 'mastercard' | 'amex' | 'discover' | 'diners' | 'jcb' | 'unionpay' | 'unknown'

const BRAND_PREFIXES: readonly [CardBrand, RegExp][] = [
  ['visa', /^4/],
  ['mastercard', /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/],
  ['amex', /^3[47]/],
  ['diners', /^3(0[0-5]|[689])/],
  ['jcb', /^35/],
  ['discover', /^6(011|4[4-9]|5)/],
  ['unionpay', /^62/],
]

/** The network a number belongs to, by its first digits. */
export function brandOf(number: string): CardBrand {
  return BRAND_PREFIXES.find(([, prefix]) => prefix.test(number))?.[0] ?? 'unknown'
}

/** Whether a number has a length its network uses. */
export function isCompleteNumber(number: string): boolean {
  const brand = brandOf(number)
  if (brand === 'amex') return number.length === 15
  if (brand === 'diners') return number.length === 14 || number.length === 16
  return number.length >= 16 && number.length <= 19
}

/** A number in groups as it is printed on the card: fours, or 4-6-5 for American Express. */
export function groupNumber(number: string): string {
  const groups = brandOf(number) === 'amex' ? /^(\d{1,4})(\d{1,6})?(\d+)?$/ : undefined
  if (groups) return number.replace(groups, (_all, ...parts) => parts.slice(0, 3).filter(Boolean).join(' '))
  return number.replace(/(\d{4})(?=\d)/g, '$1 ')
}
