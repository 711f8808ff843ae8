import type { CartLineId, OrderId, ProductId } from '@cashwrap/shared/ids'
import { addDays, addSeconds, type Clock } from '@cashwrap/shared/time'
import { type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/database.ts'
import { transact } from '../../platform/db/transaction.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { CART_LIFE_DAYS, type OrderChange, type OwedChange, type OwedChanges } from './ports.ts'

/** When the sweep looks at a change again that no job has brought to its cart. */
const RETRY_SECONDS = 10
const BATCH = 100

/** Changes of carts that live elsewhere, written down beside the orders that make them. */
export function owedChanges(deps: { db: Db; clock: Clock; enqueue: Enqueue }): OwedChanges {
  const { db, clock, enqueue } = deps
  return {
    async owe(tx, orderId, change) {
      const at = clock.now()
      const { rows } = await recordChange(orderId, change, at, addSeconds(at, RETRY_SECONDS)).execute(tx)
      if (rows.length > 0) await enqueue(tx, 'change-cart', { orderId })
    },

    ofVisit: (visitHash, tx) => list(tx ?? db, sql`${visitHash}`),

    ofOrder: (orderId) =>
      list(db, sql`(select k.token_hash from cart_changes k where k.order_id = ${orderId} order by k.number limit 1)`),

    async markDone(changes, tx) {
      for (const { orderId, change } of changes)
        await (tx ?? db)
          .updateTable('cart_changes')
          .set({ next_attempt_at: null })
          .where('order_id', '=', orderId)
          .where('change', '=', change)
          .execute()
    },
  }
}

/** Keeps that an order changes the cart it was bought from; answers whose that is, and no row if it was kept before. */
export const recordChange = (
  orderId: OrderId,
  change: OrderChange,
  at: Date,
  nextAttemptAt: Date | null,
): RawBuilder<{ token_hash: Buffer }> => sql`
  insert into cart_changes (order_id, change, token_hash, created_at, next_attempt_at)
  select id, ${change}, decode(substr(basket, 6), 'hex'), ${at}::timestamptz, ${nextAttemptAt}::timestamptz
  from orders where id = ${orderId} and basket like 'cart:%'
  on conflict do nothing
  returning token_hash`

/** Makes jobs for the changes that are due and were not brought: their job was lost, or their cart was out of reach. */
export async function requeueDueChanges(deps: { db: Db; clock: Clock; enqueue: Enqueue }): Promise<number> {
  const at = deps.clock.now()
  return transact(deps.db, async (tx) => {
    const due = await tx
      .updateTable('cart_changes')
      .set({ next_attempt_at: addSeconds(at, RETRY_SECONDS) })
      .where(
        sql<boolean>`(order_id, change) in (
          select order_id, change from cart_changes where next_attempt_at <= ${at}
          order by next_attempt_at limit ${BATCH} for update skip locked)`,
      )
      .returning('order_id')
      .execute()
    const orders = new Set(due.map((row) => row.order_id))
    for (const orderId of orders) await deps.enqueue(tx, 'change-cart', { orderId })
    return orders.size
  })
}

/** Nobody has touched a cart since the oldest change that it has not got: after a cart's life it is gone. */
export async function forgetOldChanges(db: Db, at: Date): Promise<void> {
  await db
    .updateTable('cart_changes')
    .set({ next_attempt_at: null })
    .where('next_attempt_at', 'is not', null)
    .where('created_at', '<=', addDays(at, -CART_LIFE_DAYS))
    .execute()
}

async function list(db: Db | Tx, visitHash: RawBuilder<unknown>): Promise<OwedChange[]> {
  const { rows } = await sql<{
    order_id: OrderId
    change: OrderChange
    token_hash: Buffer
    coupon_code: string | null
    currency: string
    lines: { id: CartLineId; product_id: ProductId; quantity: number; unit_amount: number }[]
  }>`
    select k.order_id, k.change, k.token_hash, o.coupon_code, o.currency,
      (select json_agg(json_build_object('id', i.id, 'product_id', i.product_id, 'quantity', i.quantity,
        'unit_amount', i.unit_amount) order by i.line) from order_items i where i.order_id = o.id) as lines
    from cart_changes k join orders o on o.id = k.order_id
    where k.token_hash = ${visitHash} and k.next_attempt_at is not null order by k.number`.execute(db)
  return rows.map((row) => ({
    orderId: row.order_id,
    change: row.change,
    visitHash: row.token_hash,
    couponCode: row.coupon_code,
    currency: row.currency,
    lines: row.lines.map((line) => ({
      id: line.id,
      productId: line.product_id,
      quantity: line.quantity,
      unitAmount: line.unit_amount,
    })),
  }))
}
