import type Stripe from 'stripe'
import type { Exemption, Rate } from './tax.ts'

/** Tax under `automatic_tax`: one rate for everything and everyone, so that totals can be foretold in tests. */
const AUTOMATIC_TAX_PERCENT = 20

/** The rate that `automatic_tax` stands for, on top of a price or within it. No endpoint answers it. */
export function automaticRate(isInclusive: boolean): Rate {
  return { id: 'txr_1SandboxAutomaticTax', percentage: AUTOMATIC_TAX_PERCENT, inclusive: isInclusive }
}

/** Half a unit goes away from nothing, so that what is credited weighs as much as what was charged. */
export function roundAmount(amount: number): number {
  return Math.sign(amount) * Math.round(Math.abs(amount))
}

/** What a coupon takes off a sum, in minor units. */
export function discountOn(subtotal: number, coupon: Stripe.Coupon): number {
  return coupon.percent_off === null
    ? Math.min(coupon.amount_off ?? 0, subtotal)
    : Math.round((subtotal * coupon.percent_off) / 100)
}

/** Shares a sum out by weight; the parts add up to it. */
export function shareOut(whole: number, weights: readonly number[]): number[] {
  let left = whole
  let weightLeft = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => {
    // What is left is shared out over the weight that is left: nothing is lost to rounding.
    const part = weightLeft === 0 ? 0 : Math.round((left * weight) / weightLeft)
    left -= part
    weightLeft -= weight
    return part
  })
}

/** Whether a customer pays tax, by the word that Stripe has for it. */
export function exemptionOf(word: string | null | undefined): Exemption {
  return word === 'exempt' || word === 'reverse' ? word : 'none'
}
