import { z } from 'zod'
import { Cursor, Instant, id, Money, PageSize, ProductKind } from './primitives.ts'

export const ProductSort = z.enum(['featured', 'newest', 'price-low', 'price-high', 'title'])
export type ProductSort = z.infer<typeof ProductSort>

export const ListProductsInput = z.strictObject({
  search: z.string().trim().max(100).optional(),
  kind: ProductKind.optional(),
  sort: ProductSort.default('featured'),
  cursor: Cursor.optional(),
  limit: PageSize.default(24),
})
export type ListProductsInput = z.infer<typeof ListProductsInput>

/** Whether it can be put into the cart now, and if not, why. */
export const Availability = z.enum(['on-sale', 'sold-out', 'not-on-sale-yet'])
export type Availability = z.infer<typeof Availability>

/** A price a buyer can choose; `interval` is set for plans only. */
export const ProductPrice = z.object({
  id: id<'price'>(),
  ...Money.shape,
  interval: z.enum(['month', 'year']).nullable(),
})
export type ProductPrice = z.infer<typeof ProductPrice>

export const ProductCard = z.object({
  id: id<'product'>(),
  slug: z.string(),
  kind: ProductKind,
  title: z.string(),
  summary: z.string(),
  /** Seed of the drawn picture at `/pictures/<seed>-<kind>.svg`. */
  pictureSeed: z.string(),
  seller: z.object({ slug: z.string(), name: z.string() }).nullable(),
  prices: z.array(ProductPrice),
  availability: Availability,
  event: z
    .object({ startsAt: Instant, endsAt: Instant, timeZone: z.string(), place: z.string(), seatsLeft: z.int() })
    .nullable(),
  /** What one of it gives; null for all but packages of credits. */
  credits: z.object({ creditType: z.string(), credits: z.int() }).nullable(),
  isOwned: z.boolean(),
})
export type ProductCard = z.infer<typeof ProductCard>

export const ProductPage = z.object({ items: z.array(ProductCard), nextCursor: Cursor.nullable() })
export type ProductPage = z.infer<typeof ProductPage>

export const GetProductInput = z.strictObject({ slug: z.string().min(1).max(120) })

export const Product = ProductCard.extend({
  /** Paragraphs separated by blank lines. */
  description: z.string(),
  includes: z.array(z.string()),
  lessons: z.array(z.object({ title: z.string(), minutes: z.int(), isPreview: z.boolean() })),
  files: z.array(z.object({ fileName: z.string(), contentType: z.string(), sizeBytes: z.int() })),
})
export type Product = z.infer<typeof Product>

/** What every page needs to know about the shop. */
export const ShopInfo = z.object({
  name: z.string(),
  /** `sandbox`: no Stripe account, nothing is charged; `test`: Stripe's test mode. */
  mode: z.enum(['sandbox', 'test', 'live']),
  tax: z.object({ mode: z.enum(['off', 'inclusive', 'exclusive', 'stripe']), countries: z.array(z.string()) }),
  /** What the sandbox's clock is ahead of this machine's, so that countdowns tell the truth there; 0 otherwise. */
  clockOffsetSeconds: z.int(),
})
export type ShopInfo = z.infer<typeof ShopInfo>
