import type { ProductKind } from '@cashwrap/shared/contracts/primitives'
import { isUuid, type OrderId, type ProductId, type SellerId } from '@cashwrap/shared/ids'
import { type SqlBool, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { decodeMomentCursor } from '../../platform/db/keyset.ts'

export interface SaleRow {
  orderId: OrderId
  orderNumber: number
  soldAt: Date
  titles: string[]
  currency: string
  /** Minor units, as are all amounts here. */
  gross: number
  refunded: number
  fee: number
  feeRefunded: number
  way: 'destination' | 'transfer'
  transferState: 'requested' | 'succeeded' | 'failed' | null
}

/** A page of a seller's sales, newest first, in one statement. One row more than `limit`. */
export async function listSalesOf(
  db: Db,
  sellerId: SellerId,
  cursor: string | undefined,
  limit: number,
): Promise<SaleRow[]> {
  const after = decodeMomentCursor(cursor, isUuid)
  const rows = await db
    .selectFrom('order_shares as s')
    .innerJoin('orders as o', 'o.id', 's.order_id')
    .leftJoin('transfers as t', (join) =>
      join.onRef('t.order_id', '=', 's.order_id').onRef('t.seller_id', '=', 's.seller_id'),
    )
    .select([
      's.order_id',
      'o.number',
      sql<Date>`s.sold_at`.as('sold_at'),
      's.currency',
      's.gross',
      's.refunded',
      's.fee',
      's.fee_refunded',
      's.way',
      't.state as transfer_state',
      sql<
        string[]
      >`array(select i.title from order_items i where i.order_id = s.order_id and i.seller_id = s.seller_id order by i.line)`.as(
        'titles',
      ),
    ])
    .where('s.seller_id', '=', sellerId)
    .where('s.sold_at', 'is not', null)
    .$if(after !== undefined, (query) =>
      query.where(sql<SqlBool>`(s.sold_at, s.order_id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('s.sold_at', 'desc')
    .orderBy('s.order_id', 'desc')
    .limit(limit + 1)
    .execute()
  return rows.map((row) => ({
    orderId: row.order_id,
    orderNumber: row.number,
    soldAt: row.sold_at,
    titles: row.titles,
    currency: row.currency,
    gross: row.gross,
    refunded: row.refunded,
    fee: row.fee,
    feeRefunded: row.fee_refunded,
    way: row.way,
    transferState: row.transfer_state,
  }))
}

/** Sums per currency, the one with the most sales first. */
export async function totalsOf(
  db: Db,
  sellerId: SellerId,
): Promise<{ currency: string; sales: number; gross: number; refunded: number; fee: number }[]> {
  const { rows } = await sql<{ currency: string; sales: number; gross: number; refunded: number; fee: number }>`
    select currency, count(*) as sales, sum(gross)::bigint as gross, sum(refunded)::bigint as refunded,
      sum(fee - fee_refunded)::bigint as fee
    from order_shares where seller_id = ${sellerId} and sold_at is not null
    group by currency order by sales desc, currency`.execute(db)
  return rows
}

/** Sales per UTC day from `since` on, in one currency; days without any are not among them. */
export async function salesByDayOf(
  db: Db,
  sellerId: SellerId,
  currency: string,
  since: Date,
): Promise<{ day: string; sales: number; gross: number; net: number }[]> {
  const { rows } = await sql<{ day: string; sales: number; gross: number; net: number }>`
    select to_char(sold_at at time zone 'UTC', 'YYYY-MM-DD') as day, count(*) as sales, sum(gross)::bigint as gross,
      sum(gross - refunded - fee + fee_refunded)::bigint as net
    from order_shares where seller_id = ${sellerId} and currency = ${currency} and sold_at >= ${since}
    group by 1 order by 1`.execute(db)
  return rows
}

export interface OwnProductRow {
  productId: ProductId
  slug: string
  kind: ProductKind
  title: string
  pictureSeed: string
  status: 'draft' | 'published' | 'unpublished'
  prices: { amount: number; currency: string }[]
  sold: number
}

/** A seller's products as they lie on the shelf, with active prices and the units that stayed sold, in one statement. */
export async function productsOf(db: Db, sellerId: SellerId): Promise<OwnProductRow[]> {
  const rows = await db
    .selectFrom('products as p')
    .select([
      'p.id',
      'p.slug',
      'p.kind',
      'p.title',
      'p.picture_seed',
      'p.status',
      sql<{ amount: number; currency: string }[]>`coalesce((
        select json_agg(json_build_object('amount', unit_amount, 'currency', currency) order by currency, unit_amount)
        from prices where product_id = p.id and active), '[]')`.as('prices'),
      sql<number>`coalesce((
        select sum(i.quantity) from order_items i join orders o on o.id = i.order_id
        where i.product_id = p.id and i.seller_id = p.seller_id
          and o.state in ('completed', 'partially_refunded', 'disputed')), 0)::bigint`.as('sold'),
    ])
    .where('p.seller_id', '=', sellerId)
    .orderBy('p.position')
    .orderBy('p.id')
    .execute()
  return rows.map(({ id, picture_seed, ...row }) => ({ ...row, productId: id, pictureSeed: picture_seed }))
}
