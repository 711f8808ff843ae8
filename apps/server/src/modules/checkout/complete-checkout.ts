import type { Tx } from '../../platform/db/database.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { grantAccess } from '../access/index.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../auth/index.ts'
import { keepCouponUse, removeBought } from '../cart/index.ts'
import { notify } from '../notifications/index.ts'
import type { StoredOrder } from '../orders/index.ts'
import { completeOrder, listOrderItems } from '../orders/index.ts'
import { recordPayment } from '../payments/index.ts'

export interface Completion {
  at: Date
  /** What the provider collected, for an order placed without an address. */
  email: string | null
  tax: number
  total: number
  /** Null for an order of zero. */
  payment: { intentId: string; amount: number; account: string | null; livemode: boolean; capturedAt: Date } | null
}

/**
 * The winner's work, all in the caller's transaction: order, payment fact, access, coupon, cart, audit, receipt. False when
 * another call had won already; then nothing was written. The caller holds the order's lock.
 */
export async function completeCheckout(
  deps: { enqueue: Enqueue },
  tx: Tx,
  actor: Actor,
  order: StoredOrder,
  completion: Completion,
): Promise<boolean> {
  const { at } = completion
  const won = await completeOrder(tx, order.id, {
    at,
    buyerEmail: completion.email,
    tax: completion.tax,
    total: completion.total,
  })
  if (!won) return false
  const email = order.buyerEmail ?? completion.email
  if (completion.payment) {
    const { intentId, ...fact } = completion.payment
    await recordPayment(tx, { ...fact, orderId: order.id, providerObjectId: intentId, currency: order.currency, at })
  }
  const items = await listOrderItems(tx, order.id)
  for (const item of items) {
    await grantAccess(tx, {
      sourceKind: 'order_item',
      sourceId: item.id,
      orderId: order.id,
      productId: item.productId,
      userId: order.buyerUserId,
      email,
      quantity: item.quantity,
      at,
    })
  }
  if (order.couponCode !== null) await keepCouponUse(tx, order.id)
  if (order.cartId !== null) await removeBought(tx, order.id)
  await recordAudit(tx, {
    at,
    actor,
    action: 'order.completed',
    orderId: order.id,
    facts: { wasState: order.state, total: completion.total, currency: order.currency },
  })
  if (email !== null) {
    await notify(tx, deps, {
      kind: 'receipt',
      subjectId: order.id,
      orderId: order.id,
      recipient: email,
      payload: {
        orderNumber: order.number,
        placedAt: order.createdAt.toISOString(),
        lines: items.map((item) => ({ title: item.title, quantity: item.quantity, total: item.subtotal })),
        subtotal: order.subtotal,
        discount: order.discount,
        couponCode: order.couponCode,
        tax: completion.tax,
        taxIncluded: order.taxMode === 'inclusive',
        total: completion.total,
        currency: order.currency,
      },
      at,
    })
  }
  return true
}
