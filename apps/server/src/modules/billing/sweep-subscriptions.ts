import type { Actor } from '../auth/index.ts'
import type { SettleDeps } from '../checkout/index.ts'
import { claimDueSubscriptions } from '../subscriptions/index.ts'
import { settleKnownSubscription } from './settle-subscription.ts'

const BATCH = 20
const LEASE_SECONDS = 120

/**
 * Looks again at subscriptions about which something is due: the end of a period, of grace or of access, and those whose events
 * never came. Safe on many servers at once; one that fails keeps no other waiting. Answers how many it looked at.
 */
export async function sweepSubscriptions(deps: SettleDeps, actor: Actor, signal?: AbortSignal): Promise<number> {
  const failures: unknown[] = []
  const due = await claimDueSubscriptions(deps.db, deps.clock.now(), LEASE_SECONDS, BATCH)
  for (const subscriptionId of due) {
    if (signal?.aborted) break
    try {
      await settleKnownSubscription(deps, actor, { subscriptionId })
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0)
    throw new AggregateError(failures, 'some subscriptions could not be looked at', { cause: failures[0] })
  return due.length
}
