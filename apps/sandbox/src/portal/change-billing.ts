import { endSubscription } from '../billing/end-subscription.ts'
import { ENDED_STATUSES, periodOf, saveSubscription } from '../billing/save-subscription.ts'
import type { Call } from '../context.ts'
import { keptMethods, setDefaultMethod } from '../payments/keep-method.ts'
import type { SubscriptionObject } from '../state/billing-types.ts'
import type { CustomerObject, PaymentMethodObject } from '../state/object-types.ts'
import { changesOf } from '../webhooks/changes.ts'
import { emit } from '../webhooks/emit.ts'

/** A customer's subscriptions that have not ended, newest first. */
export function runningSubscriptions(call: Call, customer: string): SubscriptionObject[] {
  return call.store
    .where('subscription', 'customer', customer)
    .filter(({ status }) => !ENDED_STATUSES.includes(status))
    .reverse()
}

/**
 * Makes a kept card the one that is charged from now on: for the customer's invoices, and for those of their
 * subscriptions that had no card of their own or the one that was the default until now.
 */
export function makeDefault(call: Call, customer: CustomerObject, method: PaymentMethodObject): void {
  const former = customer.invoice_settings.default_payment_method
  setDefaultMethod(call, customer, method.id)
  for (const subscription of runningSubscriptions(call, customer.id)) {
    const { default_payment_method: own } = subscription
    if (own === null || own === former) saveSubscription(call, { ...subscription, default_payment_method: method.id })
  }
}

/** Makes a kept card the default of the customer and of all their subscriptions, whatever they had. */
export function makeDefaultEverywhere(call: Call, customer: CustomerObject, method: PaymentMethodObject): void {
  setDefaultMethod(call, customer, method.id)
  for (const subscription of runningSubscriptions(call, customer.id)) {
    saveSubscription(call, { ...subscription, default_payment_method: method.id })
  }
}

/** Whether a card may go: it is nobody's default, or nothing runs that it would have to pay. */
export function mayRemove(call: Call, customer: CustomerObject, method: PaymentMethodObject): boolean {
  const running = runningSubscriptions(call, customer.id)
  if (running.length === 0) return true
  return (
    customer.invoice_settings.default_payment_method !== method.id &&
    running.every((subscription) => subscription.default_payment_method !== method.id) &&
    keptMethods(call, customer.id).length > 1
  )
}

export type Leaving = { feedback: string | null; comment: string | null }

/** Cancels as the portal's configuration says: with the period that is paid for, or at once. */
export function cancelSubscription(
  call: Call,
  subscription: SubscriptionObject,
  mode: 'at_period_end' | 'immediately',
  { feedback, comment }: Leaving,
): SubscriptionObject {
  const details: SubscriptionObject['cancellation_details'] = {
    comment,
    feedback,
    feedback_option: null,
    reason: 'cancellation_requested',
  }
  const leaving = { ...subscription, cancellation_details: details }
  if (mode === 'immediately') return endSubscription(call, leaving, 'cancellation_requested')
  return saveSubscription(call, {
    ...leaving,
    cancel_at: periodOf(subscription).end,
    cancel_at_period_end: true,
    canceled_at: call.sandbox.clock.now(),
  })
}

/** Takes a cancellation back that has not happened yet. */
export function keepSubscription(call: Call, subscription: SubscriptionObject): SubscriptionObject {
  return saveSubscription(call, {
    ...subscription,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
  })
}

export type BillingInformation = Pick<CustomerObject, 'address' | 'email' | 'name' | 'phone'>

/** Changes how invoices are addressed, with the event. */
export function changeInformation(call: Call, customer: CustomerObject, given: Partial<BillingInformation>): void {
  const after = { ...customer, ...given }
  const changes = changesOf(customer, after)
  if (Object.keys(changes).length === 0) return
  call.store.put('customer', after)
  emit(call, 'customer.updated', after, changes)
}
