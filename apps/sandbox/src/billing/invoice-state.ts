import type { Call } from '../context.ts'
import type { InvoiceObject, SubscriptionObject } from '../state/billing-types.ts'
import type { EventObject, PaymentIntentObject } from '../state/object-types.ts'
import { changesOf } from '../webhooks/changes.ts'
import { emit } from '../webhooks/emit.ts'
import { invoiceOfIntent, openPaymentOf } from './invoice-payments.ts'
import { onClockOf } from './on-clock.ts'
import { saveSubscription } from './save-subscription.ts'

/** Stores a changed invoice and tells of it: that it is different, and by events of their own what has happened. */
export function saveInvoice(
  call: Call,
  before: InvoiceObject,
  after: InvoiceObject,
  ...types: EventObject['type'][]
): InvoiceObject {
  call.store.put('invoice', after)
  const changes = changesOf(before, after)
  const isNews = before.status !== 'draft' || after.status === 'draft'
  if (isNews && Object.keys(changes).length > 0) emit(call, 'invoice.updated', after, changes)
  for (const type of types) emit(call, type, after)
  return after
}

/** The subscription that an invoice is of. */
export function subscriptionOf(call: Call, invoice: InvoiceObject): SubscriptionObject | undefined {
  const id = invoice.parent?.subscription_details.subscription
  return id === undefined ? undefined : call.store.get('subscription', id)
}

/**
 * The money of an invoice is there, by this PaymentIntent, or in another way (null): it is paid, and its subscription
 * in order again.
 */
export function invoiceIsPaid(call: Call, invoice: InvoiceObject, intent: PaymentIntentObject | null): InvoiceObject {
  const now = call.sandbox.clock.now()
  const open = openPaymentOf(call, invoice.id)
  if (open) {
    const isIts = intent?.id === open.intent.id
    const payment = call.store.put('invoice_payment', {
      ...open.payment,
      amount_paid: isIts ? intent.amount_received : null,
      status: isIts ? 'paid' : 'canceled',
      status_transitions: { canceled_at: isIts ? null : now, paid_at: isIts ? now : null },
    })
    if (isIts) emit(call, 'invoice_payment.paid', payment)
  }
  call.sandbox.timers.clear('retry_invoice', invoice.id)
  const paid: InvoiceObject = {
    ...invoice,
    amount_paid: intent === null ? 0 : invoice.amount_due,
    amount_remaining: 0,
    attempt_count: intent === null ? invoice.attempt_count : invoice.attempt_count + 1,
    attempted: true,
    auto_advance: false,
    next_payment_attempt: null,
    status: 'paid',
    status_transitions: { ...invoice.status_transitions, paid_at: now },
  }
  const subscription = subscriptionOf(call, paid)
  if (subscription) recover(call, keepingMethod(call, subscription, intent), paid)
  return saveInvoice(call, invoice, paid, 'invoice.paid', 'invoice.payment_succeeded')
}

/** A PaymentIntent was paid: where it was an invoice's, that is paid with it. */
export function settleInvoiceOf(call: Call, intent: PaymentIntentObject): void {
  const invoice = invoiceOfIntent(call, intent.id)
  if (invoice?.status !== 'open' && invoice?.status !== 'uncollectible') return
  onClockOf(call, invoice, () => invoiceIsPaid(call, invoice, intent))
}

/** The subscription with the method that paid, where what pays first is to be kept for it. */
function keepingMethod(
  call: Call,
  subscription: SubscriptionObject,
  intent: PaymentIntentObject | null,
): SubscriptionObject {
  const isWanted = subscription.payment_settings?.save_default_payment_method === 'on_subscription'
  const used = intent?.payment_method ? call.store.get('payment_method', intent.payment_method) : undefined
  if (!isWanted || !used || subscription.default_payment_method !== null) return subscription
  if (used.customer === null) {
    const kept = call.store.put('payment_method', { ...used, customer: subscription.customer })
    emit(call, 'payment_method.attached', kept)
  }
  return { ...subscription, default_payment_method: used.id }
}

/** What was behind is in order once its newest invoice is paid, or nothing else is open. */
function recover(call: Call, subscription: SubscriptionObject, paid: InvoiceObject): void {
  const { status } = subscription
  if (status !== 'incomplete' && status !== 'past_due' && status !== 'unpaid') {
    saveSubscription(call, subscription)
    return
  }
  const others = call.store.where('invoice', 'parent.subscription_details.subscription', subscription.id)
  const isBehind = others.some((other) => other.status === 'open' && other.id !== paid.id)
  if (subscription.latest_invoice !== paid.id && isBehind) return
  saveSubscription(call, { ...subscription, status: 'active' })
}
