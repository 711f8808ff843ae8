import type { SubscriptionId } from '@cashwrap/shared/ids'
import type { Tx } from '../../platform/db/database.ts'
import { grantAccess, ownedProducts } from '../access/index.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../auth/index.ts'
import { confirmSeats, seatAgain } from '../bookings/index.ts'
import { keepCouponUse, releaseCouponUse } from '../cart/index.ts'
import { isOwnedOnce } from '../catalogue/index.ts'
import { grantPurchase } from '../credits/index.ts'
import { completeShares, noteFee } from '../marketplace/index.ts'
import { notify } from '../notifications/index.ts'
import type { StoredOrder, StoredOrderItem } from '../orders/index.ts'
import { completeOrder, creditLines, endOrder, listOrderItems, lockBuyer, refundUnfulfilled } from '../orders/index.ts'
import { recordPayment } from '../payments/index.ts'
import { promiseRefund } from '../refunds/index.ts'
import type { SubscriptionFacts } from '../subscriptions/index.ts'
import { announceSale } from './announce-sale.ts'
import { beginPlan, doubleByNow } from './begin-plan.ts'
import { takeFromCart } from './cart-of-order.ts'
import type { CompleteDeps, Completion } from './completion.ts'
import { confirmPurchase } from './confirm-purchase.ts'

/**
 * - `completed`: by this call
 * - `refunded`: it could not be fulfilled any more, so the money goes back
 * - `done-before`: another call had won already, and nothing was written
 */
export type CompletionOutcome = 'completed' | 'refunded' | 'done-before'

/**
 * The winner's work, all in the caller's transaction: order, payment fact, seats, access, coupon, cart, audit, receipt. An
 * order that had ended by our clock before it was paid is seated again if there is room, else refunded; so is one for what its
 * buyer has come to own by another order. The caller holds the order's lock.
 */
export async function completeCheckout(
  deps: CompleteDeps,
  tx: Tx,
  actor: Actor,
  order: StoredOrder,
  completion: Completion,
): Promise<CompletionOutcome> {
  const { at } = completion
  const items = await listOrderItems(tx, order.id)
  if (await isOwnedByNow(tx, order, items, completion))
    return giveBack(deps, tx, actor, order, completion, 'owned-already')
  const [item] = items
  const subscription = completion.subscription && item ? { item, facts: completion.subscription } : null
  const double = subscription && (await doubleByNow(tx, order, subscription.item, completion))
  if (double) return endDouble(deps, tx, actor, order, { ...subscription, double }, completion)
  const isLate = order.state !== 'pending'
  if (isLate && !(await seatAgain(tx, order.id, at))) return giveBack(deps, tx, actor, order, completion, 'seats-gone')
  const won = await completeOrder(tx, order.id, {
    at,
    buyerEmail: completion.email,
    tax: completion.tax,
    total: completion.total,
  })
  if (!won) return 'done-before'
  const email = order.buyerEmail ?? completion.email
  await bookPayment(tx, order, completion)
  if (!isLate && items.some((item) => item.kind === 'event')) await confirmSeats(tx, order.id, at)
  // A site's user has credits over there, and nothing to open here.
  if (subscription) await beginPlan(deps, tx, actor, order, subscription, completion, null)
  for (const item of order.siteId === null && !subscription ? items : []) {
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
  await grantPurchase(tx, deps, {
    orderId: order.id,
    accountId: order.creditAccountId,
    userId: order.buyerUserId,
    lines: creditLines(items),
    at,
  })
  const { payment } = completion
  if (payment?.fee != null) await noteFee(tx, order.id, payment.fee)
  if (completion.shares.length > 0)
    await completeShares(deps, tx, actor, { orderId: order.id, chargeId: payment?.chargeId ?? null, at })
  if (order.couponCode !== null) await keepCouponUse(tx, order.id)
  await takeFromCart(deps, tx, order)
  await recordAudit(tx, {
    at,
    actor,
    action: 'order.completed',
    orderId: order.id,
    facts: { wasState: order.state, total: completion.total, currency: order.currency },
  })
  await confirmPurchase(deps, tx, order, items, completion)
  await announceSale(tx, deps, order, items, completion)
  return 'completed'
}

async function bookPayment(tx: Tx, order: StoredOrder, { payment, at }: Completion): Promise<void> {
  if (!payment) return
  const { intentId, chargeId: _charge, fee: _fee, ...fact } = payment
  await recordPayment(tx, { ...fact, orderId: order.id, providerObjectId: intentId, currency: order.currency, at })
}

/**
 * Whether all that was paid for came to its buyer by another order meanwhile: two tabs, or the cart and a direct purchase. The
 * lock has two payments of one buyer come one after the other.
 */
async function isOwnedByNow(
  tx: Tx,
  order: StoredOrder,
  items: readonly StoredOrderItem[],
  completion: Completion,
): Promise<boolean> {
  if (completion.payment === null || order.buyAgain || !items.every((item) => isOwnedOnce(item.kind))) return false
  const owner = { userId: order.buyerUserId, email: order.buyerEmail ?? completion.email }
  await lockBuyer(tx, owner)
  const owned = await ownedProducts(
    tx,
    owner,
    items.map((item) => item.productId),
  )
  return items.every((item) => owned.has(item.productId))
}

/** A second subscription to a plan that its buyer has, or a second trial: it is ended, its money goes back, and they are told. */
async function endDouble(
  deps: CompleteDeps,
  tx: Tx,
  actor: Actor,
  order: StoredOrder,
  begun: { item: StoredOrderItem; facts: SubscriptionFacts; double: { id: SubscriptionId; isOver: boolean } },
  completion: Completion,
): Promise<CompletionOutcome> {
  const { at, payment } = completion
  if (payment) {
    const outcome = await giveBack(deps, tx, actor, order, completion, 'subscribed-already')
    if (outcome === 'refunded') await beginPlan(deps, tx, actor, order, begun, completion, begun.double.id)
    return outcome
  }
  if (order.state === 'pending' && !(await endOrder(tx, order.id, 'cancelled', at))) return 'done-before'
  await beginPlan(deps, tx, actor, order, begun, completion, begun.double.id)
  const recipient = order.buyerEmail ?? completion.email
  if (recipient !== null)
    await notify(tx, deps, {
      kind: 'subscription-doubled',
      subjectId: order.id,
      orderId: order.id,
      recipient,
      payload: { planTitle: begun.item.title, isSecondTrial: begun.double.isOver },
      at,
    })
  return 'refunded'
}

/** Paid for nothing: the payment is booked, all of it is promised back, and the buyer is told why. */
async function giveBack(
  deps: CompleteDeps,
  tx: Tx,
  actor: Actor,
  order: StoredOrder,
  completion: Completion,
  reason: 'seats-gone' | 'owned-already' | 'subscribed-already',
): Promise<CompletionOutcome> {
  const { at, payment } = completion
  if (order.state === 'pending') {
    await endOrder(tx, order.id, 'cancelled', at)
    if (order.couponCode !== null) await releaseCouponUse(tx, order.id)
    await takeFromCart(deps, tx, order)
  }
  if (!payment || !(await refundUnfulfilled(tx, order.id, at))) return 'done-before'
  await bookPayment(tx, order, completion)
  const money = { amount: payment.amount, currency: order.currency }
  await promiseRefund(deps, tx, actor, {
    ...money,
    orderId: order.id,
    reason,
    providerPaymentId: payment.intentId,
    at,
  })
  const recipient = order.buyerEmail ?? completion.email
  if (recipient !== null) {
    const payload = {
      orderNumber: order.number,
      total: payment.amount,
      currency: order.currency,
      reason,
    }
    await notify(tx, deps, { kind: 'payment-refunded', subjectId: order.id, orderId: order.id, recipient, payload, at })
  }
  return 'refunded'
}
