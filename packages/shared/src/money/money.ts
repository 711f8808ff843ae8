import { exponentOf } from './currencies.ts'

export { CURRENCIES, exponentOf, isCurrency, smallestStep } from './currencies.ts'

/** An amount in the currency's minor unit (cents, yen, fils), always a safe integer, with its upper-case ISO code. */
export interface Money {
  readonly amount: number
  readonly currency: string
}

/** Throws unless `amount` is a whole number that a double holds exactly. */
export function minor(amount: number): number {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`${amount} is not a whole number of minor units`)
  return amount
}

export function money(amount: number, currency: string): Money {
  exponentOf(currency)
  return { amount: minor(amount), currency }
}

/** `numerator / denominator`, rounded half up (towards positive infinity at .5), in exact integer arithmetic. */
export function divideHalfUp(numerator: bigint, denominator: bigint): number {
  if (denominator <= 0n) throw new RangeError('denominator must be positive')
  const doubled = 2n * numerator + denominator
  const quotient = doubled / (2n * denominator)
  const floored = doubled < 0n && doubled % (2n * denominator) !== 0n ? quotient - 1n : quotient
  return minor(Number(floored))
}

/** What of `whole` goes with `part` of `total`, rounded down: with all of it, all. Whole numbers from 0, `total` above. */
export function partOf(whole: number, part: number, total: number): number {
  return Number((BigInt(whole) * BigInt(part)) / BigInt(total))
}

/** A share of an amount in basis points (1/100 of a percent), rounded half up: `shareOf(999, 1500)` is 150. */
export function shareOf(amount: number, basisPoints: number): number {
  return divideHalfUp(BigInt(minor(amount)) * BigInt(minor(basisPoints)), 10_000n)
}

/** The part of a tax-inclusive amount that is tax, rounded half up: `taxWithin(1200, 2000)` is 200. */
export function taxWithin(gross: number, basisPoints: number): number {
  return divideHalfUp(BigInt(minor(gross)) * BigInt(minor(basisPoints)), 10_000n + BigInt(basisPoints))
}

/**
 * Splits an amount by weights so that the parts always sum to it: largest remainders get the odd units, earlier ones first.
 * All-zero weights split evenly. Weights are not negative.
 */
export function allocate(amount: number, weights: readonly number[]): number[] {
  minor(amount)
  if (weights.length === 0) {
    if (amount !== 0) throw new RangeError('nothing to allocate to')
    return []
  }
  if (weights.some((weight) => minor(weight) < 0)) throw new RangeError('a weight is negative')
  const even = weights.every((weight) => weight === 0)
  const shares = weights.map((weight) => BigInt(even ? 1 : weight))
  const sum = shares.reduce((total, share) => total + share, 0n)
  const sign = amount < 0 ? -1n : 1n
  const whole = BigInt(amount) * sign
  const parts = shares.map((share) => (whole * share) / sum)
  const remainders = shares.map((share, index) => ({ index, rest: (whole * share) % sum }))
  let left = whole - parts.reduce((total, part) => total + part, 0n)
  for (const { index } of remainders.sort((a, b) =>
    a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1,
  )) {
    if (left === 0n) break
    parts[index] = parts[index]! + 1n
    left -= 1n
  }
  return parts.map((part) => Number(part * sign))
}

/** Major units as text with the currency's real decimals, for wires and mails: 4999 USD is `49.99`, 750 JPY is `750`. */
export function toDecimal({ amount, currency }: Money): string {
  const exponent = exponentOf(currency)
  const digits = String(Math.abs(amount)).padStart(exponent + 1, '0')
  const sign = amount < 0 ? '-' : ''
  return exponent === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`
}

/** Major units as a person types them, `49.99` or `750`, with at most the currency's decimals; undefined for anything else. */
export function fromDecimal(text: string, currency: string): Money | undefined {
  const [, whole, fraction = ''] = /^(\d{1,12})(?:\.(\d{1,3}))?$/.exec(text) ?? []
  const exponent = exponentOf(currency)
  if (whole === undefined || fraction.length > exponent) return undefined
  return { amount: Number(whole + fraction.padEnd(exponent, '0')), currency }
}

/** The amount as people read it in a locale, with the currency's real decimals. */
export function formatMoney(value: Money, locale = 'en'): string {
  const exponent = exponentOf(value.currency)
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: value.currency,
    minimumFractionDigits: exponent,
    maximumFractionDigits: exponent,
  }).format(toDecimal(value) as Intl.StringNumericLiteral)
}
