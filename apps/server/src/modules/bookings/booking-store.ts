import { type BasketKey, newId, type OrderId, type OrderItemId, type ProductId } from '@cashwrap/shared/ids'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/database.ts'

export interface SeatsWanted {
  itemId: OrderItemId
  productId: ProductId
  quantity: number
}

/** Always in the order of the product's id, so that two orders for the same events never wait for each other in a circle. */
const inOrder = (wanted: readonly SeatsWanted[]): SeatsWanted[] =>
  [...wanted].sort((a, b) => (a.productId < b.productId ? -1 : 1))

/**
 * Holds seats for a pending order. The event's own row decides, in one conditional update each, so that nobody can hold what
 * is not there; answers the product whose seats are gone, and the caller then rolls back.
 */
export async function holdSeats(
  tx: Tx,
  orderId: OrderId,
  wanted: readonly SeatsWanted[],
  at: Date,
): Promise<{ gone: { productId: ProductId; left: number } | null }> {
  for (const seats of inOrder(wanted)) {
    const held = await tx
      .updateTable('events')
      .set({ held: sql`held + ${seats.quantity}` })
      .where('product_id', '=', seats.productId)
      .where(sql<boolean>`held + sold + ${seats.quantity} <= capacity`)
      .returning('product_id')
      .executeTakeFirst()
    if (!held) return { gone: { productId: seats.productId, left: await seatsLeft(tx, seats.productId) } }
    await tx
      .insertInto('bookings')
      .values({
        id: newId(at.getTime()),
        order_id: orderId,
        order_item_id: seats.itemId,
        product_id: seats.productId,
        quantity: seats.quantity,
        state: 'pending',
        created_at: at,
      })
      .execute()
  }
  return { gone: null }
}

async function seatsLeft(tx: Tx, productId: ProductId): Promise<number> {
  const row = await tx
    .selectFrom('events')
    .select(sql<number>`capacity - held - sold`.as('left'))
    .where('product_id', '=', productId)
    .executeTakeFirst()
  return row?.left ?? 0
}

/** Turns an order's held seats into sold ones. */
export async function confirmSeats(tx: Tx, orderId: OrderId, at: Date): Promise<void> {
  const confirmed = await tx
    .updateTable('bookings')
    .set({ state: 'confirmed', confirmed_at: at })
    .where('order_id', '=', orderId)
    .where('state', '=', 'pending')
    .returning(['order_item_id as itemId', 'product_id as productId', 'quantity'])
    .execute()
  for (const { productId, quantity } of inOrder(confirmed)) {
    await tx
      .updateTable('events')
      .set({ held: sql`held - ${quantity}`, sold: sql`sold + ${quantity}` })
      .where('product_id', '=', productId)
      .execute()
  }
}

/** Gives the held seats of an order that ended unpaid back. */
export async function releaseSeats(tx: Tx, orderId: OrderId, at: Date): Promise<void> {
  const released = await tx
    .updateTable('bookings')
    .set({ state: 'released', released_at: at })
    .where('order_id', '=', orderId)
    .where('state', '=', 'pending')
    .returning(['order_item_id as itemId', 'product_id as productId', 'quantity'])
    .execute()
  for (const { productId, quantity } of inOrder(released)) {
    await tx
      .updateTable('events')
      .set({ held: sql`held - ${quantity}` })
      .where('product_id', '=', productId)
      .execute()
  }
}

/** Puts the sold seats of an order whose money went back on sale again. */
export async function giveBackSeats(tx: Tx, orderId: OrderId, at: Date): Promise<void> {
  const released = await tx
    .updateTable('bookings')
    .set({ state: 'released', released_at: at })
    .where('order_id', '=', orderId)
    .where('state', '=', 'confirmed')
    .returning(['order_item_id as itemId', 'product_id as productId', 'quantity'])
    .execute()
  for (const { productId, quantity } of inOrder(released)) {
    await tx
      .updateTable('events')
      .set({ sold: sql`sold - ${quantity}` })
      .where('product_id', '=', productId)
      .execute()
  }
}

/**
 * Seats an order again that was paid after its hold had ended: all its seats, or none and false, and then nothing is changed.
 * Events are locked before they are counted, so the answer holds until the transaction ends.
 */
export async function seatAgain(tx: Tx, orderId: OrderId, at: Date): Promise<boolean> {
  const released = await tx
    .selectFrom('bookings')
    .select(['order_item_id as itemId', 'product_id as productId', 'quantity'])
    .where('order_id', '=', orderId)
    .where('state', '=', 'released')
    .execute()
  if (released.length === 0) return true
  const wanted = inOrder(released)
  const free = await tx
    .selectFrom('events')
    .select(['product_id', sql<number>`capacity - held - sold`.as('left')])
    .where(
      'product_id',
      'in',
      wanted.map((seats) => seats.productId),
    )
    .orderBy('product_id')
    .forUpdate()
    .execute()
  const leftOf = new Map(free.map((row) => [row.product_id, row.left]))
  if (wanted.some((seats) => (leftOf.get(seats.productId) ?? 0) < seats.quantity)) return false
  for (const { productId, quantity } of wanted) {
    await tx
      .updateTable('events')
      .set({ sold: sql`sold + ${quantity}` })
      .where('product_id', '=', productId)
      .execute()
  }
  await tx
    .updateTable('bookings')
    .set({ state: 'confirmed', confirmed_at: at, released_at: null })
    .where('order_id', '=', orderId)
    .where('state', '=', 'released')
    .execute()
  return true
}

/** Seats that the open order of a basket holds, by product: to that basket they are still free. */
export async function seatsHeldFor(db: Db | Tx, basket: BasketKey): Promise<Map<ProductId, number>> {
  const rows = await db
    .selectFrom('bookings as b')
    .innerJoin('orders as o', 'o.id', 'b.order_id')
    .select(['b.product_id', 'b.quantity'])
    .where('o.basket', '=', basket)
    .where('o.state', '=', 'pending')
    .where('o.submitted_at', 'is', null)
    .where('b.state', '=', 'pending')
    .execute()
  return new Map(rows.map((row) => [row.product_id, row.quantity]))
}
