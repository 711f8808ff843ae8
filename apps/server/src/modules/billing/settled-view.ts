import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import type { Subscription } from '@cashwrap/shared/contracts/subscriptions'
import type { SubscriptionId } from '@cashwrap/shared/ids'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import { type Actor, isStaff } from '../auth/index.ts'
import type { SettleDeps } from '../checkout/index.ts'
import { settleKnownSubscription } from './settle-subscription.ts'
import { readSubscription } from './show-subscriptions.ts'

/** Looks at the provider again after something was asked of it, and shows how the subscription stands now. */
export async function settledView(
  deps: SettleDeps,
  actor: Actor,
  subscriptionId: SubscriptionId,
): Promise<Result<Subscription, FailureOf<'not-found'>>> {
  await settleKnownSubscription(deps, actor, { subscriptionId })
  const view = await readSubscription(deps, subscriptionId)
  return view ? ok(view) : fail({ kind: 'not-found', what: 'subscription' })
}

/** The desk's look at the provider: the same that an event would cause. */
export async function refreshSubscription(
  deps: SettleDeps,
  actor: Actor,
  input: { subscriptionId: SubscriptionId },
): Promise<Result<Subscription, FailureOf<'not-allowed' | 'not-found'>>> {
  return isStaff(actor) ? settledView(deps, actor, input.subscriptionId) : fail({ kind: 'not-allowed' })
}
