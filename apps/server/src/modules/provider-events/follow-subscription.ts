import { ok } from '@cashwrap/shared/result'
import type { Actor } from '../auth/index.ts'
import type { SubscriptionGateway } from '../subscriptions/index.ts'
import { type ActResult, notOurs } from './acting.ts'
import type { StoredEvent } from './inbox-store.ts'

export interface FollowSubscriptionDeps {
  subscriptionGateway: SubscriptionGateway
}

/** An event of a subscription, or of an invoice for one. */
export async function followSubscription(
  deps: FollowSubscriptionDeps,
  actor: Actor,
  event: StoredEvent,
): Promise<ActResult> {
  const id = event.type.startsWith('invoice.') ? event.subscriptionHint : event.objectId
  return id === null
    ? notOurs(event.instanceHint, 'an invoice of no subscription')
    : settleSubscriptionOf(deps, actor, event, id)
}

export async function settleSubscriptionOf(
  _deps: FollowSubscriptionDeps,
  _actor: Actor,
  _event: StoredEvent,
  _subscriptionId: string,
): Promise<ActResult> {
  return ok({
    state: 'later',
    note: 'kept: nothing in this version acts on it',
    orderId: null,
    subscriptionId: null,
  })
}
