import type { OrderState, ProductKind } from '@cashwrap/shared/contracts/primitives'
import type { PlanInterval } from '@cashwrap/shared/contracts/subscriptions'
import {
  type BasketKey,
  type CouponId,
  type CreditAccountId,
  newId,
  type OrderId,
  type OrderItemId,
  type PriceId,
  type ProductId,
  type SellerId,
  type SiteId,
  type SubscriptionId,
  type UserId,
} from '@cashwrap/shared/ids'
import type { Db, Tx } from '../../platform/db/database.ts'
import { signalOrder } from '../../platform/db/order-signals.ts'
import { COMPLETABLE } from './domain/order-state.ts'

export interface NewOrderItem {
  productId: ProductId
  priceId: PriceId
  sellerId: SellerId | null
  kind: ProductKind
  title: string
  quantity: number
  unitAmount: number
  subtotal: number
  discount: number
  tax: number
  total: number
  /** What one unit gives, as it was sold; null for all but packages of credits. */
  credits: { creditType: string; credits: number } | null
  /** How often it is paid, and how long it costs nothing first; left out for all but plans. */
  plan?: { interval: PlanInterval; trialDays: number }
}

/** An order as it is placed: everything it will ever be judged against. Amounts in minor units of `currency`. */
export interface NewOrder {
  id: OrderId
  source: string
  instance: string
  basket: BasketKey | null
  /** The buyer knows that they own something in it. */
  buyAgain: boolean
  buyerUserId: UserId | null
  buyerEmail: string | null
  /** The site whose user buys. */
  siteId: SiteId | null
  /** Where credits in it go, if not to the buyer's own account. */
  creditAccountId: CreditAccountId | null
  currency: string
  subtotal: number
  discount: number
  tax: number
  total: number
  taxMode: 'off' | 'inclusive' | 'exclusive' | 'stripe'
  taxCountry: string | null
  taxRateBps: number | null
  couponId: CouponId | null
  couponCode: string | null
  fingerprint: Buffer
  requestId: string | null
  at: Date
  /** The subscription one of whose invoices it is; left out for what somebody placed. */
  subscriptionId?: SubscriptionId
  items: readonly NewOrderItem[]
}

export interface StoredOrder {
  id: OrderId
  number: number
  state: OrderState
  /** Where it comes from: `shop`, or a dialect's name. */
  source: string
  instance: string
  basket: BasketKey | null
  buyAgain: boolean
  buyerUserId: UserId | null
  buyerEmail: string | null
  siteId: SiteId | null
  creditAccountId: CreditAccountId | null
  currency: string
  subtotal: number
  discount: number
  tax: number
  total: number
  taxMode: 'off' | 'inclusive' | 'exclusive' | 'stripe'
  taxCountry: string | null
  taxRateBps: number | null
  couponCode: string | null
  fingerprint: Buffer
  createdAt: Date
  /** When a payment began that settles later, or money came that does not match: from then on the cart is free for another order. */
  submittedAt: Date | null
  quarantinedAt: Date | null
  completedAt: Date | null
}

export interface StoredOrderItem extends NewOrderItem {
  id: OrderItemId
}

/** Writes the order and its items, pending. A basket has one open order at most: `orders_one_open_per_basket` otherwise. */
export async function insertOrder(tx: Tx, order: NewOrder): Promise<{ number: number; items: StoredOrderItem[] }> {
  const items = order.items.map((item) => ({ ...item, id: newId<'order-item'>(order.at.getTime()) }))
  const row = await tx
    .insertInto('orders')
    .values({
      id: order.id,
      state: 'pending',
      source: order.source,
      instance: order.instance,
      basket: order.basket,
      buy_again: order.buyAgain,
      buyer_user_id: order.buyerUserId,
      buyer_email: order.buyerEmail,
      site_id: order.siteId,
      credit_account_id: order.creditAccountId,
      currency: order.currency,
      subtotal: order.subtotal,
      discount: order.discount,
      tax: order.tax,
      total: order.total,
      tax_mode: order.taxMode,
      tax_country: order.taxCountry,
      tax_rate_bps: order.taxRateBps,
      coupon_id: order.couponId,
      coupon_code: order.couponCode,
      fingerprint: order.fingerprint,
      request_id: order.requestId,
      created_at: order.at,
      subscription_id: order.subscriptionId ?? null,
    })
    .returning('number')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('order_items')
    .values(
      items.map((item, index) => ({
        id: item.id,
        order_id: order.id,
        line: index + 1,
        product_id: item.productId,
        price_id: item.priceId,
        seller_id: item.sellerId,
        kind: item.kind,
        title: item.title,
        quantity: item.quantity,
        unit_amount: item.unitAmount,
        subtotal: item.subtotal,
        discount: item.discount,
        tax: item.tax,
        total: item.total,
        credit_type: item.credits?.creditType ?? null,
        credits: item.credits?.credits ?? null,
        plan_interval: item.plan?.interval ?? null,
        trial_days: item.plan?.trialDays ?? 0,
      })),
    )
    .execute()
  return { number: row.number, items }
}

const selectOrder = (db: Db | Tx) =>
  db
    .selectFrom('orders')
    .select([
      'id',
      'number',
      'state',
      'source',
      'instance',
      'basket',
      'buy_again',
      'buyer_user_id',
      'buyer_email',
      'site_id',
      'credit_account_id',
      'currency',
      'subtotal',
      'discount',
      'tax',
      'total',
      'tax_mode',
      'tax_country',
      'tax_rate_bps',
      'coupon_code',
      'fingerprint',
      'created_at',
      'submitted_at',
      'quarantined_at',
      'completed_at',
    ])

type Row = Awaited<ReturnType<ReturnType<typeof selectOrder>['executeTakeFirstOrThrow']>>

const toOrder = (row: Row): StoredOrder => ({
  id: row.id,
  number: row.number,
  state: row.state,
  source: row.source,
  instance: row.instance,
  basket: row.basket,
  buyAgain: row.buy_again,
  buyerUserId: row.buyer_user_id,
  buyerEmail: row.buyer_email,
  siteId: row.site_id,
  creditAccountId: row.credit_account_id,
  currency: row.currency,
  subtotal: row.subtotal,
  discount: row.discount,
  tax: row.tax,
  total: row.total,
  taxMode: row.tax_mode,
  taxCountry: row.tax_country,
  taxRateBps: row.tax_rate_bps,
  couponCode: row.coupon_code,
  fingerprint: row.fingerprint,
  createdAt: row.created_at,
  submittedAt: row.submitted_at,
  quarantinedAt: row.quarantined_at,
  completedAt: row.completed_at,
})

/** The order, with others made to wait until the transaction ends. */
export async function lockOrder(tx: Tx, orderId: OrderId): Promise<StoredOrder | null> {
  const row = await selectOrder(tx).where('id', '=', orderId).forUpdate().executeTakeFirst()
  return row ? toOrder(row) : null
}

export async function findOpenOrder(tx: Tx, basket: BasketKey): Promise<StoredOrder | null> {
  const row = await selectOrder(tx)
    .where('basket', '=', basket)
    .where('state', '=', 'pending')
    .where('submitted_at', 'is', null)
    .executeTakeFirst()
  return row ? toOrder(row) : null
}

export async function listOrderItems(db: Db | Tx, orderId: OrderId): Promise<StoredOrderItem[]> {
  const rows = await db.selectFrom('order_items').selectAll().where('order_id', '=', orderId).orderBy('line').execute()
  return rows.map((row) => ({
    id: row.id,
    productId: row.product_id,
    priceId: row.price_id,
    sellerId: row.seller_id,
    kind: row.kind,
    title: row.title,
    quantity: row.quantity,
    unitAmount: row.unit_amount,
    subtotal: row.subtotal,
    discount: row.discount,
    tax: row.tax,
    total: row.total,
    credits:
      row.credit_type === null || row.credits === null ? null : { creditType: row.credit_type, credits: row.credits },
    ...(row.plan_interval !== null && { plan: { interval: row.plan_interval, trialDays: row.trial_days } }),
  }))
}

/**
 * Decides the one winner: true for the call that completed the order. `buyerEmail` fills in an address that only the provider
 * knew, `tax` what only the provider could calculate.
 */
export async function completeOrder(
  tx: Tx,
  orderId: OrderId,
  outcome: { at: Date; buyerEmail: string | null; tax: number; total: number },
): Promise<boolean> {
  const row = await tx
    .updateTable('orders')
    .set((set) => ({
      state: 'completed',
      completed_at: outcome.at,
      ended_at: null,
      buyer_email: set.fn.coalesce('buyer_email', set.val(outcome.buyerEmail)),
      tax: outcome.tax,
      total: outcome.total,
    }))
    .where('id', '=', orderId)
    .where('state', 'in', COMPLETABLE)
    .where('quarantined_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (row) await signalOrder(tx, orderId)
  return row !== undefined
}

/** Notes which subscription an order began. */
export async function noteSubscription(tx: Tx, orderId: OrderId, subscriptionId: SubscriptionId): Promise<void> {
  await tx.updateTable('orders').set({ subscription_id: subscriptionId }).where('id', '=', orderId).execute()
}

/** Ends a pending order unpaid: true for the call that did it. */
export async function endOrder(tx: Tx, orderId: OrderId, state: 'cancelled' | 'expired', at: Date): Promise<boolean> {
  const row = await tx
    .updateTable('orders')
    .set({ state, ended_at: at, submitted_at: null })
    .where('id', '=', orderId)
    .where('state', '=', 'pending')
    .returning('id')
    .executeTakeFirst()
  if (row) await signalOrder(tx, orderId)
  return row !== undefined
}

/** Notes that a payment began which settles later: true for the call that did it. */
export async function submitOrder(tx: Tx, orderId: OrderId, at: Date): Promise<boolean> {
  const row = await tx
    .updateTable('orders')
    .set({ submitted_at: at })
    .where('id', '=', orderId)
    .where('state', '=', 'pending')
    .where('submitted_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (row) await signalOrder(tx, orderId)
  return row !== undefined
}

/** Sets an order aside for the operator: nothing is granted until someone looked. True for the call that did it. */
export async function quarantineOrder(tx: Tx, orderId: OrderId, reason: string, at: Date): Promise<boolean> {
  const row = await tx
    .updateTable('orders')
    .set((set) => ({
      quarantined_at: at,
      quarantine_reason: reason,
      submitted_at: set.fn.coalesce('submitted_at', set.val(at)),
    }))
    .where('id', '=', orderId)
    .where('quarantined_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (row) await signalOrder(tx, orderId)
  return row !== undefined
}
