import { type CouponId, type FileId, newId, type PriceId, type ProductId, type SellerId } from '@cashwrap/shared/ids'
import { sql } from 'kysely'
import type { Db, Tx } from '../platform/db/database.ts'
import type { DEMO_COUPONS } from './coupons.ts'
import type { DemoLesson, DemoPrice, DemoProduct } from './demo-product.ts'

export async function hasProducts(db: Db | Tx): Promise<boolean> {
  return (await db.selectFrom('products').select('id').limit(1).executeTakeFirst()) !== undefined
}

/** The seller's id, new or as it was. */
export async function insertSeller(
  tx: Tx,
  seller: { externalId: string; slug: string; name: string; about: string; at: Date },
): Promise<SellerId> {
  const { id } = await tx
    .insertInto('sellers')
    .values({
      id: newId(seller.at.getTime()),
      external_id: seller.externalId,
      slug: seller.slug,
      name: seller.name,
      about: seller.about,
      user_id: null,
      created_at: seller.at,
    })
    .onConflict((conflict) => conflict.column('external_id').doUpdateSet({ slug: seller.slug }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Gives a demo seller an account that can be paid, and a user to sign in as; whatever they have already they keep. */
export async function openDemoSeller(
  tx: Tx,
  seller: { email: string; externalId: string; accountId: string; at: Date },
): Promise<void> {
  await tx
    .updateTable('sellers')
    .set({ account_id: seller.accountId, charges_enabled: true, payouts_enabled: true, details_submitted: true })
    .where('external_id', '=', seller.externalId)
    .where('account_id', 'is', null)
    .execute()
  await tx
    .insertInto('users')
    .values({
      id: newId(seller.at.getTime()),
      external_id: seller.externalId,
      email: seller.email,
      roles: ['buyer', 'seller'],
      created_at: seller.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await tx
    .updateTable('sellers')
    .from('users')
    .set((set) => ({ user_id: set.ref('users.id') }))
    .where('sellers.external_id', '=', seller.externalId)
    .where('sellers.user_id', 'is', null)
    .where('users.email', '=', seller.email)
    .where((eb) =>
      eb.not(
        eb.exists(eb.selectFrom('sellers as other').select('other.id').whereRef('other.user_id', '=', 'users.id')),
      ),
    )
    .execute()
}

/** The new product's id; undefined when there is one of this external id or slug, which is then left alone. */
export async function insertDemoProduct(
  tx: Tx,
  product: DemoProduct,
  row: { sellerId: SellerId | null; position: number; createdAt: Date; at: Date },
): Promise<ProductId | undefined> {
  const inserted = await tx
    .insertInto('products')
    .values({
      id: newId(row.at.getTime()),
      external_id: product.externalId,
      slug: product.slug,
      kind: product.kind,
      status: 'published',
      title: product.title,
      summary: product.summary,
      description: product.description,
      includes: [...product.includes],
      picture_seed: product.pictureSeed,
      seller_id: row.sellerId,
      position: row.position,
      created_at: row.createdAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted?.id
}

export async function insertDemoPrices(
  tx: Tx,
  productId: ProductId,
  prices: readonly DemoPrice[],
  at: Date,
): Promise<void> {
  const rows = prices.map((price) => {
    const id: PriceId = newId(at.getTime())
    return {
      id,
      external_id: price.externalId ?? `price_${id.replaceAll('-', '')}`,
      product_id: productId,
      currency: price.currency,
      unit_amount: price.amount,
      interval: price.interval ?? null,
      created_at: at,
      retired_at: null,
    }
  })
  await tx.insertInto('prices').values(rows).execute()
}

export async function insertDemoPackage(
  tx: Tx,
  productId: ProductId,
  gives: NonNullable<DemoProduct['credits']>,
): Promise<void> {
  await tx
    .insertInto('credit_packages')
    .values({
      product_id: productId,
      credit_type: gives.creditType,
      credits: gives.credits,
      popular: gives.isPopular ?? false,
      discount: gives.discount ?? null,
    })
    .execute()
}

/** What a plan gives besides its parts; `sellerId` is whose it is. */
export async function insertDemoPlan(
  tx: Tx,
  productId: ProductId,
  gives: NonNullable<DemoProduct['plan']>,
  sellerId: SellerId | null,
): Promise<void> {
  await tx
    .insertInto('plans')
    .values({
      product_id: productId,
      trial_days: gives.trialDays ?? 0,
      opens_seller_id: gives.opensSeller ? sellerId : null,
      credit_type: gives.credits?.creditType ?? null,
      credits_per_month: gives.credits?.perMonth ?? null,
      credits_per_year: gives.credits?.perYear ?? null,
    })
    .execute()
}

export async function insertDemoLessons(
  tx: Tx,
  productId: ProductId,
  lessons: readonly DemoLesson[],
  at: Date,
): Promise<void> {
  const rows = lessons.map((lesson, index) => ({
    id: newId(at.getTime()),
    product_id: productId,
    position: index + 1,
    title: lesson.title,
    minutes: lesson.minutes,
    is_preview: lesson.isPreview ?? false,
    body: lesson.body,
  }))
  await tx.insertInto('course_lessons').values(rows).execute()
}

/** Makes the products of these external ids parts of one; those that are not there are left out. */
export async function insertDemoParts(tx: Tx, productId: ProductId, parts: readonly string[]): Promise<void> {
  await sql`
    insert into product_parts (product_id, part_id, position)
    select ${productId}, products.id, part.position
    from unnest(${[...parts]}::text[]) with ordinality as part (external_id, position)
    join products on products.external_id = part.external_id`.execute(tx)
}

export interface StoredDemoFile {
  fileName: string
  contentType: string
  sizeBytes: number
  sha256: string
  storageKey: string
}

export async function insertDemoFiles(
  tx: Tx,
  productId: ProductId,
  files: readonly StoredDemoFile[],
  at: Date,
): Promise<void> {
  const rows = files.map((file, index) => {
    const id: FileId = newId(at.getTime())
    return {
      id,
      product_id: productId,
      position: index + 1,
      file_name: file.fileName,
      content_type: file.contentType,
      size_bytes: file.sizeBytes,
      sha256: file.sha256,
      storage_key: file.storageKey,
    }
  })
  await tx.insertInto('digital_files').values(rows).execute()
}

export async function insertDemoEvent(
  tx: Tx,
  productId: ProductId,
  event: { startsAt: Date; endsAt: Date; timeZone: string; place: string; seats: number },
): Promise<void> {
  await tx
    .insertInto('events')
    .values({
      product_id: productId,
      starts_at: event.startsAt,
      ends_at: event.endsAt,
      time_zone: event.timeZone,
      place: event.place,
      capacity: event.seats,
    })
    .execute()
}

export async function insertDemoCoupon(tx: Tx, coupon: (typeof DEMO_COUPONS)[number], at: Date): Promise<void> {
  const id: CouponId = newId(at.getTime())
  await tx
    .insertInto('coupons')
    .values({
      id,
      code: coupon.code,
      percent_bps: coupon.percentBps,
      amount_off: coupon.amountOff,
      currency: coupon.currency,
      minimum_subtotal: coupon.minimumSubtotal,
      starts_at: null,
      ends_at: null,
      max_uses: null,
      max_uses_per_buyer: coupon.maxUsesPerBuyer,
      created_at: at,
    })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .execute()
}
