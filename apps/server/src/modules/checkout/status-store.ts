import type { OrderState, ProductKind } from '@cashwrap/shared/contracts/primitives'
import {
  type BasketKey,
  basketOfVisit,
  isUuid,
  type OrderId,
  type ProductId,
  type SiteId,
  type UserId,
} from '@cashwrap/shared/ids'
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { isStorableText } from '../../platform/db/storable-text.ts'

/** Everything a buyer's page says about one checkout. */
export interface CheckoutView {
  orderId: OrderId
  number: number
  state: OrderState
  isQuarantined: boolean
  currency: string
  total: number
  buyerUserId: UserId | null
  buyerEmail: string | null
  siteId: SiteId | null
  basket: BasketKey | null
  sessionId: string | null
  sessionStatus: string | null
  url: string | null
  expiresAt: Date | null
  lastDecline: { code: string; at: string } | null
  items: {
    productId: ProductId
    slug: string
    kind: ProductKind
    title: string
    pictureSeed: string
    quantity: number
    total: number
  }[]
}

const select = (db: Db) =>
  db
    .selectFrom('orders as o')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('stripe_checkout_sessions as n')
          .selectAll('n')
          .whereRef('n.order_id', '=', 'o.id')
          .orderBy('n.created_at', 'desc')
          .limit(1)
          .as('s'),
      (join) => join.onTrue(),
    )
    .select([
      'o.id',
      'o.number',
      'o.state',
      'o.quarantined_at',
      'o.currency',
      'o.total',
      'o.buyer_user_id',
      'o.buyer_email',
      'o.site_id',
      'o.basket',
      's.session_id',
      's.status',
      's.url',
      's.expires_at',
      sql<CheckoutView['lastDecline']>`(
        select json_build_object('code', a.code, 'at', to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
        from payment_attempts a where a.order_id = o.id order by a.at desc limit 1)`.as('last_decline'),
      sql<CheckoutView['items']>`(
        select json_agg(json_build_object('productId', p.id, 'slug', p.slug, 'kind', i.kind, 'title', i.title,
          'pictureSeed', p.picture_seed, 'quantity', i.quantity, 'total', i.total) order by i.line)
        from order_items i join products p on p.id = i.product_id where i.order_id = o.id)`.as('items'),
    ])

type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>

const toView = (row: Row): CheckoutView => ({
  orderId: row.id,
  number: row.number,
  state: row.state,
  isQuarantined: row.quarantined_at !== null,
  currency: row.currency,
  total: row.total,
  buyerUserId: row.buyer_user_id,
  buyerEmail: row.buyer_email,
  siteId: row.site_id,
  basket: row.basket,
  sessionId: row.session_id,
  sessionStatus: row.status,
  url: row.url,
  expiresAt: row.expires_at,
  lastDecline: row.last_decline,
  items: row.items,
})

/** By the provider's session id, or by our order id. One statement. */
export async function findCheckoutView(db: Db, reference: string): Promise<CheckoutView | null> {
  if (!isStorableText(reference)) return null
  const query = isUuid(reference)
    ? select(db).where('o.id', '=', reference as OrderId)
    : select(db).where('o.id', '=', (eb) =>
        eb.selectFrom('stripe_checkout_sessions').select('order_id').where('session_id', '=', reference),
      )
  const row = await query.executeTakeFirst()
  return row ? toView(row) : null
}

/** The newest checkout that a browser's cart has begun and not finished. */
export async function findOpenCheckoutView(db: Db, visitHash: Buffer): Promise<CheckoutView | null> {
  const row = await select(db)
    .where('o.basket', '=', basketOfVisit(visitHash))
    .where('o.state', '=', 'pending')
    .where('o.submitted_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row ? toView(row) : null
}
