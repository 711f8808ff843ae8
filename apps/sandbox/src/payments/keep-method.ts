import { ENDED_STATUSES, saveSubscription } from '../billing/save-subscription.ts'
import type { Call } from '../context.ts'
import type { CustomerObject, PaymentMethodObject } from '../state/object-types.ts'
import { changesOf } from '../webhooks/changes.ts'
import { emit } from '../webhooks/emit.ts'
import { invalidRequest, StripeFailure } from '../wire/errors.ts'
import type { Decline, TestCard } from './test-cards.ts'

/**
 * Keeps a payment method for its customer, with its event. The bank is asked first, as at Stripe: throws the 402 of a
 * card that it refuses, and a 400 for a method that is another customer's. One that is kept already stays as it is.
 */
export function keepMethod(
  call: Call,
  card: TestCard,
  method: PaymentMethodObject,
  customer: CustomerObject,
): PaymentMethodObject {
  if (method.customer === customer.id) return method
  if (method.customer !== null) throw alreadyKept()
  const decline = declineWhenKept(card)
  if (decline) throw cardRefused(decline)
  const kept = call.store.put('payment_method', { ...method, customer: customer.id })
  emit(call, 'payment_method.attached', kept)
  return kept
}

/** What the bank says when a card is kept and nothing is charged to it yet. */
export function declineWhenKept(card: TestCard): Decline | undefined {
  return card.isRefusedOnlyWhenCharged ? undefined : card.decline
}

/** Lets go of a payment method: it is nobody's default any more and cannot be kept again. Tells what has changed. */
export function letGoOfMethod(call: Call, method: PaymentMethodObject): PaymentMethodObject {
  const { customer: owner } = method
  if (owner === null) {
    throw invalidRequest('The payment method you provided is not attached to a customer so detachment is impossible.', {
      param: 'payment_method',
    })
  }
  const released = call.store.put('payment_method', { ...method, customer: null })
  call.store.putSetting(releasedKey(method.id), 'released')
  emit(call, 'payment_method.detached', released, { customer: owner })
  const customer = call.store.get('customer', owner)
  if (customer?.invoice_settings.default_payment_method === method.id) setDefaultMethod(call, customer, null)
  for (const subscription of call.store.where('subscription', 'customer', owner)) {
    if (subscription.default_payment_method !== method.id || ENDED_STATUSES.includes(subscription.status)) continue
    saveSubscription(call, { ...subscription, default_payment_method: null })
  }
  return released
}

/** Whether the method was used or let go of before, after which Stripe keeps it for nobody. */
export function isSpent(call: Call, method: PaymentMethodObject): boolean {
  if (method.customer !== null) return false
  return (
    call.store.getSetting(releasedKey(method.id)) !== undefined ||
    call.store.where('charge', 'payment_method', method.id).length > 0
  )
}

/** Makes a kept method the one that a customer's invoices are paid with, or none, with the event. */
export function setDefaultMethod(call: Call, customer: CustomerObject, method: string | null): CustomerObject {
  if (customer.invoice_settings.default_payment_method === method) return customer
  const after = call.store.put('customer', {
    ...customer,
    invoice_settings: { ...customer.invoice_settings, default_payment_method: method },
  })
  emit(call, 'customer.updated', after, changesOf(customer, after))
  return after
}

/** The customer's method of this id, or Stripe's refusal. */
export function requireKept(call: Call, customer: string, id: string, param: string): PaymentMethodObject {
  const method = call.store.get('payment_method', id)
  if (method?.customer === customer) return method
  throw invalidRequest(
    `The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`,
    { code: 'resource_missing', param },
  )
}

/** What is kept for a customer, newest first. */
export function keptMethods(call: Call, customer: string): PaymentMethodObject[] {
  return call.store.where('payment_method', 'customer', customer).reverse()
}

/** The 402 of a card that the bank refuses, where there is no intent to hang it on. */
export function cardRefused(decline: Decline): StripeFailure {
  return new StripeFailure(402, {
    type: 'card_error',
    code: decline.code,
    message: decline.message,
    ...(decline.adviceCode === undefined ? {} : { advice_code: decline.adviceCode }),
    ...(decline.declineCode === undefined ? {} : { decline_code: decline.declineCode }),
  })
}

function alreadyKept(): StripeFailure {
  return invalidRequest(
    'The payment method you provided has already been attached to a customer. It must be detached before it can be attached to another customer.',
    { param: 'payment_method' },
  )
}

const releasedKey = (id: string) => `released_payment_method ${id}`
