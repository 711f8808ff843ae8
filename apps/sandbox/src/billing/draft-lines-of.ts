import type { Call } from '../context.ts'
import type { InvoiceLineObject, InvoiceObject } from '../state/billing-types.ts'
import { type DraftLine, itemAsLine } from './invoice-lines.ts'

/** The lines that a draft is made of now: those of its period as they are, and its invoice items. */
export function draftLinesOf(call: Call, draft: InvoiceObject): DraftLine[] {
  const ofPeriod = draft.lines.data.filter(({ parent }) => invoiceItemOf(parent) === null)
  const items = call.store.where('invoiceitem', 'invoice', draft.id)
  return [...items.map((item) => itemAsLine(call, item)), ...ofPeriod.map((line) => asDraft(call, line))]
}

function invoiceItemOf(parent: InvoiceLineObject['parent']): string | null {
  return parent?.invoice_item_details?.invoice_item ?? parent?.subscription_item_details?.invoice_item ?? null
}

function asDraft(call: Call, line: InvoiceLineObject): DraftLine {
  const id = line.pricing?.price_details?.price
  if (!line.parent) throw new Error(`The line ${line.id} comes from nothing.`)
  return {
    amount: line.amount,
    currency: line.currency,
    description: line.description,
    isDiscountable: line.discountable,
    metadata: line.metadata,
    parent: line.parent,
    period: line.period,
    price: (id === undefined ? undefined : call.store.get('price', id)) ?? null,
    pricing: line.pricing,
    quantity: line.quantity ?? 1,
    subscription: line.subscription,
    taxRates: [],
  }
}
