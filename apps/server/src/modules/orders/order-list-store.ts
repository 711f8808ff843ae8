import type { OrderState, ProductKind } from '@cashwrap/shared/contracts/primitives'
import { isUuid, type OrderId, type ProductId, type UserId } from '@cashwrap/shared/ids'
import { type SqlBool, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { decodeMomentCursor } from '../../platform/db/keyset.ts'

/** Whose orders: the account's, and the guest orders of the address it proved; a site's word for an address proves nothing. */
export interface Buyer {
  userId: UserId
  email: string | null
}

const belongsTo = (buyer: Buyer) => sql<SqlBool>`
  (o.buyer_user_id = ${buyer.userId} or (o.buyer_user_id is null and o.site_id is null and o.buyer_email = ${buyer.email}))`

const ENDED_UNPAID: readonly OrderState[] = ['cancelled', 'expired']

/** A page of a buyer's orders, newest first; those that ended unpaid are left out. One row more than `limit`. */
export async function listOrdersOf(db: Db, buyer: Buyer, cursor: string | undefined, limit: number) {
  const after = decodeMomentCursor(cursor, isUuid)
  return db
    .selectFrom('orders as o')
    .select([
      'o.id',
      'o.number',
      'o.state',
      'o.created_at',
      'o.completed_at',
      'o.currency',
      'o.total',
      sql<string[]>`(select array_agg(i.title order by i.line) from order_items i where i.order_id = o.id)`.as(
        'titles',
      ),
    ])
    .where(belongsTo(buyer))
    .where('o.state', 'not in', ENDED_UNPAID)
    .$if(after !== undefined, (query) =>
      query.where(sql<SqlBool>`(o.created_at, o.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('o.created_at', 'desc')
    .orderBy('o.id', 'desc')
    .limit(limit + 1)
    .execute()
}

export interface OrderLineRow {
  productId: ProductId
  slug: string
  kind: ProductKind
  title: string
  pictureSeed: string
  quantity: number
  unitAmount: number
  subtotal: number
  discount: number
  tax: number
  total: number
}

/** An order with its lines and payment, in one statement; with `buyer`, only if it is theirs. */
export async function findOrderDetails(db: Db, orderId: OrderId, buyer: Buyer | null) {
  return db
    .selectFrom('orders as o')
    .leftJoin('payments as p', (join) => join.onRef('p.order_id', '=', 'o.id').on('p.kind', '=', 'capture'))
    .select([
      'o.id',
      'o.number',
      'o.state',
      'o.created_at',
      'o.completed_at',
      'o.currency',
      'o.subtotal',
      'o.discount',
      'o.tax',
      'o.total',
      'o.tax_mode',
      'o.tax_rate_bps',
      'o.tax_country',
      'o.coupon_code',
      'o.buyer_email',
      'o.source',
      'o.quarantine_reason',
      'p.captured_at',
      'p.amount as paid_amount',
      'p.provider_object_id',
      sql<OrderLineRow[]>`(
        select json_agg(json_build_object('productId', d.id, 'slug', d.slug, 'kind', i.kind, 'title', i.title, 'pictureSeed', d.picture_seed,
          'quantity', i.quantity, 'unitAmount', i.unit_amount, 'subtotal', i.subtotal, 'discount', i.discount, 'tax', i.tax, 'total', i.total) order by i.line)
        from order_items i join products d on d.id = i.product_id where i.order_id = o.id)`.as('lines'),
    ])
    .where('o.id', '=', orderId)
    .where(buyer === null ? sql<SqlBool>`true` : belongsTo(buyer))
    .executeTakeFirst()
}

const ORDER_NUMBER = /^#?(\d{1,15})$/

/** A page of all orders for the desk, newest first. One row more than `limit`. */
export async function listAllOrders(
  db: Db,
  filter: { search: string | undefined; state: OrderState | undefined },
  cursor: string | undefined,
  limit: number,
) {
  const after = decodeMomentCursor(cursor, isUuid)
  const asTyped = filter.search?.replaceAll('\0', '') ?? ''
  const search = filter.search === undefined ? undefined : asTyped.toLowerCase()
  const number = search === undefined ? null : (ORDER_NUMBER.exec(search)?.[1] ?? null)
  return db
    .selectFrom('orders as o')
    .select([
      'o.id',
      'o.number',
      'o.state',
      'o.buyer_email',
      'o.currency',
      'o.total',
      'o.source',
      'o.created_at',
      'o.completed_at',
      'o.quarantined_at',
      sql<number>`(select count(*)::integer from order_items i where i.order_id = o.id)`.as('item_count'),
    ])
    .$if(filter.state !== undefined, (query) => query.where('o.state', '=', filter.state as OrderState))
    .$if(search !== undefined && search !== '', (query) =>
      query.where((eb) => {
        if (search === undefined) return eb.lit(true)
        if (number !== null) return eb('o.number', '=', Number(number))
        if (isUuid(search)) return eb('o.id', '=', search as OrderId)
        const ofProvider = eb
          .selectFrom('stripe_checkout_sessions')
          .select('order_id')
          .where((or) => or.or([or('session_id', '=', asTyped), or('payment_intent_id', '=', asTyped)]))
        return search.includes('@') ? eb('o.buyer_email', '=', search) : eb('o.id', 'in', ofProvider)
      }),
    )
    .$if(after !== undefined, (query) =>
      query.where(sql<SqlBool>`(o.created_at, o.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('o.created_at', 'desc')
    .orderBy('o.id', 'desc')
    .limit(limit + 1)
    .execute()
}
