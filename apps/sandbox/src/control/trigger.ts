import { CreateSession } from '../api/checkout-session-params.ts'
import { createCheckoutSession } from '../api/create-checkout-session.ts'
import { createPrice } from '../api/create-price.ts'
import { buildProduct } from '../api/products.ts'
import { endSubscription } from '../billing/end-subscription.ts'
import { saveSubscription, saveSubscriptionAs } from '../billing/save-subscription.ts'
import { plantAccount } from '../connect/plant-account.ts'
import { platformApplication } from '../connect/platform.ts'
import type { Call } from '../context.ts'
import { attemptCard } from '../payments/attempt-payment.ts'
import type { ConfirmInput } from '../payments/confirm-input.ts'
import { confirmCheckoutSession } from '../payments/confirm-session.ts'
import { createRefund } from '../payments/create-refund.ts'
import { closeDispute, openDispute, reviewDispute } from '../payments/disputes.ts'
import { expireSession } from '../payments/expire-session.ts'
import { cancelIntent, createPaymentIntent } from '../payments/payment-intents.ts'
import { createDelayedMethod, delayedTypeFor } from '../payments/payment-methods.ts'
import { attemptLater } from '../payments/settle-intent.ts'
import { settleRefund } from '../payments/settle-refund.ts'
import { settleSession } from '../payments/settle-session.ts'
import type { SubscriptionObject } from '../state/billing-types.ts'
import type { ChargeObject, EventObject, PaymentIntentObject } from '../state/object-types.ts'
import { emit } from '../webhooks/emit.ts'
import { requireAccount } from '../wire/find-account.ts'
import type { RawParams } from '../wire/form-encoding.ts'
import { ids } from '../wire/ids.ts'
import { readParams } from '../wire/read-params.ts'
import { beginSubscription } from './trigger-subscription.ts'

const GOOD_CARD = '4242424242424242'
const DECLINED_CARD = '4000000000000002'
const SECURE_CARD = '4000002760003184'
const SLOW_REFUND_CARD = '4000000000007726'
const FAILING_REFUND_CARD = '4000000000005126'
const AMOUNT = 2000
const TRIAL_SECONDS = 3 * 24 * 3600
const BUYER = { email: 'buyer@example.com', name: 'Test Buyer', country: 'US' }

/** What happens for each event type. Those of checkout, payments, refunds and disputes come from real objects. */
const TRIGGERS = {
  'checkout.session.completed': (call) => paidCharge(call, GOOD_CARD),
  'checkout.session.expired': (call) => expireSession(call, openSession(call)),
  'checkout.session.async_payment_succeeded': (call) => settleDelayed(call, 'succeeds'),
  'checkout.session.async_payment_failed': (call) => settleDelayed(call, 'fails'),
  'payment_intent.created': (call) => openIntent(call),
  'payment_intent.processing': (call) => payIntentLater(call),
  'payment_intent.requires_action': (call) => payIntent(call, SECURE_CARD),
  'payment_intent.canceled': (call) => cancelIntent(call, openIntent(call), null),
  'payment_intent.succeeded': (call) => paidCharge(call, GOOD_CARD),
  'payment_intent.payment_failed': (call) => confirm(call, openSession(call), card(DECLINED_CARD)),
  'charge.refunded': (call) => refund(call, GOOD_CARD),
  'refund.created': (call) => refund(call, GOOD_CARD),
  'refund.updated': (call) => settleRefund(call, refund(call, SLOW_REFUND_CARD)),
  'refund.failed': (call) => settleRefund(call, refund(call, FAILING_REFUND_CARD)),
  'charge.dispute.created': (call) => openDispute(call, paidCharge(call, GOOD_CARD)),
  'charge.dispute.funds_withdrawn': (call) => openDispute(call, paidCharge(call, GOOD_CARD)),
  'charge.dispute.updated': (call) => reviewDispute(call, openDispute(call, paidCharge(call, GOOD_CARD))),
  'charge.dispute.closed': (call) => closeDispute(call, openDispute(call, paidCharge(call, GOOD_CARD)), 'lost'),
  'charge.dispute.funds_reinstated': (call) =>
    closeDispute(call, openDispute(call, paidCharge(call, GOOD_CARD)), 'won'),
  'customer.subscription.created': (call) => beginSubscription(call),
  'customer.subscription.updated': (call) =>
    saveSubscription(call, { ...beginSubscription(call).subscription, cancel_at_period_end: true }),
  'customer.subscription.deleted': (call) =>
    endSubscription(call, beginSubscription(call).subscription, 'cancellation_requested'),
  'customer.subscription.trial_will_end': (call) =>
    beginSubscription(call, { trialEnd: call.sandbox.clock.now() + TRIAL_SECONDS }),
  'customer.subscription.paused': (call) => pausedSubscription(call),
  'customer.subscription.resumed': (call) =>
    saveSubscriptionAs(call, 'customer.subscription.resumed', { ...pausedSubscription(call), status: 'active' }),
  'invoice.created': (call) => beginSubscription(call),
  'invoice.finalized': (call) => beginSubscription(call),
  'invoice.paid': (call) => beginSubscription(call),
  'invoice.payment_succeeded': (call) => beginSubscription(call),
  'invoice.payment_failed': (call) => beginSubscription(call, { card: DECLINED_CARD }),
  'invoice.payment_action_required': (call) => beginSubscription(call, { card: SECURE_CARD }),
  'transfer.created': (call) => destinationCharge(call),
  'transfer.reversed': (call) => refundDestination(call),
  'application_fee.created': (call) => destinationCharge(call),
  'application_fee.refunded': (call) => refundDestination(call),
  'account.updated': (call, accountId) => account(call, 'account.updated', accountId),
  'account.application.deauthorized': (call, accountId) => account(call, 'account.application.deauthorized', accountId),
} as const satisfies Partial<Record<EventObject['type'], (call: Call, accountId?: string) => unknown>>

export type TriggerType = keyof typeof TRIGGERS

export const TRIGGER_TYPES = Object.keys(TRIGGERS).filter((type): type is TriggerType => type in TRIGGERS)

/**
 * Makes this event happen, with the events that come along. Answers the one asked for. Events of an account happen to
 * the one that is named, or to a new one.
 */
export function triggerEvent(call: Call, type: TriggerType, accountId?: string): EventObject {
  TRIGGERS[type](call, accountId)
  // A connected account's event is kept under that account, so it is looked for without regard to whose it is.
  const row = call.store.db
    .prepare(
      "select json from objects where type = 'event' and json_extract(json, '$.type') = ? order by seq desc limit 1",
    )
    .get(type)
  if (!row) throw new Error(`The trigger for ${type} made no such event.`)
  return JSON.parse(String(row.json))
}

function openSession(call: Call, split: RawParams = {}): string {
  const product = call.store.put('product', buildProduct(call, { name: 'Triggered purchase' }))
  const price = createPrice(call, { product: product.id, currency: 'usd', unit_amount: AMOUNT })
  const given = readParams(CreateSession, {
    mode: 'payment',
    success_url: 'https://example.com/success',
    line_items: { '0': { price: price.id, quantity: '1' } },
    ...split,
  })
  return createCheckoutSession(call, given).id
}

function card(number: string): ConfirmInput['method'] {
  return { kind: 'card', number, expMonth: 12, expYear: 2099, cvc: '123' }
}

function confirm(call: Call, sessionId: string, method: ConfirmInput['method']): void {
  confirmCheckoutSession(call.sandbox, sessionId, { email: 'buyer@example.com', name: 'Test Buyer', method })
}

function paidCharge(call: Call, number: string, split: RawParams = {}): ChargeObject {
  const sessionId = openSession(call, split)
  confirm(call, sessionId, card(number))
  const intentId = call.store.get('checkout.session', sessionId)?.payment_intent ?? ''
  const charge = call.store.get('charge', call.store.get('payment_intent', intentId)?.latest_charge ?? '')
  if (!charge) throw new Error('The triggered payment left no charge.')
  return charge
}

/** A PaymentIntent as a shop with a card form of its own makes it. */
function openIntent(call: Call): PaymentIntentObject {
  const automaticPaymentMethods = { allow_redirects: 'always', enabled: true } as const
  return createPaymentIntent(call, {
    amount: AMOUNT,
    automaticPaymentMethods,
    currency: 'usd',
    paymentMethodTypes: ['card', delayedTypeFor('usd')],
  })
}

function payIntent(call: Call, number: string): void {
  attemptCard(call, openIntent(call), { number, expMonth: 12, expYear: 2099, cvc: '123', billing: BUYER }, undefined)
}

function payIntentLater(call: Call): void {
  attemptLater(call, openIntent(call), createDelayedMethod(call, delayedTypeFor('usd'), BUYER), 'succeeds')
}

/** A sale of a seller's, of which the platform keeps a tenth. */
function destinationCharge(call: Call): ChargeObject {
  const { id } = plantAccount(call, { id: ids.account(), email: 'seller@example.com' })
  const split = { transfer_data: { destination: id }, application_fee_amount: String(AMOUNT / 10) }
  return paidCharge(call, GOOD_CARD, { payment_intent_data: split })
}

function refundDestination(call: Call): void {
  const fields = { amount: AMOUNT, reason: null, metadata: {}, reversesTransfer: true, refundsFee: true }
  createRefund(call, destinationCharge(call), fields)
}

function settleDelayed(call: Call, outcome: 'succeeds' | 'fails'): void {
  const sessionId = openSession(call)
  confirm(call, sessionId, { kind: 'delayed', outcome })
  settleSession(call, sessionId, outcome)
}

function refund(call: Call, number: string): string {
  return createRefund(call, paidCharge(call, number), { amount: AMOUNT, reason: null, metadata: {} }).id
}

/** A subscription whose trial ended without anything to charge. */
function pausedSubscription(call: Call): SubscriptionObject {
  const { subscription } = beginSubscription(call, { trialEnd: call.sandbox.clock.now() + TRIAL_SECONDS })
  return saveSubscriptionAs(call, 'customer.subscription.paused', { ...subscription, status: 'paused' })
}

/** A seller's account. Such events go to endpoints registered with `connect`, and name the account. */
function account(
  call: Call,
  type: 'account.updated' | 'account.application.deauthorized',
  accountId: string | undefined,
): void {
  const seller =
    accountId === undefined
      ? plantAccount(call, { id: ids.account(), email: 'seller@example.com' })
      : requireAccount(call, accountId)
  const connected = { ...call, account: seller.id }
  if (type === 'account.updated') {
    emit(connected, type, seller, { charges_enabled: false, payouts_enabled: false })
    return
  }
  call.store.remove('account', seller.id)
  emit(connected, type, platformApplication)
}
