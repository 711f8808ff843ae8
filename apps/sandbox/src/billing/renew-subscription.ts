import type { Call } from '../context.ts'
import type { InvoiceObject, SubscriptionObject } from '../state/billing-types.ts'
import type { CustomerObject } from '../state/object-types.ts'
import { periodEnd, rhythmOf } from './cycle.ts'
import { discountsAfterUse, discountsInForce } from './discounts.ts'
import { draftInvoice, type NewInvoice, pendingItems } from './draft-invoice.ts'
import { endSubscription } from './end-subscription.ts'
import { finalizeInvoice } from './finalize-invoice.ts'
import { periodLine } from './invoice-lines.ts'
import { saveInvoice, subscriptionOf } from './invoice-state.ts'
import { payInvoice } from './pay-invoice.ts'
import { periodOf, saveSubscription, saveSubscriptionAs, withPeriod } from './save-subscription.ts'

/** Stripe leaves the draft of a renewal open to changes for an hour. */
const DRAFT_SECONDS = 3600

/**
 * A period is over: the subscription ends with it if that was wanted, else the next period begins and is invoiced. What
 * was tried is charged for the first time, or waits while there is nothing to charge.
 */
export function renewSubscription(call: Call, before: SubscriptionObject): SubscriptionObject {
  const now = call.sandbox.clock.now()
  if (before.cancel_at !== null && before.cancel_at <= now) return endWithPeriod(call, before)
  const customer = requireCustomer(call, before)
  const endsTrial = before.status === 'trialing'
  if (endsTrial && !hasMethod(before, customer)) {
    const wanted = before.trial_settings.end_behavior.missing_payment_method
    if (wanted === 'cancel') return endSubscription(call, before, null)
    if (wanted === 'pause') {
      return saveSubscriptionAs(call, 'customer.subscription.paused', { ...before, status: 'paused' })
    }
  }
  const begun = withPeriod(before, nextPeriod(before))
  const invoice = draftInvoice(call, renewalOf(call, before, begun, customer, 'subscription_cycle'))
  return saveSubscription(call, {
    ...begun,
    discounts: invoice.total_discount_amounts.length > 0 ? discountsAfterUse(call, begun) : begun.discounts,
    latest_invoice: scheduleDraft(call, begun, invoice).id,
    status: endsTrial ? 'active' : begun.status,
  })
}

/** The period after the one that runs. */
export function nextPeriod(subscription: SubscriptionObject): { start: number; end: number } {
  const { end: start } = periodOf(subscription)
  const price = subscription.items.data[0]?.price
  if (!price) throw new Error(`The subscription ${subscription.id} has no items.`)
  return { start, end: periodEnd(subscription.billing_cycle_anchor, start, rhythmOf(price)) }
}

/** The invoice of the period that a subscription has begun, with all that waited for it. */
export function renewalOf(
  call: Call,
  before: SubscriptionObject,
  begun: SubscriptionObject,
  customer: CustomerObject,
  reason: 'subscription_cycle' | 'upcoming',
): NewInvoice {
  const period = periodOf(begun)
  return {
    customer,
    subscription: begun,
    reason,
    lines: begun.items.data.map((item) => periodLine(call, item, period)),
    pending: pendingItems(call, customer.id, [begun.id, null]),
    discounts: discountsInForce(call, begun),
    period: periodOf(before),
    currency: begun.currency,
    advances: begun.pause_collection === null && begun.status !== 'unpaid',
  }
}

/** An hour has passed since the draft of a renewal was made: it is finalized, and collected. */
export function finalizeRenewal(call: Call, draft: InvoiceObject): InvoiceObject {
  const invoice = finalizeInvoice(call, draft)
  const pause = subscriptionOf(call, invoice)?.pause_collection
  if (pause?.behavior === 'mark_uncollectible' && invoice.status === 'open') {
    return markUncollectible(call, invoice)
  }
  return invoice.status === 'open' ? payInvoice(call, invoice, { isAutomatic: true }).invoice : invoice
}

export function markUncollectible(call: Call, invoice: InvoiceObject): InvoiceObject {
  call.sandbox.timers.clear('retry_invoice', invoice.id)
  const transitions = { ...invoice.status_transitions, marked_uncollectible_at: call.sandbox.clock.now() }
  return saveInvoice(
    call,
    invoice,
    {
      ...invoice,
      auto_advance: false,
      next_payment_attempt: null,
      status: 'uncollectible',
      status_transitions: transitions,
    },
    'invoice.marked_uncollectible',
  )
}

/** Sets when the draft of a renewal is finalized, unless its subscription collects nothing. */
function scheduleDraft(call: Call, subscription: SubscriptionObject, draft: InvoiceObject): InvoiceObject {
  if (!draft.auto_advance && subscription.pause_collection?.behavior !== 'mark_uncollectible') {
    return subscription.pause_collection?.behavior === 'void' ? voidDraft(call, draft) : draft
  }
  const due = call.sandbox.clock.now() + DRAFT_SECONDS
  call.sandbox.timers.set('finalize_invoice', draft.id, due)
  return call.store.put('invoice', { ...draft, automatically_finalizes_at: due })
}

function voidDraft(call: Call, draft: InvoiceObject): InvoiceObject {
  const transitions = { ...draft.status_transitions, voided_at: call.sandbox.clock.now() }
  const voided = { ...draft, status: 'void' as const, status_transitions: transitions }
  return saveInvoice(call, draft, voided, 'invoice.voided')
}

/** What changes in the last period came to is still charged. */
function endWithPeriod(call: Call, subscription: SubscriptionObject): SubscriptionObject {
  const pending = pendingItems(call, subscription.customer, [subscription.id])
  const ended = endSubscription(call, subscription, 'cancellation_requested')
  if (pending.length === 0) return ended
  const draft = draftInvoice(call, {
    customer: requireCustomer(call, subscription),
    subscription: ended,
    reason: 'subscription_cycle',
    lines: [],
    pending,
    discounts: [],
    period: periodOf(subscription),
    currency: subscription.currency,
    advances: true,
  })
  scheduleDraft(call, ended, draft)
  return call.store.put('subscription', { ...ended, latest_invoice: draft.id })
}

function hasMethod(subscription: SubscriptionObject, customer: CustomerObject): boolean {
  return subscription.default_payment_method !== null || customer.invoice_settings.default_payment_method !== null
}

export function requireCustomer(call: Call, { customer }: Pick<SubscriptionObject, 'customer'>): CustomerObject {
  const found = call.store.get('customer', customer)
  if (!found) throw new Error(`The customer ${customer} is gone.`)
  return found
}
