import type Stripe from 'stripe'

/** Tax under `automatic_tax`: one rate for everything and everyone, so that totals can be foretold in tests. */
export const AUTOMATIC_TAX_PERCENT = 20

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

/** The tax on an amount: on top of it, or within it. */
export function taxOn(base: number, percent: number, isInclusive: boolean): number {
  return isInclusive ? base - roundAmount((base * 100) / (100 + percent)) : roundAmount((base * percent) / 100)
}
