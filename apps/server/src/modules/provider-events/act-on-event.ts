import { ok } from '@cashwrap/shared/result'
import type { Actor } from '../auth/index.ts'
import { type SettleDeps, settleCheckout } from '../checkout/index.ts'
import { type RefreshDeps, refreshAccount } from '../marketplace/index.ts'
import { type ActResult, again, done, notOurs, notSettled, UNKNOWN_ACCOUNT, UNUSED } from './acting.ts'
import { handlingOf } from './domain/provider-event.ts'
import { followPayment } from './follow-payment.ts'
import { followRefunds } from './follow-refunds.ts'
import { followSubscription } from './follow-subscription.ts'
import type { StoredEvent } from './inbox-store.ts'
import { matchDispute } from './match-dispute.ts'

export type ActDeps = SettleDeps & RefreshDeps

/** Looks at the present truth of what an event is about, and does what that asks for if it is ours. */
export function actOnEvent(deps: ActDeps, actor: Actor, event: StoredEvent): Promise<ActResult> | ActResult {
  switch (handlingOf(event)) {
    case 'settle-session':
      return followSession(deps, actor, event)
    case 'settle-payment':
      return followPayment(deps, actor, event)
    case 'settle-subscription':
      return followSubscription(deps, actor, event)
    case 'observe-refunds':
      return followRefunds(deps, actor, event)
    case 'keep-dispute':
      return matchDispute(deps, actor, event)
    case 'refresh-account':
      return followAccount(deps, actor, event)
    case 'ignore':
      return notOurs(event.instanceHint, UNUSED)
  }
}

async function followSession(deps: ActDeps, actor: Actor, event: StoredEvent): Promise<ActResult> {
  const settled = await settleCheckout(deps, actor, { sessionId: event.objectId ?? '' })
  if (settled.ok) return ok(done(settled.value.outcome, settled.value))
  return notSettled(deps, event, settled.failure)
}

async function followAccount(deps: ActDeps, actor: Actor, event: StoredEvent): Promise<ActResult> {
  const refreshed = await refreshAccount(deps, actor, { accountId: event.account ?? '' })
  if (refreshed.ok) return ok(done(`account ${refreshed.value.outcome}`, {}))
  if (refreshed.failure.kind === 'unavailable' || event.instanceHint === deps.config.instance)
    return again(refreshed.failure.kind)
  return notOurs(event.instanceHint, UNKNOWN_ACCOUNT)
}
