import type { ProductKind } from '@cashwrap/shared/contracts/primitives'
import { newId, type PriceId, type ProductId } from '@cashwrap/shared/ids'
import type { Db } from '../../../src/platform/db/database.ts'

export interface ProductDraft {
  externalId: string
  slug: string
  kind: ProductKind
  status: 'draft' | 'published' | 'unpublished'
  title: string
  summary: string
  description: string
  position: number
  createdAt: Date
  prices: readonly { amount: number; currency: string; interval?: 'month' | 'year' }[]
  /** Makes it an event with this many seats. */
  seats: number | null
}

const AT = new Date('2026-05-01T00:00:00Z')

/** A published course at 10.00 USD, but for what is given. */
export async function insertProduct(db: Db, given: Partial<ProductDraft> = {}): Promise<ProductId> {
  const id: ProductId = newId(AT.getTime())
  const createdAt = given.createdAt ?? AT
  const seats = given.seats ?? null
  await db
    .insertInto('products')
    .values({
      id,
      external_id: given.externalId ?? `ext-${id}`,
      slug: given.slug ?? `product-${id}`,
      kind: given.kind ?? (seats === null ? 'course' : 'event'),
      status: given.status ?? 'published',
      title: given.title ?? 'A product',
      summary: given.summary ?? 'What it is.',
      description: given.description ?? '',
      picture_seed: 'seed',
      seller_id: null,
      position: given.position ?? 0,
      created_at: createdAt,
    })
    .execute()
  if (seats !== null) {
    await db
      .insertInto('events')
      .values({
        product_id: id,
        starts_at: new Date('2026-06-06T08:00:00Z'),
        ends_at: new Date('2026-06-07T15:00:00Z'),
        time_zone: 'Europe/Vienna',
        place: 'A hall',
        capacity: seats,
      })
      .execute()
  }
  for (const price of given.prices ?? [{ amount: 1000, currency: 'USD' }]) {
    const priceId: PriceId = newId(AT.getTime())
    await db
      .insertInto('prices')
      .values({
        id: priceId,
        external_id: `price-${priceId}`,
        product_id: id,
        currency: price.currency,
        unit_amount: price.amount,
        interval: price.interval ?? null,
        created_at: createdAt,
        retired_at: null,
      })
      .execute()
  }
  return id
}
