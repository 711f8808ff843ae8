import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Actor } from '../auth/index.ts'
import { cancelUnopened, openSession } from './open-session.ts'
import type { CheckoutSession } from './session-store.ts'
import { type SettleDeps, settleObserved } from './settle-checkout.ts'

/**
 * Ends a cart's open checkout so that it can no longer be paid. If it was paid meanwhile it is settled instead, and the caller
 * learns where its success page is.
 */
export async function endStanding(
  deps: SettleDeps,
  actor: Actor,
  session: CheckoutSession,
): Promise<Result<null, FailureOf<'already-paid' | 'provider-unavailable'>>> {
  let sessionId = session.sessionId
  if (sessionId === null) {
    // Whether it was opened is not known; opening it again under its key gives the one there is.
    const opened = await openSession(deps, actor, { orderId: session.orderId, session }, null)
    if (!opened.ok) return opened.failure.kind === 'refused' ? ok(null) : fail({ kind: 'provider-unavailable' })
    sessionId = opened.value.sessionId
  }
  const truth = await deps.gateway.expire(sessionId)
  if (!truth.ok && truth.failure.kind === 'missing') {
    await cancelUnopened(deps, actor, { orderId: session.orderId, session }, 'session-missing')
    return ok(null)
  }
  if (!truth.ok) return fail({ kind: 'provider-unavailable' })
  const settled = await settleObserved(deps, actor, truth.value)
  if (!settled.ok) return fail({ kind: 'provider-unavailable' })
  if (settled.value.outcome === 'ended') return ok(null)
  return settled.value.outcome === 'waiting'
    ? fail({ kind: 'provider-unavailable' })
    : fail({ kind: 'already-paid', reference: sessionId })
}
