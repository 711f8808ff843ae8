import type Stripe from 'stripe'
import { AUTOMATIC_TAX_PERCENT, discountOn, shareOut, taxOn } from '../billing/amounts.ts'
import type { LineItemObject } from '../state/object-types.ts'

/** Takes a coupon off the lines, in proportion to their amounts; the parts add up to the whole discount. */
export function discountLines(lines: readonly LineItemObject[], coupon: Stripe.Coupon): LineItemObject[] {
  const weights = lines.map((line) => line.amount_subtotal)
  const subtotal = weights.reduce((sum, weight) => sum + weight, 0)
  const parts = shareOut(discountOn(subtotal, coupon), weights)
  return lines.map((line, index) => {
    const part = parts[index] ?? 0
    return { ...line, amount_discount: part, amount_total: line.amount_subtotal - part }
  })
}

/** Adds the one automatic rate to the lines: on top of exclusive prices, inside inclusive ones. */
export function taxLines(lines: readonly LineItemObject[]): LineItemObject[] {
  return lines.map((line) =>
    taxLine(line, [{ percentage: AUTOMATIC_TAX_PERCENT, inclusive: line.price.tax_behavior === 'inclusive' }]),
  )
}

/** Adds the taxes of these rates to each line. */
export function taxLinesBy(lines: readonly LineItemObject[], rates: readonly Stripe.TaxRate[]): LineItemObject[] {
  return lines.map((line) => taxLine(line, rates))
}

function taxLine(
  line: LineItemObject,
  rates: readonly Pick<Stripe.TaxRate, 'inclusive' | 'percentage'>[],
): LineItemObject {
  const base = line.amount_subtotal - line.amount_discount
  let [tax, total] = [0, base]
  for (const { inclusive, percentage } of rates) {
    const part = taxOn(base, percentage, inclusive)
    tax += part
    if (!inclusive) total += part
  }
  return { ...line, amount_tax: tax, amount_total: total }
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
