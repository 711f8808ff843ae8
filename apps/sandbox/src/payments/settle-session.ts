import type { Call } from '../context.ts'
import type { SessionObject } from '../state/object-types.ts'
import { emit } from '../webhooks/emit.ts'
import { failIntent, succeedIntent } from './attempt-payment.ts'
import { endPendingCharge } from './charges.ts'
import type { Decline } from './test-cards.ts'

const NO_MONEY: Decline = {
  code: 'payment_intent_payment_attempt_failed',
  declineCode: 'insufficient_funds',
  message: 'The payment failed: the bank account did not have enough funds.',
}

/**
 * Ends a delayed payment: the money comes or does not. Without an outcome it ends as was chosen when paying. Answers
 * undefined when the session has nothing on its way.
 */
export function settleSession(call: Call, sessionId: string, chosen?: 'succeeds' | 'fails'): SessionObject | undefined {
  const session = call.store.get('checkout.session', sessionId)
  const details = call.store.get('sandbox.session_details', sessionId)
  const intent = session?.payment_intent ? call.store.get('payment_intent', session.payment_intent) : undefined
  const charge = intent?.latest_charge ? call.store.get('charge', intent.latest_charge) : undefined
  if (!session || !intent || intent.status !== 'processing' || !charge) return undefined
  call.sandbox.timers.clear('settle_session', sessionId)
  if ((chosen ?? details?.delayed_outcome) === 'fails') {
    const failedCharge = endPendingCharge(call, charge, { decline: NO_MONEY })
    const method = charge.payment_method === null ? undefined : call.store.get('payment_method', charge.payment_method)
    emit(call, 'charge.failed', failedCharge)
    failIntent(call, intent, method, NO_MONEY, failedCharge)
    emit(call, 'checkout.session.async_payment_failed', session)
    return session
  }
  const paidCharge = endPendingCharge(call, charge, 'succeeded')
  succeedIntent(call, intent, paidCharge)
  emit(call, 'charge.succeeded', paidCharge)
  const paid = call.store.put('checkout.session', { ...session, payment_status: 'paid' })
  emit(call, 'checkout.session.async_payment_succeeded', paid)
  return paid
}
