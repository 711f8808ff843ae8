import { divideHalfUp, smallestStep } from '@cashwrap/shared/money'

/** A rate of 100 % in millionths. */
const WHOLE_PPM = 1_000_000n

/**
 * The shop's share of a sale in minor units: the rate of the gross, rounded half up to the smallest amount the currency is
 * charged in (tens of fils for KWD and its kind), and never more than the gross.
 * @param feePpm the rate in millionths, 0 to 1 000 000
 */
export function feeOf(gross: number, feePpm: number, currency: string): number {
  const step = smallestStep(currency)
  const steps = divideHalfUp(BigInt(gross) * BigInt(feePpm), WHOLE_PPM * BigInt(step))
  return Math.min(gross, steps * step)
}

/** A rate in millionths as percent, without needless decimals: 25 000 is `2.5`. */
export function percentText(feePpm: number): string {
  const digits = String(feePpm).padStart(5, '0')
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`.replace(/\.?0+$/, '')
}
