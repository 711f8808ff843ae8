import { type CartLineId, newId, type ProductId } from '@cashwrap/shared/ids'
import type { Money } from '@cashwrap/shared/money'
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { transact } from '../../platform/db/transaction.ts'
import { type CartStore, type LineToPut, MAX_LINES, MAX_QUANTITY, type PutOutcome } from './ports.ts'

/** Carts beside the orders, so that what an order does to its cart is part of the order's own transaction. */
export function postgresCarts(db: Db): CartStore {
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

    put: (visitHash, line) => putLine(db, visitHash, line),

    async setQuantity(visitHash, lineId, quantity) {
      const result = await db
        .updateTable('cart_lines as l')
        .from('carts as c')
        .set({ quantity })
        .whereRef('l.cart_id', '=', 'c.id')
        .where('c.token_hash', '=', visitHash)
        .where('l.id', '=', lineId)
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },

    async remove(visitHash, lineId) {
      const result = await db
        .deleteFrom('cart_lines as l')
        .using('carts as c')
        .whereRef('l.cart_id', '=', 'c.id')
        .where('c.token_hash', '=', visitHash)
        .where('l.id', '=', lineId)
        .executeTakeFirst()
      return result.numDeletedRows > 0n
    },

    async setCoupon(visitHash, code) {
      await db.updateTable('carts').set({ coupon_code: code }).where('token_hash', '=', visitHash).execute()
    },

    async acceptPrices(visitHash, lines, tx) {
      for (const { productId, price } of lines) {
        await tx
          .updateTable('cart_lines as l')
          .from('carts as c')
          .set({ seen_unit_amount: price.amount, seen_currency: price.currency })
          .whereRef('l.cart_id', '=', 'c.id')
          .where('c.token_hash', '=', visitHash)
          .where('l.product_id', '=', productId)
          .execute()
      }
    },

    async removeBought(tx, orderId) {
      await sql`
        with bought as (
          select c.id as cart_id, o.coupon_code, i.product_id, sum(i.quantity)::integer as quantity
          from orders o join order_items i on i.order_id = o.id ${cartOfOrder} where o.id = ${orderId} group by 1, 2, 3
        ), reduced as (
          update cart_lines l set quantity = l.quantity - b.quantity from bought b
          where l.cart_id = b.cart_id and l.product_id = b.product_id and l.quantity > b.quantity
        ), emptied as (
          delete from cart_lines l using bought b
          where l.cart_id = b.cart_id and l.product_id = b.product_id and l.quantity <= b.quantity
        )
        update carts c set coupon_code = null from bought b where c.id = b.cart_id and c.coupon_code = b.coupon_code`.execute(
        tx,
      )
    },

    async returnBought(tx, orderId, at) {
      await sql`
        insert into cart_lines (id, cart_id, product_id, quantity, seen_unit_amount, seen_currency, added_at)
        select i.id, c.id, i.product_id, i.quantity, i.unit_amount, o.currency, ${at}
        from order_items i join orders o on o.id = i.order_id ${cartOfOrder}
        where o.id = ${orderId}
          and not exists (select from cart_lines l where l.cart_id = c.id and l.seen_currency <> o.currency)
        on conflict do nothing`.execute(tx)
    },
  }
}

/** The cart that an order `o` was bought from, found by its index; none for a direct purchase. */
const cartOfOrder = sql`join carts c on o.basket like 'cart:%' and c.token_hash = decode(substr(o.basket, 6), 'hex')`

async function putLine(db: Db, visitHash: Buffer, line: LineToPut): Promise<PutOutcome> {
  const { at, productId, quantity, isOnce } = line
  return transact(db, async (tx) => {
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
