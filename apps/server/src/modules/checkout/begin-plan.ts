import type { Tx } from '../../platform/db/database.ts'
import type { Actor } from '../auth/index.ts'
import { noteSubscription, type StoredOrder, type StoredOrderItem } from '../orders/index.ts'
import { beginSubscription, isSubscribed, type SubscriptionFacts } from '../subscriptions/index.ts'
import type { CompleteDeps, Completion } from './completion.ts'

const ownerOf = (order: StoredOrder, completion: Completion) => ({
  userId: order.buyerUserId,
  // An account without an address is told apart by itself, whatever was typed on the payment page.
  email: order.buyerEmail ?? (order.buyerUserId === null ? completion.email : null),
})

/** Whether its buyer has come to have that plan by another order. Two of one buyer come one after the other. */
export const isSubscribedByNow = (
  tx: Tx,
  order: StoredOrder,
  item: StoredOrderItem,
  completion: Completion,
): Promise<boolean> => isSubscribed(tx, ownerOf(order, completion), item.productId)

/** Writes the subscription that an order's payment began; one that is a duplicate is queued to be ended. */
export async function beginPlan(
  deps: CompleteDeps,
  tx: Tx,
  actor: Actor,
  order: StoredOrder,
  { item, facts }: { item: StoredOrderItem; facts: SubscriptionFacts },
  completion: Completion,
  { isDuplicate }: { isDuplicate: boolean },
): Promise<void> {
  const share = completion.shares.find(({ sellerId }) => sellerId === item.sellerId)
  const begun = await beginSubscription(deps, tx, actor, {
    ...ownerOf(order, completion),
    orderId: order.id,
    instance: order.instance,
    priceId: item.priceId,
    taxOnTop: order.taxMode === 'exclusive' || order.taxMode === 'stripe',
    seller: share ? { sellerId: share.sellerId, accountId: share.accountId, feePpm: share.feePpm } : null,
    isDuplicate,
    facts,
    at: completion.at,
  })
  const { id } = begun.subscription
  await noteSubscription(tx, order.id, id)
  // What else happened to it before we heard of it, and the end of one that should not be.
  if (isDuplicate || begun.unbooked.length > 0) await deps.enqueue(tx, 'settle-subscription', { subscriptionId: id })
}
