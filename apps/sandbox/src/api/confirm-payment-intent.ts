import type { Call } from '../context.ts'
import { type Attempt, attemptWithCardMethod } from '../payments/attempt-payment.ts'
import { attemptLater } from '../payments/settle-intent.ts'
import { useStoredCard } from '../payments/stored-cards.ts'
import type { PaymentIntentObject } from '../state/object-types.ts'
import { KeptFailure } from '../wire/endpoint.ts'
import { invalidParameter, StripeFailure, unexpectedIntentState } from '../wire/errors.ts'
import type { ConfirmIntent } from './payment-intent-params.ts'
import { methodOfData } from './payment-method-data.ts'

/** Where a buyer can still be asked for money. */
export const CONFIRMABLE = ['requires_payment_method', 'requires_confirmation', 'requires_action']

type Given = Pick<
  ConfirmIntent,
  | 'mandate_data'
  | 'off_session'
  | 'payment_method'
  | 'payment_method_data'
  | 'receipt_email'
  | 'return_url'
  | 'setup_future_usage'
  | 'use_stripe_sdk'
>

/** Attempts to take the money, by a stored payment method or by what was typed. Throws Stripe's refusals. */
export function confirmIntent(
  call: Call,
  before: PaymentIntentObject,
  given: Given,
): PaymentIntentObject | KeptFailure {
  refuseUnlessConfirmable(before)
  if (call.caller === 'buyer' && given.off_session !== undefined) {
    throw invalidParameter("The parameter 'off_session' can only be used with a secret key.", 'off_session')
  }
  const intent: PaymentIntentObject = {
    ...before,
    receipt_email: given.receipt_email ?? before.receipt_email,
    setup_future_usage: given.setup_future_usage ?? before.setup_future_usage,
  }
  const way = { returnUrl: given.return_url ?? null, usesSdk: given.use_stripe_sdk ?? false }
  if (given.payment_method_data !== undefined) {
    const typed = methodOfData(call, intent, given.payment_method_data)
    if (typed.kind === 'card') {
      return answerAttempt(call, attemptWithCardMethod(call, intent, typed.card, typed.method, undefined, way))
    }
    if (given.mandate_data === undefined) throw mandateMissing(intent)
    return attemptLater(call, intent, typed.method, typed.outcome).intent
  }
  const id = given.payment_method ?? intent.payment_method
  if (id === null) {
    throw unexpectedIntentState(
      before,
      'You cannot confirm this PaymentIntent because it is missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.',
    )
  }
  const { card, method } = useStoredCard(call, id)
  return answerAttempt(call, attemptWithCardMethod(call, intent, card, method, undefined, way))
}

/** A declined attempt is answered as an error, and what it left behind stays. */
export function answerAttempt(call: Call, attempt: Attempt): PaymentIntentObject | KeptFailure {
  if (attempt.outcome !== 'declined') return attempt.intent
  const { decline, charge, intent } = attempt
  const method = intent.last_payment_error?.payment_method
  const stored = method ? call.store.get('payment_method', method.id) : undefined
  return new KeptFailure(402, {
    type: 'card_error',
    code: decline.code,
    message: decline.message,
    ...(decline.adviceCode === undefined ? {} : { advice_code: decline.adviceCode }),
    ...(decline.declineCode === undefined ? {} : { decline_code: decline.declineCode }),
    ...(charge === null ? {} : { charge }),
    payment_intent: intent,
    ...(stored === undefined ? {} : { payment_method: stored }),
  })
}

/** Throws Stripe's refusal to a PaymentIntent that is paid, on its way or over. */
export function refuseUnlessConfirmable(intent: PaymentIntentObject): void {
  if (CONFIRMABLE.includes(intent.status)) return
  throw unexpectedIntentState(
    intent,
    intent.status === 'succeeded'
      ? 'This PaymentIntent has already succeeded after being previously confirmed.'
      : `This PaymentIntent could not be confirmed because it has a status of ${intent.status}.`,
  )
}

function mandateMissing(intent: PaymentIntentObject): StripeFailure {
  return new StripeFailure(400, {
    type: 'invalid_request_error',
    code: 'payment_intent_mandate_invalid',
    message:
      'This PaymentIntent requires a mandate, but no existing mandate was found. Collect mandate acceptance from the customer and try again, providing acceptance data in the mandate_data parameter.',
    payment_intent: intent,
  })
}
