import type Stripe from 'stripe'
import { automaticRate, discountOn, shareOut } from '../billing/amounts.ts'
import { type Exemption, type Rate, taxesOfLine } from '../billing/tax.ts'
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
export function taxLines(lines: readonly LineItemObject[], exemption: Exemption): LineItemObject[] {
  return lines.map((line) => taxLine(line, [automaticRate(line.price.tax_behavior === 'inclusive')], exemption))
}

/** Adds the taxes of these rates to each line. */
export function taxLinesBy(
  lines: readonly LineItemObject[],
  rates: readonly Rate[],
  exemption: Exemption,
): LineItemObject[] {
  return lines.map((line) => taxLine(line, rates, exemption))
}

function taxLine(line: LineItemObject, rates: readonly Rate[], exemption: Exemption): LineItemObject {
  const base = line.amount_subtotal - line.amount_discount
  let [tax, total] = [0, base]
  for (const { amount, tax_behavior: behavior } of taxesOfLine(base, rates, exemption)) {
    tax += amount
    if (behavior !== 'inclusive') total += amount
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
