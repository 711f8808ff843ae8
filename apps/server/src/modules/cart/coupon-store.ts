import type { BasketKey, CouponId, OrderId } from '@cashwrap/shared/ids'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/database.ts'
import { isStorableText } from '../../platform/db/storable-text.ts'
import type { Coupon } from './domain/coupon.ts'

/**
 * A coupon by its code in any case, with what this buyer has used of it. The use that the basket's own open order holds is not
 * counted: to that basket it is still free. One statement.
 */
export async function findCoupon(
  db: Db | Tx,
  code: string,
  buyer: { email: string | null; basket: BasketKey | null },
): Promise<Coupon | null> {
  if (!isStorableText(code)) return null
  const row = await db
    .selectFrom('coupons as c')
    .leftJoin('coupon_buyers as b', (join) =>
      join.onRef('b.coupon_id', '=', 'c.id').on('b.email', '=', buyer.email ?? ''),
    )
    .select([
      'c.id',
      'c.code',
      'c.percent_bps',
      'c.amount_off',
      'c.currency',
      'c.minimum_subtotal',
      'c.starts_at',
      'c.ends_at',
      'c.max_uses',
      'c.max_uses_per_buyer',
      'c.uses',
      'c.active',
      'b.uses as uses_by_buyer',
      sql<string | null>`(
        select r.email from coupon_redemptions r join orders o on o.id = r.order_id
        where r.coupon_id = c.id and r.state = 'reserved' and o.basket = ${buyer.basket}
          and o.state = 'pending' and o.submitted_at is null)`.as('held_for'),
      sql<string[]>`array(select product_id::text from coupon_products p where p.coupon_id = c.id)`.as('product_ids'),
    ])
    .where('c.code', '=', code.toUpperCase())
    .executeTakeFirst()
  if (!row) return null
  return {
    id: row.id,
    code: row.code,
    percentBps: row.percent_bps,
    amountOff: row.amount_off,
    currency: row.currency,
    minimumSubtotal: row.minimum_subtotal,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    maxUses: row.max_uses,
    maxUsesPerBuyer: row.max_uses_per_buyer,
    uses: row.uses - (row.held_for === null ? 0 : 1),
    usesByBuyer: (row.uses_by_buyer ?? 0) - (row.held_for !== null && row.held_for === buyer.email ? 1 : 0),
    active: row.active,
    productIds: row.product_ids.length === 0 ? null : new Set(row.product_ids),
  }
}

export type TakenCoupon = 'taken' | 'used-up' | 'used-by-you'

/**
 * Takes one use for an order. Both limits are conditional updates, so that of two buyers at the last use exactly one gets it;
 * a refusal must roll the caller's transaction back.
 */
export async function takeCouponUse(
  tx: Tx,
  use: { couponId: CouponId; orderId: OrderId; email: string; at: Date },
): Promise<TakenCoupon> {
  const coupon = await tx
    .updateTable('coupons')
    .set({ uses: sql`uses + 1` })
    .where('id', '=', use.couponId)
    .where((where) => where.or([where('max_uses', 'is', null), where('uses', '<', where.ref('max_uses'))]))
    .returning('max_uses_per_buyer')
    .executeTakeFirst()
  if (!coupon) return 'used-up'
  const buyer = await tx
    .insertInto('coupon_buyers')
    .values({ coupon_id: use.couponId, email: use.email, uses: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['coupon_id', 'email'])
        .doUpdateSet({ uses: sql`coupon_buyers.uses + 1` })
        .where(sql<boolean>`coupon_buyers.uses < ${coupon.max_uses_per_buyer ?? 2_147_483_647}`),
    )
    .returning('uses')
    .executeTakeFirst()
  if (!buyer || (coupon.max_uses_per_buyer !== null && buyer.uses > coupon.max_uses_per_buyer)) return 'used-by-you'
  await tx
    .insertInto('coupon_redemptions')
    .values({ order_id: use.orderId, coupon_id: use.couponId, email: use.email, state: 'reserved', created_at: use.at })
    .execute()
  return 'taken'
}

/** Makes an order's reserved use final. */
export async function keepCouponUse(tx: Tx, orderId: OrderId): Promise<void> {
  await tx
    .updateTable('coupon_redemptions')
    .set({ state: 'used' })
    .where('order_id', '=', orderId)
    .where('state', '=', 'reserved')
    .execute()
}

/** Gives an unpaid order's use back. One statement: the counters move only if the redemption did. */
export async function releaseCouponUse(tx: Tx, orderId: OrderId): Promise<void> {
  await sql`
    with released as (
      update coupon_redemptions set state = 'released' where order_id = ${orderId} and state = 'reserved' returning coupon_id, email
    ), of_buyer as (
      update coupon_buyers b set uses = b.uses - 1 from released r where b.coupon_id = r.coupon_id and b.email = r.email
    )
    update coupons c set uses = c.uses - 1 from released r where c.id = r.coupon_id`.execute(tx)
}
