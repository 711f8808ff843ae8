import type Stripe from 'stripe'
import type { LineItemObject } from '../state/object-types.ts'

/** Tax under `automatic_tax`: one rate for everything and everyone, so that totals can be foretold in tests. */
export const AUTOMATIC_TAX_PERCENT = 20

/** Takes a coupon off the lines, in proportion to their amounts; the parts add up to the whole discount. */
export function discountLines(lines: readonly LineItemObject[], coupon: Stripe.Coupon): LineItemObject[] {
  const subtotal = lines.reduce((sum, line) => sum + line.amount_subtotal, 0)
  const whole =
    coupon.percent_off === null
      ? Math.min(coupon.amount_off ?? 0, subtotal)
      : Math.round((subtotal * coupon.percent_off) / 100)
  let left = whole
  let weightLeft = subtotal
  return lines.map((line) => {
    // What is left is shared out over the weight that is left: nothing is lost to rounding.
    const part = weightLeft === 0 ? 0 : Math.round((left * line.amount_subtotal) / weightLeft)
    left -= part
    weightLeft -= line.amount_subtotal
    return { ...line, amount_discount: part, amount_total: line.amount_subtotal - part }
  })
}

/** Adds tax to the lines: on top of exclusive prices, inside inclusive ones. */
export function taxLines(lines: readonly LineItemObject[]): LineItemObject[] {
  return lines.map((line) => {
    const base = line.amount_subtotal - line.amount_discount
    if (line.price.tax_behavior === 'inclusive') {
      return { ...line, amount_tax: base - Math.round((base * 100) / (100 + AUTOMATIC_TAX_PERCENT)) }
    }
    const tax = Math.round((base * AUTOMATIC_TAX_PERCENT) / 100)
    return { ...line, amount_tax: tax, amount_total: base + tax }
  })
}

export type Totals = { subtotal: number; discount: number; tax: number; total: number }

export function totalsOf(lines: readonly LineItemObject[]): Totals {
  const sum = (pick: (line: LineItemObject) => number) => lines.reduce((total, line) => total + pick(line), 0)
  return {
    subtotal: sum((line) => line.amount_subtotal),
    discount: sum((line) => line.amount_discount),
    tax: sum((line) => line.amount_tax),
    total: sum((line) => line.amount_total),
  }
}
