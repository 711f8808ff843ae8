import type Stripe from 'stripe'
import type { Call } from '../context.ts'
import type { InvoiceLineObject, InvoiceObject } from '../state/billing-types.ts'
import { automaticRate, discountOn, shareOut } from './amounts.ts'
import { couponOf } from './discounts.ts'
import { type DraftLine, startLine } from './invoice-lines.ts'
import { addedBy, containedIn, type Exemption, type Rate, taxesOfLine, totalTaxes } from './tax.ts'

export type Taxes = {
  isAutomatic: boolean
  exemption: Exemption
  /** For lines that have no rates of their own. */
  defaultRates: readonly Stripe.TaxRate[]
}

type Sums = Pick<
  InvoiceObject,
  'subtotal' | 'subtotal_excluding_tax' | 'total' | 'total_discount_amounts' | 'total_excluding_tax' | 'total_taxes'
>

/** The lines with what discounts take off them and taxes put on them. `discounts` are ids, applied one after the other. */
export function priceLines(
  call: Call,
  invoice: string,
  drafts: readonly DraftLine[],
  discounts: readonly string[],
  taxes: Taxes,
): InvoiceLineObject[] {
  const lines = drafts.map((draft) => startLine(draft, invoice))
  for (const discount of discounts) discountLines(call, lines, discount)
  return lines.map((line, index) => ({
    ...line,
    taxes: taxesOfLine(netOf(line), ratesOf(drafts[index], taxes), taxes.exemption),
  }))
}

/** The sums of priced lines, in minor units. */
export function sumsOf(lines: readonly InvoiceLineObject[]): Sums {
  const subtotal = sum(lines.map(({ amount }) => amount))
  const discounted = sum(lines.map(discountedOf))
  const taxes = lines.map((line) => line.taxes)
  const inclusive = containedIn(taxes.flat())
  return {
    subtotal,
    subtotal_excluding_tax: subtotal - inclusive,
    total: subtotal - discounted + addedBy(taxes.flat()),
    total_discount_amounts: totalDiscounts(lines),
    total_excluding_tax: subtotal - discounted - inclusive,
    total_taxes: totalTaxes(taxes),
  }
}

/** What a line costs before taxes that come on top. */
export function netOf(line: InvoiceLineObject): number {
  return line.amount - discountedOf(line)
}

function discountLines(call: Call, lines: InvoiceLineObject[], discount: string): void {
  const coupon = couponOf(call, discount)
  if (!coupon) return
  const weights = lines.map((line) => (line.discountable ? Math.max(netOf(line), 0) : 0))
  const parts = shareOut(discountOn(sum(weights), coupon), weights)
  for (const [index, line] of lines.entries()) {
    if (!line.discountable) continue
    line.discounts.push(discount)
    line.discount_amounts.push({ amount: parts[index] ?? 0, discount })
  }
}

function ratesOf(draft: DraftLine | undefined, taxes: Taxes): readonly Rate[] {
  if (taxes.isAutomatic) return [automaticRate(draft?.price?.tax_behavior === 'inclusive')]
  return draft && draft.taxRates.length > 0 ? draft.taxRates : taxes.defaultRates
}

const discountedOf = (line: InvoiceLineObject) => sum(line.discount_amounts.map(({ amount }) => amount))

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0)

function totalDiscounts(lines: readonly InvoiceLineObject[]): InvoiceObject['total_discount_amounts'] {
  const totals = new Map<string, number>()
  for (const { amount, discount } of lines.flatMap(({ discount_amounts }) => discount_amounts)) {
    totals.set(discount, (totals.get(discount) ?? 0) + amount)
  }
  return [...totals].map(([discount, amount]) => ({ amount, discount }))
}
