import type { ProductKind } from '@cashwrap/shared/contracts/primitives'
import { newId, type PriceId, type ProductId, type SellerId } from '@cashwrap/shared/ids'
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
  prices: readonly { amount: number; currency: string; interval?: 'month' | 'year'; externalId?: string }[]
  /** Makes it an event with this many seats. */
  seats: number | null
  sellerId: SellerId | null
  /** What it opens to who has it, in this order. */
  parts: readonly ProductId[]
  /** What a plan gives besides its parts. */
  plan: { trialDays?: number; opensSellerId?: SellerId; credits?: { type: string; month?: number; year?: number } }
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
      seller_id: given.sellerId ?? null,
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
        external_id: price.externalId ?? `price-${priceId}`,
        product_id: id,
        currency: price.currency,
        unit_amount: price.amount,
        interval: price.interval ?? null,
        created_at: createdAt,
        retired_at: null,
      })
      .execute()
  }
  if (given.parts && given.parts.length > 0)
    await db
      .insertInto('product_parts')
      .values(given.parts.map((part_id, index) => ({ product_id: id, part_id, position: index + 1 })))
      .execute()
  if (given.plan) await insertPlan(db, id, given.plan)
  return id
}

async function insertPlan(db: Db, productId: ProductId, plan: ProductDraft['plan']): Promise<void> {
  const { trialDays = 0, opensSellerId = null, credits } = plan
  await db
    .insertInto('plans')
    .values({
      product_id: productId,
      trial_days: trialDays,
      opens_seller_id: opensSellerId,
      credit_type: credits?.type ?? null,
      credits_per_month: credits?.month ?? null,
      credits_per_year: credits?.year ?? null,
    })
    .execute()
}
