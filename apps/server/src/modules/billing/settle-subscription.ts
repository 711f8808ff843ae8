import { isEnded } from '@cashwrap/shared/contracts/subscriptions'
import { isUuid, type OrderId, type SubscriptionId } from '@cashwrap/shared/ids'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import { addMinutes } from '@cashwrap/shared/time'
import { transact } from '../../platform/db/transaction.ts'
import type { Actor } from '../auth/index.ts'
import { isOrderOfOurs, type SettleDeps, settleCheckoutOfOrder } from '../checkout/index.ts'
import {
  bookedInvoices,
  drawSequence,
  findSubscription,
  lockSubscription,
  mirrorSubscription,
  postponeCheck,
  type SubscriptionFacts,
} from '../subscriptions/index.ts'
import { bookInvoices } from './book-invoices.ts'

export type SettleSubscriptionFailure =
  /** Nobody here began it; who did, if it says so. */
  | { kind: 'other-instance'; instance: string | null }
  /** It names us, and the checkout that would have begun it is not paid, or not known yet. */
  | { kind: 'subscription-not-found' }
  | { kind: 'provider-unavailable' }

/** In a word: how it stands, or that something newer is known. */
export interface SettledSubscription {
  orderId: OrderId
  subscriptionId: SubscriptionId
  outcome: string
}

const LATER_MINUTES = 10

/**
 * Asks the provider how a subscription stands and does all that follows: access, allowance, orders of what it was paid, mails.
 * Everyone who may know something calls this (events, the return page, actions, the sweep), at any time and at once: repeats
 * change nothing, and an answer that is older than what is known is dropped.
 * @param input.subscriptionId the provider's id
 */
export async function settleSubscription(
  deps: SettleDeps,
  actor: Actor,
  input: { subscriptionId: string },
): Promise<Result<SettledSubscription, SettleSubscriptionFailure>> {
  const drawn = await drawSequence(deps.db, { providerSubscriptionId: input.subscriptionId })
  if (drawn) return settleDrawn(deps, actor, drawn)
  const read = await deps.subscriptionGateway.read(input.subscriptionId, new Set())
  if (!read.ok)
    return fail(
      read.failure.kind === 'missing' ? { kind: 'other-instance', instance: null } : { kind: 'provider-unavailable' },
    )
  const began = await settleBeginning(deps, actor, read.value)
  if (!began.ok) return began
  // What changed since that checkout was looked at would be nobody's news otherwise.
  const known = await drawSequence(deps.db, { providerSubscriptionId: input.subscriptionId })
  return known ? settleDrawn(deps, actor, known) : fail({ kind: 'subscription-not-found' })
}

/** The same for one that is known here. */
export async function settleKnownSubscription(
  deps: SettleDeps,
  actor: Actor,
  input: { subscriptionId: SubscriptionId },
): Promise<Result<SettledSubscription, SettleSubscriptionFailure>> {
  const drawn = await drawSequence(deps.db, { id: input.subscriptionId })
  return drawn ? settleDrawn(deps, actor, drawn) : fail({ kind: 'subscription-not-found' })
}

/** An event can be quicker than the checkout it comes from: then that is settled first. */
async function settleBeginning(
  deps: SettleDeps,
  actor: Actor,
  facts: SubscriptionFacts,
): Promise<Result<null, SettleSubscriptionFailure>> {
  const { orderId, instance } = facts
  const isOurs = orderId !== null && isUuid(orderId) && (await isOrderOfOurs(deps.db, orderId))
  if (!isOurs)
    return fail(
      instance === deps.config.instance ? { kind: 'subscription-not-found' } : { kind: 'other-instance', instance },
    )
  const settled = await settleCheckoutOfOrder(deps, actor, { orderId: orderId as OrderId })
  if (settled.ok) return ok(null)
  return fail({
    kind: settled.failure.kind === 'provider-unavailable' ? 'provider-unavailable' : 'subscription-not-found',
  })
}

async function settleDrawn(
  deps: SettleDeps,
  actor: Actor,
  drawn: { id: SubscriptionId; providerSubscriptionId: string; sequence: number },
): Promise<Result<SettledSubscription, SettleSubscriptionFailure>> {
  await endDuplicate(deps, drawn.id)
  const read = await deps.subscriptionGateway.read(
    drawn.providerSubscriptionId,
    await bookedInvoices(deps.db, drawn.id),
  )
  if (!read.ok) {
    await postponeCheck(deps.db, drawn.id, addMinutes(deps.clock.now(), LATER_MINUTES))
    return fail({ kind: read.failure.kind === 'missing' ? 'subscription-not-found' : 'provider-unavailable' })
  }
  return transact(deps.db, async (tx) => {
    const stored = await lockSubscription(tx, drawn.id)
    const { id: subscriptionId, orderId } = stored
    if (stored.appliedSequence >= drawn.sequence)
      return ok({ orderId, subscriptionId, outcome: 'something newer is known' })
    const seen = { sequence: drawn.sequence, at: deps.clock.now() }
    const mirrored = await mirrorSubscription(deps, tx, actor, stored, read.value, seen)
    await bookInvoices(deps, tx, actor, mirrored, seen.at)
    return ok({ orderId, subscriptionId, outcome: `subscription ${mirrored.subscription.status}` })
  })
}

/** One that its owner has twice is ended before it is looked at; what does not succeed is tried again with the next look. */
async function endDuplicate(deps: SettleDeps, id: SubscriptionId): Promise<void> {
  const stored = await findSubscription(deps.db, id)
  if (stored && stored.duplicateOf !== null && !isEnded(stored.status))
    await deps.subscriptionGateway.cancel(stored.providerSubscriptionId, 'now')
}
