import { addMinutes, addSeconds } from '@cashwrap/shared/time'
import type { Actor } from '../auth/index.ts'
import { OPENING_SECONDS } from './domain/check-schedule.ts'
import { endStanding } from './end-standing.ts'
import { cancelUnopened, openSession } from './open-session.ts'
import { type CheckoutSession, claimDueSessions, scheduleCheck } from './session-store.ts'
import { type SettleDeps, settleCheckout, settleObserved } from './settle-checkout.ts'

const BATCH = 20
const AT_ONCE = 4
const LEASE_SECONDS = 60
/** Longer than a call to the provider can take with its repeats: what it has not made by then, nobody is waiting for. */
const GIVE_UP_SECONDS = 120
/** Clocks differ: the window in which a session of ours could have been made is looked through this much wider. */
const WINDOW_MINUTES = 2

/**
 * Finishes what nobody else finished: starts that a crash or a time-out left between order and session, sessions that ended,
 * payments whose webhook never came. Safe on many servers at once; one that fails keeps no other waiting. Once `signal` is
 * aborted nothing more is begun. Answers how many it looked at.
 */
export async function sweepCheckouts(deps: SettleDeps, actor: Actor, signal?: AbortSignal): Promise<number> {
  let looked = 0
  const failures: unknown[] = []
  for (let batch = BATCH; batch === BATCH && !signal?.aborted; looked += batch)
    batch = await sweepBatch(deps, actor, failures, signal)
  if (failures.length > 0)
    throw new AggregateError(failures, 'some checkouts could not be looked at', { cause: failures[0] })
  return looked
}

async function sweepBatch(deps: SettleDeps, actor: Actor, failures: unknown[], signal?: AbortSignal): Promise<number> {
  const now = deps.clock.now()
  const due = await claimDueSessions(deps.db, now, addSeconds(now, LEASE_SECONDS), BATCH)
  const waiting = [...due]
  const lookOneByOne = async () => {
    for (let session = waiting.shift(); session && !signal?.aborted; session = waiting.shift()) {
      try {
        if (session.sessionId === null) await finishOpening(deps, actor, session)
        else await lookAgain(deps, actor, session, session.sessionId)
      } catch (error) {
        failures.push(error)
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lookOneByOne))
  return due.length
}

async function lookAgain(deps: SettleDeps, actor: Actor, session: CheckoutSession, sessionId: string): Promise<void> {
  if (session.request.way === 'intent' && session.expiresAt <= deps.clock.now()) {
    // A page ends by itself, an intent does not.
    await endStanding(deps, actor, session)
    return
  }
  const settled = await settleCheckout(deps, actor, { sessionId })
  if (!settled.ok && settled.failure.kind === 'checkout-not-found')
    await cancelUnopened(deps, actor, { orderId: session.orderId, session }, 'session-missing')
}

/** The same request under the same key gives the same session. When it is refused by now, the one it may have made is looked for. */
async function finishOpening(deps: SettleDeps, actor: Actor, session: CheckoutSession): Promise<void> {
  const found = await deps.gateway.find(
    { orderId: session.orderId, way: session.request.way },
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
  const opened = await openSession(deps, actor, { orderId: session.orderId, session }, null)
  // A provider may repeat its own failure under a key for a day. It has no session, and nobody was ever given a link to one.
  const isGivenUp = addSeconds(session.createdAt, GIVE_UP_SECONDS) <= deps.clock.now()
  if (!opened.ok && opened.failure.kind === 'unknown' && isGivenUp)
    await cancelUnopened(deps, actor, { orderId: session.orderId, session }, 'never-opened')
}
