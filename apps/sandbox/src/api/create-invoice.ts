import { draftInvoice, pendingItems } from '../billing/draft-invoice.ts'
import { onClockOf } from '../billing/on-clock.ts'
import { scheduleAdvance } from '../billing/schedule-advance.ts'
import type { Call } from '../context.ts'
import { requireKept } from '../payments/keep-method.ts'
import type { InvoiceObject } from '../state/billing-types.ts'
import { invalidParameter, StripeFailure } from '../wire/errors.ts'
import { findByParam } from '../wire/find.ts'
import { newMetadata } from '../wire/metadata.ts'
import type { CreateInvoiceParams } from './invoice-params.ts'

/** An invoice by hand: empty, or over what waits for one; with a subscription, over what waits for that. */
export function createInvoice(call: Call, given: CreateInvoiceParams): InvoiceObject {
  const { subscription: id, default_payment_method: method } = given
  const subscription = id === undefined ? null : findByParam(call, 'subscription', 'subscription', id, 'subscription')
  const customerId = given.customer ?? subscription?.customer
  if (customerId === undefined) {
    throw invalidParameter('Missing required param: customer.', 'customer', 'parameter_missing')
  }
  const customer = findByParam(call, 'customer', 'customer', customerId, 'customer')
  if (method !== undefined) requireKept(call, customer.id, method, 'default_payment_method')
  return onClockOf(call, customer, () => {
    const includes = subscription !== null || given.pending_invoice_items_behavior === 'include'
    const pending = includes ? pendingItems(call, customer.id, [subscription?.id ?? null]) : []
    if (subscription && pending.length === 0) throw nothingToInvoice()
    const now = call.sandbox.clock.now()
    const draft = draftInvoice(call, {
      customer,
      subscription,
      reason: 'manual',
      lines: [],
      pending,
      discounts: [],
      period: { start: now, end: now },
      currency: pending[0]?.currency ?? given.currency ?? customer.currency ?? 'usd',
      advances: given.auto_advance ?? false,
      defaultMethod: method ?? null,
      description: given.description ?? null,
      footer: given.footer ?? null,
      metadata: newMetadata(given.metadata),
    })
    return scheduleAdvance(call, draft)
  })
}

function nothingToInvoice(): StripeFailure {
  return new StripeFailure(400, {
    type: 'invalid_request_error',
    code: 'invoice_no_subscription_line_items',
    message: 'Nothing to invoice for subscription',
    param: 'subscription',
  })
}
