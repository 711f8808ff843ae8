import { ok } from '@cashwrap/shared/result'
import type { Actor } from '../auth/index.ts'
import { settleSubscription } from '../billing/index.ts'
import type { SettleDeps } from '../checkout/index.ts'
import { type ActResult, again, done, notOurs } from './acting.ts'
import type { StoredEvent } from './inbox-store.ts'

/** An event of a subscription, or of an invoice for one. */
export async function followSubscription(deps: SettleDeps, actor: Actor, event: StoredEvent): Promise<ActResult> {
  const id = event.type.startsWith('invoice.') ? event.subscriptionHint : event.objectId
  return id === null
    ? notOurs(event.instanceHint, 'an invoice of no subscription')
    : settleSubscriptionOf(deps, actor, event, id)
}

/** Finds out how a subscription stands at the provider, and does what follows. What names us and is not known yet is asked about again. */
export async function settleSubscriptionOf(
  deps: SettleDeps,
  actor: Actor,
  event: StoredEvent,
  subscriptionId: string,
): Promise<ActResult> {
  const settled = await settleSubscription(deps, actor, { subscriptionId })
  if (settled.ok) return ok(done(settled.value.outcome, settled.value))
  const { failure } = settled
  if (failure.kind !== 'other-instance') return again(failure.kind)
  const instance = failure.instance ?? event.instanceHint
  return instance === deps.config.instance ? again('subscription-not-found') : notOurs(instance)
}
