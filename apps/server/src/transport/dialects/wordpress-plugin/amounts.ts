import type { Money } from '@cashwrap/shared/contracts/primitives'
import { exponentOf, fromDecimal, isCurrency } from '@cashwrap/shared/money'

/** What an amount of major units is in minor ones; null for one that the currency cannot write, and for no currency of ours. */
export function fromWire(amount: number, currency: string): Money | null {
  const code = currency.toUpperCase()
  return isCurrency(code) ? (fromDecimal(String(amount), code) ?? null) : null
}

/** Whole major units: what the plugin can show and send back. Null for a price with a fraction, which it would cut off. */
export function toWholeUnits({ amount, currency }: Money): number | null {
  const units = amount / 10 ** exponentOf(currency)
  return Number.isInteger(units) ? units : null
}

/** Major units, with the currency's decimals where the amount has some. */
export const toWire = ({ amount, currency }: Money): number => amount / 10 ** exponentOf(currency)
