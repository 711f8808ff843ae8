import { addMinutes } from '@cashwrap/shared/time'
import type { Actor } from '../auth/index.ts'
import type { SettleDeps } from '../checkout/index.ts'
import { claimDueSubscriptions, postponeCheck } from '../subscriptions/index.ts'
import { settleKnownSubscription } from './settle-subscription.ts'

const BATCH = 20
/** At most so many in one sweep, as other work that is due waits for its end. */
const BATCHES = 10
const AT_ONCE = 4
const LEASE_SECONDS = 120
/** How long one that cannot be written down is left alone. */
const BROKEN_MINUTES = 10
/** After so many that the provider did not tell about, one after another, it is left alone until the next sweep. */
const PATIENCE = 4

/**
 * Looks again at subscriptions about which something is due: the end of a period, of grace or of access, and those whose events
 * never came. Safe on many servers at once; one that fails keeps no other waiting. Answers how many were due.
 */
export async function sweepSubscriptions(deps: SettleDeps, actor: Actor, signal?: AbortSignal): Promise<number> {
  const failures: unknown[] = []
  let looked = 0
  let silent = 0
  const isDone = () => signal?.aborted === true || silent >= PATIENCE
  for (let batch = 0, size = BATCH; batch < BATCHES && size === BATCH && !isDone(); batch++) {
    const waiting = await claimDueSubscriptions(deps.db, deps.clock.now(), LEASE_SECONDS, BATCH)
    size = waiting.length
    looked += size
    const lookOneByOne = async () => {
      for (let id = waiting.shift(); id !== undefined && !isDone(); id = waiting.shift()) {
        try {
          const settled = await settleKnownSubscription(deps, actor, { subscriptionId: id })
          silent = !settled.ok && settled.failure.kind === 'provider-unavailable' ? silent + 1 : 0
        } catch (error) {
          failures.push(error)
          await postponeCheck(deps.db, id, addMinutes(deps.clock.now(), BROKEN_MINUTES))
        }
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, lookOneByOne))
  }
  if (failures.length > 0)
    throw new AggregateError(failures, 'some subscriptions could not be looked at', { cause: failures[0] })
  return looked
}
