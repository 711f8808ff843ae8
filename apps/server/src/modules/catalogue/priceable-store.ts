import type { ProductPrice } from '@cashwrap/shared/contracts/catalogue'
import type { ProductKind } from '@cashwrap/shared/contracts/primitives'
import { isUuid, type PriceId, type ProductId } from '@cashwrap/shared/ids'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/database.ts'
import { isStorableText } from '../../platform/db/storable-text.ts'
import { availabilityOf } from './domain/availability.ts'
import type { PriceableProduct } from './domain/priceable-product.ts'

/** A product's active prices as JSON, for a query whose products are called `products`. */
export const activePrices = sql<ProductPrice[]>`(
  select coalesce(json_agg(json_build_object(
    'id', prices.id,
    'currency', prices.currency,
    'amount', prices.unit_amount,
    'interval', prices.interval
  ) order by prices.currency, prices.unit_amount, prices.id), '[]')
  from prices
  where prices.product_id = products.id and prices.active
)`

/** What a package of credits gives, as JSON, for a query whose products are called `products`. */
export const creditsOf = sql<{ creditType: string; credits: number } | null>`(
  select json_build_object('creditType', credit_packages.credit_type, 'credits', credit_packages.credits)
  from credit_packages where credit_packages.product_id = products.id
)`

const selectPriceable = (db: Db | Tx) =>
  db
    .selectFrom('products')
    .leftJoin('events', 'events.product_id', 'products.id')
    .leftJoin('sellers', 'sellers.id', 'products.seller_id')
    .select([
      'products.id',
      'products.slug',
      'products.external_id',
      'products.kind',
      'products.title',
      'products.summary',
      'products.picture_seed',
      'products.seller_id',
      'sellers.external_id as seller_external_id',
      'products.status',
      sql<number | null>`events.capacity - events.held - events.sold`.as('seats_left'),
      activePrices.as('prices'),
      creditsOf.as('credits'),
    ])

type Row = Awaited<ReturnType<ReturnType<typeof selectPriceable>['executeTakeFirstOrThrow']>>

const toPriceable = (row: Row): PriceableProduct => ({
  id: row.id,
  slug: row.slug,
  externalId: row.external_id,
  kind: row.kind,
  title: row.title,
  summary: row.summary,
  pictureSeed: row.picture_seed,
  sellerId: row.seller_id,
  sellerExternalId: row.seller_external_id,
  status: row.status,
  availability: availabilityOf({
    kind: row.kind,
    seatsLeft: row.seats_left,
    prices: row.prices,
    credits: row.credits,
  }),
  seatsLeft: row.seats_left,
  credits: row.credits,
  prices: row.prices,
})

/** The products of these ids as they are now, in no order, in one statement; unknown ids are left out. */
export async function priceableProducts(db: Db | Tx, productIds: readonly ProductId[]): Promise<PriceableProduct[]> {
  if (productIds.length === 0) return []
  const rows = await selectPriceable(db)
    .where('products.id', '=', sql<ProductId>`any(${[...productIds]}::uuid[])`)
    .execute()
  return rows.map(toPriceable)
}

/** The product that an old client knows by this text, whatever its status. */
export async function findProductByExternalId(db: Db | Tx, externalId: string): Promise<PriceableProduct | undefined> {
  if (!isStorableText(externalId)) return undefined
  const row = await selectPriceable(db).where('products.external_id', '=', externalId).executeTakeFirst()
  return row && toPriceable(row)
}

/** A product by our id or by the text that other systems know it by, which comes first. */
export async function findProductId(db: Db | Tx, name: string): Promise<ProductId | undefined> {
  if (!isStorableText(name)) return undefined
  const uuid = name.toLowerCase()
  const row = await db
    .selectFrom('products')
    .select('id')
    .where((where) =>
      where.or([where('external_id', '=', name), ...(isUuid(uuid) ? [where('id', '=', uuid as ProductId)] : [])]),
    )
    .orderBy(sql`external_id = ${name}`, 'desc')
    .executeTakeFirst()
  return row?.id
}

/** The texts that other systems know these products by. */
export async function listExternalIds(db: Db | Tx, productIds: readonly ProductId[]): Promise<Map<ProductId, string>> {
  if (productIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('products')
    .select(['id', 'external_id'])
    .where('id', '=', sql<ProductId>`any(${[...productIds]}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, row.external_id]))
}

/** The active price of a product that an old client knows by this text. */
export async function findNamedPrice(
  db: Db | Tx,
  productId: ProductId,
  externalId: string,
): Promise<PriceId | undefined> {
  if (!isStorableText(externalId)) return undefined
  const row = await db
    .selectFrom('prices')
    .select('id')
    .where('external_id', '=', externalId)
    .where('product_id', '=', productId)
    .where('active', '=', true)
    .executeTakeFirst()
  return row?.id
}

/** The published product, no plan, that an active one-time price is of. */
export async function findSoldOnce(
  db: Db | Tx,
  price: string,
): Promise<{ externalId: string; kind: ProductKind } | undefined> {
  if (!isStorableText(price)) return undefined
  return db
    .selectFrom('prices')
    .innerJoin('products', 'products.id', 'prices.product_id')
    .select(['products.external_id as externalId', 'products.kind'])
    .where('prices.external_id', '=', price)
    .where('prices.active', '=', true)
    .where('prices.interval', 'is', null)
    .where('products.status', '=', 'published')
    .where('products.kind', '<>', 'plan')
    .executeTakeFirst()
}
