import { type CartId, type CartLineId, newId, type OrderId, type ProductId } from '@cashwrap/shared/ids'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/database.ts'

export interface StoredCart {
  id: CartId
  couponCode: string | null
  lines: StoredLine[]
}

/** A product and a quantity; the price seen when it was put in is kept only to tell the buyer that it changed. */
export interface StoredLine {
  id: CartLineId
  productId: ProductId
  quantity: number
  seenUnitAmount: number
  seenCurrency: string
}

/** A browser's cart with its lines in the order they were put in. One statement; with `lock`, others wait. */
export async function findCart(db: Db | Tx, visitHash: Buffer, lock = false): Promise<StoredCart | null> {
  const query = db
    .selectFrom('carts as c')
    .select([
      'c.id',
      'c.coupon_code',
      sql<
        { id: CartLineId; product_id: ProductId; quantity: number; seen_unit_amount: number; seen_currency: string }[]
      >`(
        select coalesce(json_agg(l order by l.added_at, l.id), '[]') from cart_lines l where l.cart_id = c.id)`.as(
        'lines',
      ),
    ])
    .where('c.token_hash', '=', visitHash)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  if (!row) return null
  return {
    id: row.id,
    couponCode: row.coupon_code,
    lines: row.lines.map((line) => ({
      id: line.id,
      productId: line.product_id,
      quantity: line.quantity,
      seenUnitAmount: line.seen_unit_amount,
      seenCurrency: line.seen_currency,
    })),
  }
}

/** The browser's cart, locked, made if there is none. */
export async function openCart(tx: Tx, visitHash: Buffer, at: Date): Promise<StoredCart> {
  await tx
    .insertInto('carts')
    .values({ id: newId(at.getTime()), token_hash: visitHash, coupon_code: null, created_at: at, updated_at: at })
    .onConflict((conflict) => conflict.column('token_hash').doUpdateSet({ updated_at: at }))
    .execute()
  const cart = await findCart(tx, visitHash, true)
  if (!cart) throw new Error('the cart that was just opened is not there')
  return cart
}

/** Adds to the line of this product, or begins one. Throws `cart_lines_quantity` beyond 99. */
export async function putLine(
  tx: Tx,
  cartId: CartId,
  line: { productId: ProductId; quantity: number; isOnce: boolean; unitAmount: number; currency: string; at: Date },
): Promise<void> {
  await tx
    .insertInto('cart_lines')
    .values({
      id: newId(line.at.getTime()),
      cart_id: cartId,
      product_id: line.productId,
      quantity: line.quantity,
      seen_unit_amount: line.unitAmount,
      seen_currency: line.currency,
      added_at: line.at,
    })
    .onConflict((conflict) =>
      conflict.constraint('cart_lines_once_per_product').doUpdateSet({
        quantity: line.isOnce ? sql`cart_lines.quantity` : sql`cart_lines.quantity + excluded.quantity`,
        seen_unit_amount: line.unitAmount,
        seen_currency: line.currency,
      }),
    )
    .execute()
}

export async function setLineQuantity(
  db: Db,
  visitHash: Buffer,
  lineId: CartLineId,
  quantity: number,
): Promise<boolean> {
  const result = await db
    .updateTable('cart_lines as l')
    .from('carts as c')
    .set({ quantity })
    .whereRef('l.cart_id', '=', 'c.id')
    .where('c.token_hash', '=', visitHash)
    .where('l.id', '=', lineId)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function deleteLine(db: Db, visitHash: Buffer, lineId: CartLineId): Promise<boolean> {
  const result = await db
    .deleteFrom('cart_lines as l')
    .using('carts as c')
    .whereRef('l.cart_id', '=', 'c.id')
    .where('c.token_hash', '=', visitHash)
    .where('l.id', '=', lineId)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

export async function setCoupon(db: Db, visitHash: Buffer, code: string | null): Promise<void> {
  await db.updateTable('carts').set({ coupon_code: code }).where('token_hash', '=', visitHash).execute()
}

/** What the buyer has now seen counts from here on: prices noticed as changed are no longer news. */
export async function acceptPrices(
  tx: Tx,
  cartId: CartId,
  lines: readonly { productId: ProductId; unitAmount: number; currency: string }[],
): Promise<void> {
  for (const line of lines) {
    await tx
      .updateTable('cart_lines')
      .set({ seen_unit_amount: line.unitAmount, seen_currency: line.currency })
      .where('cart_id', '=', cartId)
      .where('product_id', '=', line.productId)
      .execute()
  }
}

/** Takes out what an order bought; what was added to the cart since stays, quantities included. One statement. */
export async function removeBought(tx: Tx, orderId: OrderId): Promise<void> {
  await sql`
    with bought as (
      select o.cart_id, o.coupon_code, i.product_id, sum(i.quantity)::integer as quantity
      from orders o join order_items i on i.order_id = o.id where o.id = ${orderId} group by 1, 2, 3
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
}

/**
 * Puts an order's lines back whose payment failed after they had left the cart. What is in it by now stays as it is, and
 * keeps lines of another currency out.
 */
export async function returnToCart(tx: Tx, orderId: OrderId, at: Date): Promise<void> {
  await sql`
    insert into cart_lines (id, cart_id, product_id, quantity, seen_unit_amount, seen_currency, added_at)
    select i.id, o.cart_id, i.product_id, i.quantity, i.unit_amount, o.currency, ${at}
    from order_items i join orders o on o.id = i.order_id
    where o.id = ${orderId} and o.cart_id is not null
      and not exists (select from cart_lines l where l.cart_id = o.cart_id and l.seen_currency <> o.currency)
    on conflict do nothing`.execute(tx)
}
