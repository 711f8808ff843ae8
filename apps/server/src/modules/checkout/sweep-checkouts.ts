import { addMinutes, addSeconds } from '@cashwrap/shared/time'
import type { Actor } from '../auth/index.ts'
import { OPENING_SECONDS } from './domain/check-schedule.ts'
import { cancelUnopened, openSession } from './open-session.ts'
import { type CheckoutSession, claimDueSessions, scheduleCheck } from './session-store.ts'
import { type SettleDeps, settleCheckout, settleObserved } from './settle-checkout.ts'

const BATCH = 20
const LEASE_SECONDS = 60
/** Clocks differ: the window in which a session of ours could have been made is looked through this much wider. */
const WINDOW_MINUTES = 2

/**
 * Finishes what nobody else finished: starts that a crash or a time-out left between order and session, sessions that ended,
 * payments whose webhook never came. Safe on many servers at once. Answers how many it looked at.
 */
export async function sweepCheckouts(deps: SettleDeps, actor: Actor): Promise<number> {
  const now = deps.clock.now()
  const due = await claimDueSessions(deps.db, now, addSeconds(now, LEASE_SECONDS), BATCH)
  for (const session of due) {
    if (session.sessionId === null) await finishOpening(deps, actor, session)
    else await lookAgain(deps, actor, session, session.sessionId)
  }
  return due.length
}

async function lookAgain(deps: SettleDeps, actor: Actor, session: CheckoutSession, sessionId: string): Promise<void> {
  const settled = await settleCheckout(deps, actor, { sessionId })
  if (!settled.ok && settled.failure.kind === 'checkout-not-found')
    await cancelUnopened(deps, actor, { orderId: session.orderId, session }, 'session-missing')
}

/** The same request under the same key gives the same session. When it is refused by now, the one it may have made is looked for. */
async function finishOpening(deps: SettleDeps, actor: Actor, session: CheckoutSession): Promise<void> {
  const found = await deps.gateway.find(
    session.orderId,
    addMinutes(session.createdAt, -WINDOW_MINUTES),
    addMinutes(session.createdAt, WINDOW_MINUTES),
  )
  if (found.ok && found.value) {
    await settleObserved(deps, actor, found.value)
    return
  }
  if (!found.ok) {
    await scheduleCheck(deps.db, session.id, addSeconds(deps.clock.now(), OPENING_SECONDS))
    return
  }
  await openSession(deps, actor, { orderId: session.orderId, session }, null)
}
