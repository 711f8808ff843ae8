import type { Call } from '../context.ts'
import type { SessionObject } from '../state/object-types.ts'
import { emit } from '../webhooks/emit.ts'

/** Expires an open session whether or not its time has come. Answers it as it is afterwards. */
export function expireSession(call: Call, sessionId: string): SessionObject | undefined {
  const session = call.store.get('checkout.session', sessionId)
  if (session?.status !== 'open') return session
  const expired: SessionObject = { ...session, status: 'expired', url: null }
  call.store.put('checkout.session', expired)
  call.sandbox.timers.clear('expire_session', sessionId)
  emit(call, 'checkout.session.expired', expired)
  return expired
}

/** The session as it is now: what has fallen due happens first, its expiry included. */
export function readSession(call: Call, sessionId: string): SessionObject | undefined {
  call.sandbox.timers.runDue()
  return call.store.get('checkout.session', sessionId)
}
