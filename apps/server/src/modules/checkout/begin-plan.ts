import type { SubscriptionId } from '@cashwrap/shared/ids'
import type { Tx } from '../../platform/db/database.ts'
import type { Actor } from '../auth/index.ts'
import { noteSubscription, type StoredOrder, type StoredOrderItem } from '../orders/index.ts'
import { beginSubscription, doubleOf, type SubscriptionFacts } from '../subscriptions/index.ts'
import type { CompleteDeps, Completion } from './completion.ts'

const ownerOf = (order: StoredOrder, completion: Completion) => ({
  userId: order.buyerUserId,
  // An account without an address is told apart by itself, whatever was typed on the payment page.
  email: order.buyerEmail ?? (order.buyerUserId === null ? completion.email : null),
})

/** What makes it one too many: its buyer has that plan by another order, or had its trial. Two of one buyer come one after the other. */
export const doubleByNow = (tx: Tx, order: StoredOrder, { productId, plan }: StoredOrderItem, completion: Completion) =>
  doubleOf(tx, ownerOf(order, completion), { productId, isTrial: plan !== undefined && plan.trialDays > 0 })

/** Writes the subscription that an order's payment began; one that is a duplicate is queued to be ended. */
export async function beginPlan(
  deps: CompleteDeps,
  tx: Tx,
  actor: Actor,
  order: StoredOrder,
  { item, facts }: { item: StoredOrderItem; facts: SubscriptionFacts },
  completion: Completion,
  duplicateOf: SubscriptionId | null,
): Promise<void> {
  const share = completion.shares.find(({ sellerId }) => sellerId === item.sellerId)
  const begun = await beginSubscription(deps, tx, actor, {
    ...ownerOf(order, completion),
    orderId: order.id,
    instance: order.instance,
    priceId: item.priceId,
    taxOnTop: order.taxMode === 'exclusive' || order.taxMode === 'stripe',
    seller: share ? { sellerId: share.sellerId, accountId: share.accountId, feePpm: share.feePpm } : null,
    duplicateOf,
    facts,
    at: completion.at,
  })
  const { id } = begun.subscription
  await noteSubscription(tx, order.id, id)
  // What else happened to it before we heard of it, and the end of one that should not be.
  if (duplicateOf !== null || begun.unbooked.length > 0)
    await deps.enqueue(tx, 'settle-subscription', { subscriptionId: id })
}
