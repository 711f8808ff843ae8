import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import type { SubscriptionId } from '@cashwrap/shared/ids'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Actor } from '../auth/index.ts'
import type { SettleDeps } from '../checkout/index.ts'
import { type CommandFailure, findOwnSubscription, type StoredSubscription } from '../subscriptions/index.ts'

export type OwnFailure = FailureOf<'sign-in-required' | 'not-found'>
export type CommandRefused = FailureOf<'change-refused' | 'provider-unavailable'>

/** The signed-in user's own subscription; anybody else's is not there. */
export async function ownSubscription(
  deps: Pick<SettleDeps, 'db'>,
  actor: Actor,
  subscriptionId: SubscriptionId,
): Promise<Result<StoredSubscription, OwnFailure>> {
  if (actor.user === null) return fail({ kind: 'sign-in-required' })
  const found = await findOwnSubscription(deps.db, actor.user.id, subscriptionId)
  return found ? ok(found) : fail({ kind: 'not-found', what: 'subscription' })
}

/** What the provider did not do, for the caller. */
export function toRefused(failure: CommandFailure): CommandRefused {
  if (failure.kind === 'declined') return { kind: 'change-refused', reason: 'declined' }
  return failure.kind === 'refused' ? { kind: 'change-refused', reason: 'not-now' } : { kind: 'provider-unavailable' }
}
