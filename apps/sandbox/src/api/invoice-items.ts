import { z } from 'zod'
import { repriceDraft } from '../billing/draft-invoice.ts'
import { draftLinesOf } from '../billing/draft-lines-of.ts'
import { createInvoiceItem } from '../billing/invoice-items.ts'
import { wholeAmount } from '../billing/invoice-lines.ts'
import { saveInvoice } from '../billing/invoice-state.ts'
import { onClockOf } from '../billing/on-clock.ts'
import type { Call } from '../context.ts'
import type { InvoiceItemObject, InvoiceObject } from '../state/billing-types.ts'
import { emit } from '../webhooks/emit.ts'
import { type Endpoint, endpoint, pathId } from '../wire/endpoint.ts'
import { invalidParameter, invalidRequest } from '../wire/errors.ts'
import { findByParam, findByPath } from '../wire/find.ts'
import { newMetadata } from '../wire/metadata.ts'
import { answerList } from '../wire/pagination.ts'
import * as params from '../wire/params.ts'
import { requireTaxRates } from './find-tax-rates.ts'

const CreateItem = z.strictObject({
  amount: params.integer().optional(),
  currency: params.currency().optional(),
  customer: params.text(),
  customer_account: params.notEmulated(),
  description: params.text().optional(),
  discountable: params.boolean().optional(),
  discounts: params.notEmulated(),
  expand: params.expand(),
  invoice: params.text().optional(),
  metadata: params.metadata().optional(),
  period: z.strictObject({ end: params.integer(), start: params.integer() }).optional(),
  price_data: params.notEmulated(),
  pricing: z.strictObject({ price: params.text() }).optional(),
  quantity: params.integer({ min: 1 }).optional(),
  quantity_decimal: params.notEmulated(),
  subscription: params.text().optional(),
  tax_behavior: params.notEmulated(),
  tax_code: params.notEmulated(),
  tax_rates: params.list(params.text(), { max: 20 }).optional(),
  unit_amount_decimal: params.notEmulated(),
})
type CreateItem = z.output<typeof CreateItem>

const ListItems = z.strictObject({
  ...params.paging,
  created: params.createdFilter(),
  customer: params.text().optional(),
  customer_account: params.notEmulated(),
  invoice: params.text().optional(),
  pending: params.boolean().optional(),
})

const ExpandOnly = z.strictObject({ expand: params.expand() })

export const invoiceItemEndpoints: readonly Endpoint[] = [
  endpoint('POST', '/v1/invoiceitems', CreateItem, (call, given) => {
    const customer = findByParam(call, 'customer', 'customer', given.customer, 'customer')
    return onClockOf(call, customer, () => createItem(call, given))
  }),

  endpoint('GET', '/v1/invoiceitems/:id', ExpandOnly, (call, _given, path) => requireItem(call, pathId(path))),

  endpoint('DELETE', '/v1/invoiceitems/:id', ExpandOnly, (call, _given, path) => {
    const item = requireItem(call, pathId(path))
    const draft = item.invoice === null ? undefined : call.store.get('invoice', item.invoice)
    if (draft && draft.status !== 'draft') {
      throw invalidRequest("You can't delete an invoice item that is attached to an invoice that is no draft any more.")
    }
    call.store.remove('invoiceitem', item.id)
    if (draft) onClockOf(call, draft, () => reprice(call, draft))
    emit(call, 'invoiceitem.deleted', item)
    return { id: item.id, object: 'invoiceitem', deleted: true }
  }),

  endpoint('GET', '/v1/invoiceitems', ListItems, (call, given) =>
    answerList(call, 'invoiceitem', '/v1/invoiceitems', given, {
      ...(given.customer === undefined ? {} : { where: { customer: given.customer } }),
      matches: ({ invoice }) =>
        (given.invoice === undefined || invoice === given.invoice) &&
        (given.pending === undefined || (invoice === null) === given.pending),
    }),
  ),
]

function requireItem(call: Call, id: string): InvoiceItemObject {
  return findByPath(call, 'invoiceitem', 'invoiceitem', id)
}

function createItem(call: Call, given: CreateItem): InvoiceItemObject {
  const { amount, currency, customer, pricing, quantity = 1, subscription: owner } = given
  if ((amount === undefined) === (pricing === undefined)) {
    throw invalidParameter('You must specify one of amount and pricing.', 'amount', 'parameter_missing')
  }
  const price = pricing ? findByParam(call, 'price', 'price', pricing.price, 'pricing[price]') : null
  if (price?.type === 'recurring') {
    throw invalidRequest('The price specified is recurring: invoice items take prices that are paid once.', {
      param: 'pricing[price]',
    })
  }
  if (!price && currency === undefined) {
    throw invalidParameter('Missing required param: currency.', 'currency', 'parameter_missing')
  }
  if (owner !== undefined) findByParam(call, 'subscription', 'subscription', owner, 'subscription')
  const draft = given.invoice === undefined ? undefined : requireDraft(call, given.invoice, customer)
  const now = call.sandbox.clock.now()
  const item = createInvoiceItem(call, {
    amount: price ? wholeAmount(price, quantity) : (amount ?? 0),
    currency: price?.currency ?? currency ?? 'usd',
    customer,
    description: given.description ?? (price ? (call.store.get('product', price.product)?.name ?? null) : null),
    isDiscountable: given.discountable ?? true,
    metadata: newMetadata(given.metadata),
    period: given.period ?? { start: now, end: now },
    price,
    quantity,
    subscription: owner === undefined ? null : { id: owner, item: null },
    taxRates: requireTaxRates(call, given.tax_rates ?? [], 'tax_rates'),
    invoice: draft?.id ?? null,
  })
  if (draft) reprice(call, draft)
  return item
}

function requireDraft(call: Call, id: string, customer: string): InvoiceObject {
  const draft = findByParam(call, 'invoice', 'invoice', id, 'invoice')
  if (draft.status === 'draft' && draft.customer === customer) return draft
  throw invalidRequest('The invoice has to be a draft of the same customer.', {
    code: 'invoice_not_editable',
    param: 'invoice',
  })
}

/** A draft after its items have changed. */
function reprice(call: Call, draft: InvoiceObject): void {
  saveInvoice(call, draft, repriceDraft(call, draft, draftLinesOf(call, draft), draft.discounts))
}
