import { addSeconds } from '@cashwrap/shared/time'
import type { Actor } from '../auth/index.ts'
import { type ActDeps, actOnEvent } from './act-on-event.ts'
import type { ActResult } from './acting.ts'
import { claimEvent, finishEvent, type StoredEvent } from './inbox-store.ts'
import { EVENT_LEASE_SECONDS } from './receive-provider-event.ts'

const MAX_ATTEMPTS = 12
const RETRY_SECONDS = 5
const LONGEST_RETRY_SECONDS = 3600

/** Acts on an event: looks at the present truth of what it is about. Repeats, twins and any order of arrival end in the same state. */
export async function applyProviderEvent(deps: ActDeps, actor: Actor, input: { eventId: string }): Promise<void> {
  const event = await claimEvent(deps.db, input.eventId, addSeconds(deps.clock.now(), EVENT_LEASE_SECONDS))
  if (!event) return
  let acted: ActResult
  try {
    acted = await actOnEvent(deps, actor, event)
  } catch (error) {
    await postpone(deps, event, 'error')
    throw error
  }
  const at = deps.clock.now()
  if (acted.ok) {
    // A refund names nobody: that it is ours is known by its payment.
    const instance = event.instanceHint ?? deps.config.instance
    return finishEvent(deps.db, event.id, { ...acted.value, instance, at, nextAttemptAt: null })
  }
  const { failure } = acted
  if (failure.kind === 'again') return postpone(deps, event, failure.note)
  const outcome = { ...NOTHING, state: 'ignored' as const, note: failure.note, instance: failure.instance }
  await finishEvent(deps.db, event.id, { ...outcome, at, nextAttemptAt: null })
}

const NOTHING = { orderId: null, subscriptionId: null, instance: null }

/** Another try later, or none any more: then the event waits for the operator. */
async function postpone(deps: ActDeps, event: StoredEvent, note: string): Promise<void> {
  const at = deps.clock.now()
  const isLast = event.attempts >= MAX_ATTEMPTS
  const wait = Math.min(RETRY_SECONDS * 2 ** (event.attempts - 1), LONGEST_RETRY_SECONDS)
  await finishEvent(deps.db, event.id, {
    ...NOTHING,
    state: isLast ? 'parked' : 'failed',
    note,
    at,
    nextAttemptAt: isLast ? null : addSeconds(at, wait),
  })
}
