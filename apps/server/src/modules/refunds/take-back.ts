import type { OrderId } from '@cashwrap/shared/ids'
import type { Tx } from '../../platform/db/database.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { revokeAccess } from '../access/index.ts'
import { giveBackSeats } from '../bookings/index.ts'
import { purchasesOf, takeBackPurchase, takenBackOf } from '../credits/index.ts'
import { listOrderItems } from '../orders/index.ts'
import { creditsToTake } from './domain/credits-to-take.ts'

/** Closes what an order opened, and puts its seats on sale again: all of its money went back. */
export async function takeBackGoods(tx: Tx, orderId: OrderId, at: Date): Promise<void> {
  for (const { id, productId } of await listOrderItems(tx, orderId))
    await revokeAccess(tx, { sourceKind: 'order_item', sourceId: id, productId }, { at, reason: 'refunded' })
  await giveBackSeats(tx, orderId, at)
}

/** Takes credits back that an order gave, as far as its money went back; what was spent of them is owed. Minor units. */
export async function takeBackCredits(
  tx: Tx,
  deps: { enqueue: Enqueue },
  refund: { orderId: OrderId; refundId: string; refunded: number; captured: number; at: Date },
): Promise<void> {
  const { orderId, refundId, refunded, captured, at } = refund
  const bought = await purchasesOf(tx, orderId)
  if (bought.length === 0) return
  const takenBack = await takenBackOf(tx, orderId)
  const isAlone = (await listOrderItems(tx, orderId)).length === 1
  for (const [creditType, entries] of Map.groupBy(bought, (entry) => entry.creditType)) {
    const [{ accountId } = { accountId: null }] = entries
    if (accountId === null) continue
    const credits = creditsToTake({
      given: entries.reduce((sum, entry) => sum + entry.credits, 0),
      taken: takenBack.get(creditType) ?? 0,
      isAlone,
      refunded,
      captured,
    })
    if (credits === 0) continue
    const source = { refundId, orderId, accountId, creditType, credits, at }
    // A refund that has taken some before would take no more, and nobody would know.
    if ((await takeBackPurchase(tx, deps, source)) === null)
      throw new Error(`refund ${refundId} has taken ${creditType} credits back already`)
  }
}
