import { type CartId, type CartLineId, newId, type OrderId, type ProductId } from '@cashwrap/shared/ids'
import type { Money } from '@cashwrap/shared/money'
import { addDays, type Clock } from '@cashwrap/shared/time'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/database.ts'
import { transact } from '../../platform/db/transaction.ts'
import { recordChange } from './cart-change-store.ts'
import {
  CART_LIFE_DAYS,
  type CartStore,
  type LineToPut,
  MAX_LINES,
  MAX_QUANTITY,
  type OrderChange,
  type PutOutcome,
} from './ports.ts'

const BATCH = 200

/** Carts beside the orders, so that what an order does to its cart is part of the order's own transaction. */
export function postgresCarts(db: Db, clock: Clock): CartStore {
  const oldest = () => addDays(clock.now(), -CART_LIFE_DAYS)
  /** Locks the cart and makes it young; none where it is too old by now. */
  const touched = (visitHash: Buffer) => sql`
    update carts set updated_at = ${clock.now()} where token_hash = ${visitHash} and updated_at > ${oldest()} returning id`

  return {
    async find(visitHash, tx) {
      const row = await (tx ?? db)
        .selectFrom('carts as c')
        .select([
          'c.coupon_code',
          sql<
            {
              id: CartLineId
              product_id: ProductId
              quantity: number
              seen_unit_amount: number
              seen_currency: string
            }[]
          >`(select coalesce(json_agg(l order by l.added_at, l.id), '[]') from cart_lines l where l.cart_id = c.id)`.as(
            'lines',
          ),
        ])
        .where('c.token_hash', '=', visitHash)
        .where('c.updated_at', '>', oldest())
        .executeTakeFirst()
      if (!row) return null
      return {
        couponCode: row.coupon_code,
        lines: row.lines.map((line) => ({
          id: line.id,
          productId: line.product_id,
          quantity: line.quantity,
          seenUnitAmount: line.seen_unit_amount,
          seenCurrency: line.seen_currency,
        })),
      }
    },

    put: (visitHash, line) => putLine(db, visitHash, line, oldest()),

    async setQuantity(visitHash, lineId, quantity) {
      const { numAffectedRows } = await sql`
        with cart as (${touched(visitHash)})
        update cart_lines l set quantity = ${quantity} from cart where l.cart_id = cart.id and l.id = ${lineId}`.execute(
        db,
      )
      return numAffectedRows === 1n
    },

    async remove(visitHash, lineId) {
      const { numAffectedRows } = await sql`
        with cart as (${touched(visitHash)})
        delete from cart_lines l using cart where l.cart_id = cart.id and l.id = ${lineId}`.execute(db)
      return numAffectedRows === 1n
    },

    async setCoupon(visitHash, code) {
      await db
        .updateTable('carts')
        .set({ coupon_code: code, updated_at: clock.now() })
        .where('token_hash', '=', visitHash)
        .where('updated_at', '>', oldest())
        .execute()
    },

    async acceptPrices(tx, orderId) {
      const cart = await lockCartOf(tx, orderId, 'accept-prices', clock.now(), oldest())
      if (cart === null) return
      await sql`
        update cart_lines l set seen_unit_amount = i.unit_amount, seen_currency = o.currency
        from order_items i join orders o on o.id = i.order_id
        where o.id = ${orderId} and l.cart_id = ${cart} and l.product_id = i.product_id`.execute(tx)
    },

    async removeBought(tx, orderId) {
      const cart = await lockCartOf(tx, orderId, 'take-bought', clock.now(), oldest())
      if (cart === null) return
      await sql`
        with bought as (
          select product_id, sum(quantity)::integer as quantity from order_items where order_id = ${orderId} group by 1
        ), reduced as (
          update cart_lines l set quantity = l.quantity - b.quantity from bought b
          where l.cart_id = ${cart} and l.product_id = b.product_id and l.quantity > b.quantity
        )
        delete from cart_lines l using bought b
        where l.cart_id = ${cart} and l.product_id = b.product_id and l.quantity <= b.quantity`.execute(tx)
    },

    async returnBought(tx, orderId, at) {
      const cart = await lockCartOf(tx, orderId, 'return-bought', at, oldest())
      if (cart === null) return
      await sql`
        insert into cart_lines (id, cart_id, product_id, quantity, seen_unit_amount, seen_currency, added_at)
        select i.id, ${cart}::uuid, i.product_id, i.quantity, i.unit_amount, o.currency, ${at}
        from order_items i join orders o on o.id = i.order_id
        where o.id = ${orderId}
          and not exists (select from cart_lines l where l.cart_id = ${cart} and l.seen_currency <> o.currency)
        on conflict do nothing`.execute(tx)
    },

    bringChanges: null,

    async forgetOld() {
      const { numDeletedRows } = await db
        .deleteFrom('carts')
        .where('id', 'in', (old) =>
          old
            .selectFrom('carts')
            .select('id')
            .where('updated_at', '<=', oldest())
            .orderBy('updated_at')
            .limit(BATCH)
            .forUpdate()
            .skipLocked(),
        )
        .executeTakeFirst()
      return Number(numDeletedRows)
    },

    // They are where everything else is, and that is asked for on its own.
    isReachable: async () => true,
  }
}

/**
 * Keeps that an order changes its cart, and locks that cart, so that its lines hold still for the next statement. Null if the
 * order did so before, or the cart is gone. The coupon leaves the cart together with what was bought.
 */
async function lockCartOf(
  tx: Tx,
  orderId: OrderId,
  change: OrderChange,
  at: Date,
  oldest: Date,
): Promise<CartId | null> {
  const { rows } = await sql<{ id: CartId }>`
    with once as (${recordChange(orderId, change, at, null)})
    update carts c set updated_at = ${at}, coupon_code =
      case when ${change === 'take-bought'} then nullif(c.coupon_code, o.coupon_code) else c.coupon_code end
    from once, orders o
    where o.id = ${orderId} and c.token_hash = once.token_hash and c.updated_at > ${oldest}
    returning c.id`.execute(tx)
  return rows[0]?.id ?? null
}

async function putLine(db: Db, visitHash: Buffer, line: LineToPut, oldest: Date): Promise<PutOutcome> {
  const { at, productId, quantity, isOnce } = line
  return transact(db, async (tx) => {
    await tx.deleteFrom('carts').where('token_hash', '=', visitHash).where('updated_at', '<=', oldest).execute()
    // The upsert locks the cart, so that its lines hold still until the end.
    const cart = await tx
      .insertInto('carts')
      .values({ id: newId(at.getTime()), token_hash: visitHash, coupon_code: null, created_at: at, updated_at: at })
      .onConflict((conflict) => conflict.column('token_hash').doUpdateSet({ updated_at: at }))
      .returning('id')
      .executeTakeFirstOrThrow()
    const lines = await tx
      .selectFrom('cart_lines')
      .select(['product_id', 'quantity', 'seen_currency'])
      .where('cart_id', '=', cart.id)
      .orderBy('added_at')
      .orderBy('id')
      .execute()
    const present = lines.find((one) => one.product_id === productId)
    if (!present && lines.length >= MAX_LINES) return { kind: 'full' }
    const currency = lines[0]?.seen_currency
    const price = priceIn(line.prices, currency)
    if (!price) return { kind: 'other-currency', currency: currency ?? '' }
    const total = present === undefined ? quantity : isOnce ? present.quantity : present.quantity + quantity
    if (total > MAX_QUANTITY) return { kind: 'too-many' }
    const seen = { quantity: total, seen_unit_amount: price.amount, seen_currency: price.currency }
    await tx
      .insertInto('cart_lines')
      .values({ id: newId(at.getTime()), cart_id: cart.id, product_id: productId, added_at: at, ...seen })
      .onConflict((conflict) => conflict.constraint('cart_lines_once_per_product').doUpdateSet(seen))
      .execute()
    return { kind: 'put' }
  })
}

const priceIn = (prices: LineToPut['prices'], currency: string | undefined): Money | undefined =>
  currency === undefined ? prices[0] : prices.find((one) => one.currency === currency)
