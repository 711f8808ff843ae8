import { type Kysely, sql } from 'kysely'

/** Orders no longer point at a row of `carts`, as carts may live elsewhere and some purchases have none. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table orders add column basket text`.execute(db)
  await sql`
    update orders set basket = 'cart:' || encode(carts.token_hash, 'hex')
    from carts where carts.id = orders.cart_id`.execute(db)
  await sql`drop index orders_one_open_per_cart`.execute(db)
  await sql`alter table orders drop column cart_id`.execute(db)
  await sql`
    create unique index orders_one_open_per_basket on orders (basket)
    where state = 'pending' and submitted_at is null`.execute(db)
}
