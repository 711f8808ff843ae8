import { settleInvoiceOf } from '../billing/invoice-state.ts'
import type { Call } from '../context.ts'
import type { ChargeObject, PaymentIntentObject, PaymentMethodObject } from '../state/object-types.ts'
import { emit } from '../webhooks/emit.ts'
import { rememberAuthentication } from './authenticated-methods.ts'
import { createCharge } from './charges.ts'
import {
  type Billing,
  type CardFacts,
  createCardMethod,
  createDelayedMethod,
  delayedTypeFor,
} from './payment-methods.ts'
import { type Decline, findTestCard, type TestCard } from './test-cards.ts'

/** Where a buyer goes to say that a payment is theirs: on by themselves, or by means of Stripe's script. */
export type ActionWay = { returnUrl: string | null; usesSdk: boolean }

export type Attempt =
  | { outcome: 'succeeded'; intent: PaymentIntentObject }
  | { outcome: 'processing'; intent: PaymentIntentObject }
  | { outcome: 'requires_action'; intent: PaymentIntentObject }
  | { outcome: 'declined'; intent: PaymentIntentObject; decline: Decline; charge: string | null }

/** What becomes of a payment whose owner does not say that it is theirs. */
export const NOT_AUTHENTICATED: Decline = {
  code: 'payment_intent_authentication_failure',
  message:
    'The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.',
}

/** Tries a PaymentIntent with a card typed in by the buyer. */
export function attemptCard(
  call: Call,
  intent: PaymentIntentObject,
  input: CardFacts & { billing: Billing },
  threeDS: 'complete' | 'fail' | undefined,
): Attempt {
  const card = cardOf(call, input)
  const method = createCardMethod(call, card, input, input.billing)
  return attemptWithCardMethod(call, intent, card, method, threeDS)
}

/** Tries a PaymentIntent with a stored card. Cards that want 3-D Secure first ask for it. */
export function attemptWithCardMethod(
  call: Call,
  intent: PaymentIntentObject,
  card: TestCard,
  method: PaymentMethodObject,
  threeDS: 'complete' | 'fail' | undefined,
  way: ActionWay = { returnUrl: null, usesSdk: true },
): Attempt {
  if (card.threeDSecure && threeDS === undefined) return askForAuthentication(call, intent, method, way)
  if (card.threeDSecure && threeDS === 'fail') {
    const failed = failIntent(call, intent, method, NOT_AUTHENTICATED, null)
    return { outcome: 'declined', intent: failed, decline: NOT_AUTHENTICATED, charge: null }
  }
  if (card.decline) {
    const charge = createCharge(call, intent, method, { status: 'failed', decline: card.decline }, card.threeDSecure)
    emit(call, 'charge.failed', charge)
    const failed = failIntent(call, intent, method, card.decline, charge)
    return { outcome: 'declined', intent: failed, decline: card.decline, charge: charge.id }
  }
  const charge = createCharge(call, intent, method, { status: 'succeeded' }, card.threeDSecure)
  const succeeded = succeedIntent(call, intent, charge)
  emit(call, 'charge.succeeded', charge)
  if (card.threeDSecure) rememberAuthentication(call, method)
  settleInvoiceOf(call, succeeded)
  return { outcome: 'succeeded', intent: succeeded }
}

/** Starts a payment whose money comes later, or never, in the way that its currency offers. */
export function attemptDelayed(call: Call, intent: PaymentIntentObject, billing: Billing): Attempt {
  return attemptWithDelayedMethod(call, intent, createDelayedMethod(call, delayedTypeFor(intent.currency), billing))
}

/** Starts a payment whose money comes later, or never. */
export function attemptWithDelayedMethod(
  call: Call,
  intent: PaymentIntentObject,
  method: PaymentMethodObject,
): Attempt {
  const charge = createCharge(call, intent, method, { status: 'pending' })
  const processing = call.store.put('payment_intent', {
    ...intent,
    status: 'processing',
    last_payment_error: null,
    next_action: null,
    payment_method: method.id,
    latest_charge: charge.id,
  })
  emit(call, 'payment_intent.processing', processing)
  emit(call, 'charge.pending', charge)
  return { outcome: 'processing', intent: processing }
}

export function succeedIntent(call: Call, intent: PaymentIntentObject, charge: ChargeObject): PaymentIntentObject {
  const succeeded = call.store.put('payment_intent', {
    ...intent,
    amount_received: charge.amount,
    last_payment_error: null,
    latest_charge: charge.id,
    next_action: null,
    payment_method: charge.payment_method,
    status: 'succeeded',
    transfer_group: charge.transfer_group,
  })
  emit(call, 'payment_intent.succeeded', succeeded)
  return succeeded
}

export function failIntent(
  call: Call,
  intent: PaymentIntentObject,
  method: PaymentMethodObject | undefined,
  decline: Decline,
  charge: ChargeObject | null,
): PaymentIntentObject {
  const isAuthentication = decline === NOT_AUTHENTICATED
  const failed = call.store.put('payment_intent', {
    ...intent,
    last_payment_error: {
      ...(decline.adviceCode === undefined ? {} : { advice_code: decline.adviceCode }),
      ...(charge === null ? {} : { charge: charge.id }),
      code: decline.code,
      ...(decline.declineCode === undefined ? {} : { decline_code: decline.declineCode }),
      doc_url: `https://stripe.com/docs/error-codes/${decline.code.replaceAll('_', '-')}`,
      message: decline.message,
      ...(decline.networkDeclineCode === undefined ? {} : { network_decline_code: decline.networkDeclineCode }),
      ...(method === undefined ? {} : { payment_method: method }),
      type: isAuthentication ? 'invalid_request_error' : 'card_error',
    },
    latest_charge: charge?.id ?? intent.latest_charge,
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  })
  emit(call, 'payment_intent.payment_failed', failed)
  return failed
}

function askForAuthentication(
  call: Call,
  intent: PaymentIntentObject,
  method: PaymentMethodObject,
  way: ActionWay,
): Attempt {
  const url = authenticationUrl(call, intent)
  const waiting = call.store.put('payment_intent', {
    ...intent,
    last_payment_error: null,
    next_action:
      way.returnUrl === null || way.usesSdk
        ? { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: url } }
        : { type: 'redirect_to_url', redirect_to_url: { return_url: way.returnUrl, url } },
    payment_method: method.id,
    status: 'requires_action',
  })
  emit(call, 'payment_intent.requires_action', waiting)
  return { outcome: 'requires_action', intent: waiting }
}

/** The bank's page for this payment. Like Stripe's, it carries the secret that lets a buyer in. */
function authenticationUrl(call: Call, intent: PaymentIntentObject): string {
  const secret = encodeURIComponent(intent.client_secret ?? '')
  return `${call.sandbox.urls.public}/_sandbox/payment_intents/${intent.id}/authenticate?client_secret=${secret}`
}

/** The card as the bank sees it: a date in the past or a code of the wrong length is a refusal of its own. */
export function cardOf(call: Call, input: CardFacts): TestCard {
  const card = findTestCard(input.number)
  if (card.decline?.code === 'incorrect_number') return card
  const now = new Date(call.sandbox.clock.nowMs())
  const months = input.expYear * 12 + input.expMonth - 1
  if (months < now.getUTCFullYear() * 12 + now.getUTCMonth()) {
    return {
      ...card,
      threeDSecure: false,
      decline: { code: 'expired_card', message: 'Your card has expired.', adviceCode: 'confirm_card_data' },
    }
  }
  return card
}
