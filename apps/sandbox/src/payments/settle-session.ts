import type { Call } from '../context.ts'
import type { SessionObject } from '../state/object-types.ts'
import { emit } from '../webhooks/emit.ts'
import { endDelayed } from './settle-intent.ts'
import type { SettlesTo } from './test-debits.ts'

/**
 * Ends a delayed payment: the money comes or does not. Without an outcome it ends as was chosen when paying. Answers
 * undefined when the session has nothing on its way.
 */
export function settleSession(call: Call, sessionId: string, chosen?: SettlesTo): SessionObject | undefined {
  const session = call.store.get('checkout.session', sessionId)
  const details = call.store.get('sandbox.session_details', sessionId)
  const intent = session?.payment_intent ? call.store.get('payment_intent', session.payment_intent) : undefined
  const outcome = chosen ?? details?.delayed_outcome ?? 'succeeds'
  if (!session || !intent || !endDelayed(call, intent, outcome)) return undefined
  call.sandbox.timers.clear('settle_session', sessionId)
  if (outcome === 'fails') {
    emit(call, 'checkout.session.async_payment_failed', session)
    return session
  }
  const paid = call.store.put('checkout.session', { ...session, payment_status: 'paid' })
  emit(call, 'checkout.session.async_payment_succeeded', paid)
  return paid
}
