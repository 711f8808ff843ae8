import type { SubscriptionStatus } from '@cashwrap/shared/contracts/subscriptions'
import { ENDED_STATUSES } from '@cashwrap/shared/contracts/subscriptions'
import type { PriceId, ProductId, SubscriptionId, UserId } from '@cashwrap/shared/ids'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/database.ts'

/** Someone as a user, as the holder of an address, or both. */
export interface Subscriber {
  userId: UserId | null
  email: string | null
}

/** The living subscription that somebody has to one of these plans, by plan. */
export async function livingOf(
  db: Db | Tx,
  { userId, email }: Subscriber,
  productIds: readonly ProductId[],
): Promise<
  Map<ProductId, { id: SubscriptionId; priceId: PriceId; status: SubscriptionStatus; userId: UserId | null }>
> {
  if (productIds.length === 0 || (userId === null && email === null)) return new Map()
  const rows = await db
    .selectFrom('subscriptions')
    .select(['id', 'product_id', 'price_id', 'status', 'user_id'])
    .where((where) =>
      where.or([
        ...(userId === null ? [] : [where('user_id', '=', userId)]),
        ...(email === null ? [] : [where('email', '=', email)]),
      ]),
    )
    .where('product_id', 'in', [...productIds])
    .where('status', 'not in', ENDED_STATUSES)
    .where('duplicate_of', 'is', null)
    .execute()
  return new Map(
    rows.map((row) => [row.product_id, { id: row.id, priceId: row.price_id, status: row.status, userId: row.user_id }]),
  )
}

/** Makes others wait who would begin a subscription of this name, until the transaction ends. */
export async function lockLiving(tx: Tx, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`living:${key}`}, 0))`.execute(tx)
}

/** Whether a living subscription has this name. */
export async function isLiving(tx: Tx, key: string): Promise<boolean> {
  const row = await tx.selectFrom('subscriptions').select('id').where('living_key', '=', key).executeTakeFirst()
  return row !== undefined
}

/**
 * Of these plans, those that somebody subscribed to before, with their last subscription to each: a trial is given once. One that
 * went over to another plan counts for all that it was of.
 */
export async function subscribedBefore(
  db: Db | Tx,
  { userId, email }: Subscriber,
  productIds: readonly ProductId[],
): Promise<Map<ProductId, SubscriptionId>> {
  if (productIds.length === 0 || (userId === null && email === null)) return new Map()
  const rows = await db
    .selectFrom('subscriptions as s')
    .crossJoinLateral(({ selectFrom, ref }) =>
      sql<{ product_id: ProductId }>`(
        select ${ref('s.product_id')} as product_id
        union ${selectFrom('order_items as i').select('i.product_id').whereRef('i.order_id', '=', 's.order_id')}
        union ${selectFrom('subscription_invoices as v')
          .innerJoin('prices as p', 'p.id', 'v.price_id')
          .select('p.product_id')
          .whereRef('v.subscription_id', '=', 's.id')}
      )`.as('had'),
    )
    .select(['had.product_id', 's.id'])
    .where((where) =>
      where.or([
        ...(userId === null ? [] : [where('s.user_id', '=', userId)]),
        ...(email === null ? [] : [where('s.email', '=', email)]),
      ]),
    )
    .where('had.product_id', 'in', [...productIds])
    .orderBy('s.created_at')
    .orderBy('s.id')
    .execute()
  return new Map(rows.map((row) => [row.product_id, row.id]))
}
