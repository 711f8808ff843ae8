import type Stripe from 'stripe'
import type { Call } from '../context.ts'
import type { InvoiceLineObject, InvoiceObject } from '../state/billing-types.ts'
import { AUTOMATIC_TAX_PERCENT, discountOn, shareOut, taxOn } from './amounts.ts'
import { couponOf } from './discounts.ts'
import { type DraftLine, startLine } from './invoice-lines.ts'

/** The rate that `automatic_tax` stands for; no endpoint answers it. */
const AUTOMATIC_RATE = 'txr_1SandboxAutomaticTax'

export type Taxes = {
  isAutomatic: boolean
  isExempt: boolean
  /** For lines that have no rates of their own. */
  defaultRates: readonly Stripe.TaxRate[]
}

type AppliedRate = { id: string; percent: number; isInclusive: boolean }
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
  return lines.map((line, index) => ({ ...line, taxes: taxesOf(line, drafts[index], taxes) }))
}

/** The sums of priced lines, in minor units. */
export function sumsOf(lines: readonly InvoiceLineObject[]): Sums {
  const subtotal = sum(lines.map(({ amount }) => amount))
  const discounted = sum(lines.map(discountedOf))
  const within = (only: (line: InvoiceLineObject) => Stripe.InvoiceLineItem.Tax[]) =>
    sum(lines.flatMap(only).map(({ amount }) => amount))
  const inclusive = within(({ taxes }) => taxes.filter(({ tax_behavior }) => tax_behavior === 'inclusive'))
  const exclusive = within(({ taxes }) => taxes.filter(({ tax_behavior }) => tax_behavior !== 'inclusive'))
  return {
    subtotal,
    subtotal_excluding_tax: subtotal - inclusive,
    total: subtotal - discounted + exclusive,
    total_discount_amounts: totalDiscounts(lines),
    total_excluding_tax: subtotal - discounted - inclusive,
    total_taxes: totalTaxes(lines),
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

function taxesOf(line: InvoiceLineObject, draft: DraftLine | undefined, taxes: Taxes): Stripe.InvoiceLineItem.Tax[] {
  const base = netOf(line)
  return ratesOf(draft, taxes).map((rate) => {
    const amount = taxOn(base, rate.percent, rate.isInclusive)
    return {
      amount,
      tax_behavior: rate.isInclusive ? 'inclusive' : 'exclusive',
      tax_rate_details: { tax_rate: rate.id },
      taxability_reason: 'standard_rated',
      taxable_amount: rate.isInclusive ? base - amount : base,
      type: 'tax_rate_details',
    }
  })
}

function ratesOf(draft: DraftLine | undefined, taxes: Taxes): AppliedRate[] {
  if (taxes.isExempt) return []
  if (taxes.isAutomatic) {
    const isInclusive = draft?.price?.tax_behavior === 'inclusive'
    return [{ id: AUTOMATIC_RATE, percent: AUTOMATIC_TAX_PERCENT, isInclusive }]
  }
  const rates = draft && draft.taxRates.length > 0 ? draft.taxRates : taxes.defaultRates
  return rates.map(({ id, percentage, inclusive }) => ({ id, percent: percentage, isInclusive: inclusive }))
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

function totalTaxes(lines: readonly InvoiceLineObject[]): InvoiceObject['total_taxes'] {
  const totals = new Map<string, Stripe.Invoice.TotalTax>()
  for (const tax of lines.flatMap(({ taxes }) => taxes)) {
    const key = `${tax.tax_rate_details?.tax_rate} ${tax.tax_behavior}`
    const before = totals.get(key)
    totals.set(key, {
      ...tax,
      amount: (before?.amount ?? 0) + tax.amount,
      taxable_amount: (before?.taxable_amount ?? 0) + (tax.taxable_amount ?? 0),
    })
  }
  return [...totals.values()]
}
