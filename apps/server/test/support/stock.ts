import type { ProductKind } from '@cashwrap/shared/contracts/primitives'
import { newId, type ProductId, type SellerId } from '@cashwrap/shared/ids'
import { addDays } from '@cashwrap/shared/time'
import type { Db } from '../../src/platform/db/database.ts'

/** Who sells in the test shop besides the shop; both can be paid. Rates in millionths, null for the shop's. */
export const SELLERS = {
  pia: { name: 'Pia', accountId: 'acct_testPia', feePpm: null },
  leo: { name: 'Leo', accountId: 'acct_testLeo', feePpm: 125_000 },
} as const

export type SellerSlug = keyof typeof SELLERS

interface Goods {
  kind: ProductKind
  title: string
  prices: Record<string, number>
  /** The shop's own when not given. */
  seller?: SellerSlug
  /** What a package gives. */
  credits?: { creditType: string; credits: number }
}

/** What the test shop sells, by slug; prices in minor units by currency. */
export const GOODS = {
  course: { kind: 'course', title: 'Premium Course', prices: { USD: 4999 } },
  sheets: { kind: 'digital_product', title: 'Trick Sheets', prices: { USD: 1200, JPY: 1800 } },
  video: { kind: 'video', title: 'Single Video', prices: { USD: 900 } },
  sampler: { kind: 'video', title: 'Free Sampler', prices: { USD: 0 } },
  postcard: { kind: 'digital_product', title: 'Postcard', prices: { JPY: 300 } },
  booklet: { kind: 'digital_product', title: 'Booklet', prices: { KWD: 5120 } },
  poster: { kind: 'digital_product', title: 'Poster', prices: { ISK: 700 } },
  sticker: { kind: 'digital_product', title: 'Sticker', prices: { USD: 20 } },
  workshop: { kind: 'event', title: 'Workshop', prices: { USD: 12_000 } },
  membership: { kind: 'plan', title: 'Membership', prices: { USD: 1500 } },
  seascape: { kind: 'video', title: 'Seascape', prices: { USD: 1999 }, seller: 'pia' },
  melody: { kind: 'digital_product', title: 'Melody', prices: { USD: 777, JPY: 755, KWD: 3330 }, seller: 'pia' },
  etude: { kind: 'video', title: 'Etude', prices: { USD: 333, JPY: 501, KWD: 1110 }, seller: 'leo' },
  haiku: { kind: 'digital_product', title: 'Haiku', prices: { JPY: 755 }, seller: 'pia' },
  articles: {
    kind: 'credit_package',
    title: 'Ten Articles',
    prices: { JPY: 750, USD: 500 },
    credits: { creditType: 'article', credits: 10 },
  },
  images: {
    kind: 'credit_package',
    title: 'Twenty Images',
    prices: { JPY: 300 },
    credits: { creditType: 'image', credits: 20 },
  },
  tokens: {
    kind: 'credit_package',
    title: 'One Token',
    prices: { USD: 100 },
    credits: { creditType: 'token', credits: 1 },
  },
  ode: { kind: 'digital_product', title: 'Ode', prices: { KWD: 3330 }, seller: 'pia' },
} as const satisfies Record<string, Goods>

export type Slug = keyof typeof GOODS

/** Adds the sellers, as onboarding leaves them; answers their ids. */
export async function openStalls(db: Db, at: Date): Promise<Record<SellerSlug, SellerId>> {
  const ids = {} as Record<SellerSlug, SellerId>
  for (const slug of Object.keys(SELLERS) as SellerSlug[]) {
    const { name, accountId, feePpm } = SELLERS[slug]
    ids[slug] = newId<'seller'>(at.getTime())
    await db
      .insertInto('sellers')
      .values({
        id: ids[slug],
        external_id: `test_${slug}`,
        slug,
        name,
        account_id: accountId,
        charges_enabled: true,
        payouts_enabled: true,
        details_submitted: true,
        fee_ppm: feePpm,
        created_at: at,
      })
      .execute()
  }
  return ids
}

/** Fills an empty catalogue; answers the product ids by slug. */
export async function stockShop(
  db: Db,
  at: Date,
  sellers: Record<SellerSlug, SellerId>,
): Promise<Record<Slug, ProductId>> {
  const ids = {} as Record<Slug, ProductId>
  for (const [position, slug] of (Object.keys(GOODS) as Slug[]).entries()) {
    const goods: Goods = GOODS[slug]
    const id = newId<'product'>(at.getTime())
    ids[slug] = id
    await db
      .insertInto('products')
      .values({
        id,
        external_id: `test_${slug}`,
        slug,
        kind: goods.kind,
        status: 'published',
        title: goods.title,
        summary: `${goods.title}, in short`,
        picture_seed: slug,
        position,
        seller_id: goods.seller ? sellers[goods.seller] : null,
        created_at: at,
      })
      .execute()
    if (goods.kind === 'event') await addEvent(db, id, at)
    if (goods.credits) await addPackage(db, id, goods.credits)
    for (const [currency, amount] of Object.entries(goods.prices)) {
      await db
        .insertInto('prices')
        .values({
          id: newId<'price'>(at.getTime()),
          external_id: `price_${slug}_${currency}`,
          product_id: id,
          currency,
          unit_amount: amount,
          created_at: at,
        })
        .execute()
    }
  }
  return ids
}

async function addPackage(db: Db, productId: ProductId, gives: NonNullable<Goods['credits']>): Promise<void> {
  await db
    .insertInto('credit_packages')
    .values({ product_id: productId, credit_type: gives.creditType, credits: gives.credits, discount: null })
    .execute()
}

/** How many seats the test shop's workshop has. */
export const SEATS = 3

async function addEvent(db: Db, productId: ProductId, at: Date): Promise<void> {
  const startsAt = addDays(at, 30)
  await db
    .insertInto('events')
    .values({
      product_id: productId,
      starts_at: startsAt,
      ends_at: addDays(startsAt, 2),
      time_zone: 'Asia/Tokyo',
      place: 'Kyoto',
      capacity: SEATS,
    })
    .execute()
}

/** Adds a coupon with what is given; 20 % off everything otherwise. */
export async function addCoupon(
  db: Db,
  at: Date,
  coupon: {
    code: string
    percentBps?: number
    amountOff?: number
    currency?: string
    maxUses?: number
    maxUsesPerBuyer?: number
    minimumSubtotal?: number
  },
): Promise<void> {
  await db
    .insertInto('coupons')
    .values({
      id: newId<'coupon'>(at.getTime()),
      code: coupon.code,
      percent_bps: coupon.amountOff === undefined ? (coupon.percentBps ?? 2000) : null,
      amount_off: coupon.amountOff ?? null,
      currency: coupon.currency ?? null,
      minimum_subtotal: coupon.minimumSubtotal ?? null,
      max_uses: coupon.maxUses ?? null,
      max_uses_per_buyer: coupon.maxUsesPerBuyer ?? null,
      created_at: at,
    })
    .execute()
}
