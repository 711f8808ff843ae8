import { type Call, onBehalfOf } from '../context.ts'
import type { PaymentIntentObject, PaymentMethodObject } from '../state/object-types.ts'
import { emit } from '../webhooks/emit.ts'
import { type Attempt, attemptWithDelayedMethod, failIntent, succeedIntent } from './attempt-payment.ts'
import { endPendingCharge } from './charges.ts'
import { SETTLES_AFTER_SECONDS } from './settles-after.ts'
import type { Decline } from './test-cards.ts'
import type { SettlesTo } from './test-debits.ts'

const NO_MONEY: Decline = {
  code: 'payment_intent_payment_attempt_failed',
  declineCode: 'insufficient_funds',
  message: 'The payment failed: the bank account did not have enough funds.',
}

/** Starts a payment whose money comes later, or never; it ends by itself after a while. */
export function attemptLater(
  call: Call,
  intent: PaymentIntentObject,
  method: PaymentMethodObject,
  outcome: SettlesTo,
): Attempt {
  const attempt = attemptWithDelayedMethod(call, intent, method)
  call.store.put('sandbox.intent_details', {
    id: intent.id,
    object: 'sandbox.intent_details',
    created: call.sandbox.clock.now(),
    delayed_outcome: outcome,
  })
  call.sandbox.timers.set('settle_intent', intent.id, call.sandbox.clock.now() + SETTLES_AFTER_SECONDS)
  return attempt
}

/**
 * Ends the delayed payment of a PaymentIntent without a session. Without an outcome it ends as was chosen when paying.
 * Answers undefined when nothing is on its way.
 */
export function settleIntent(call: Call, intentId: string, chosen?: SettlesTo): PaymentIntentObject | undefined {
  const intent = call.store.get('payment_intent', intentId)
  if (!intent) return undefined
  const outcome = chosen ?? call.store.get('sandbox.intent_details', intentId)?.delayed_outcome ?? 'succeeds'
  const ended = endDelayed(onBehalfOf(call, 'payment_intent', intentId), intent, outcome)
  if (ended) call.sandbox.timers.clear('settle_intent', intentId)
  return ended
}

/** What was on its way arrives, or does not, with its events. Undefined when nothing was. */
export function endDelayed(
  call: Call,
  intent: PaymentIntentObject,
  outcome: SettlesTo,
): PaymentIntentObject | undefined {
  const charge = intent.latest_charge ? call.store.get('charge', intent.latest_charge) : undefined
  if (intent.status !== 'processing' || !charge) return undefined
  if (outcome === 'fails') {
    const failedCharge = endPendingCharge(call, charge, { decline: NO_MONEY })
    const method = charge.payment_method === null ? undefined : call.store.get('payment_method', charge.payment_method)
    emit(call, 'charge.failed', failedCharge)
    return failIntent(call, intent, method, NO_MONEY, failedCharge)
  }
  const paidCharge = endPendingCharge(call, charge, 'succeeded')
  const succeeded = succeedIntent(call, intent, paidCharge)
  emit(call, 'charge.succeeded', paidCharge)
  return succeeded
}
