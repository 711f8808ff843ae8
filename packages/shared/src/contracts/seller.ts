import { z } from 'zod'
import { Currency, Cursor, Instant, id, Money, PageSize, ProductKind, Text } from './primitives.ts'

/**
 * - `not-started`: no account at the payment provider yet
 * - `incomplete`: the provider still asks for something before money can be taken
 * - `ready`: can be paid
 */
export const SellerStatus = z.enum(['not-started', 'incomplete', 'ready'])
export type SellerStatus = z.infer<typeof SellerStatus>

/** A seller's own account; null for someone who does not sell. */
export const SellerAccount = z
  .object({
    sellerId: id<'seller'>(),
    name: z.string(),
    status: SellerStatus,
    chargesEnabled: z.boolean(),
    payoutsEnabled: z.boolean(),
    detailsSubmitted: z.boolean(),
    /** What the provider still asks for, in its own words such as `external_account`. */
    requirementsDue: z.array(z.string()),
    /** The shop's share of a sale in percent, with its decimals: `10`, `2.5`. */
    feePercent: z.string(),
  })
  .nullable()
export type SellerAccount = z.infer<typeof SellerAccount>

/** The name buyers read; counts only when the seller is new. */
export const BeginSellingInput = z.strictObject({ name: Text.trim().min(1).max(80) })
export type BeginSellingInput = z.infer<typeof BeginSellingInput>

/** A page at the payment provider, good once and for minutes. */
export const ProviderPage = z.object({ url: z.url() })
export type ProviderPage = z.infer<typeof ProviderPage>

export const SellerProduct = z.object({
  productId: id<'product'>(),
  slug: z.string(),
  kind: ProductKind,
  title: z.string(),
  pictureSeed: z.string(),
  status: z.enum(['draft', 'published', 'unpublished']),
  prices: z.array(Money),
  /** Units sold. */
  sold: z.int(),
})
export type SellerProduct = z.infer<typeof SellerProduct>

export const ListSalesInput = z.strictObject({ cursor: Cursor.optional(), limit: PageSize.default(20) })
export type ListSalesInput = z.infer<typeof ListSalesInput>

/** One order's part that is this seller's. `net` = `gross` - `refunded` - `fee`; the fee is what the shop keeps after refunds. */
export const Sale = z.object({
  orderId: id<'order'>(),
  orderNumber: z.int(),
  soldAt: Instant,
  titles: z.array(z.string()),
  gross: Money,
  refunded: Money,
  fee: Money,
  net: Money,
  /** `with-payment`: paid out with the charge itself; the others are the state of the transfer that follows it. */
  payout: z.enum(['with-payment', 'waiting', 'sent', 'failed', 'nothing-due']),
})
export type Sale = z.infer<typeof Sale>
export const SalesPage = z.object({ items: z.array(Sale), nextCursor: Cursor.nullable() })
export type SalesPage = z.infer<typeof SalesPage>

/** All sales in one currency. */
export const SalesTotals = z.object({
  currency: Currency,
  sales: z.int(),
  gross: z.int(),
  refunded: z.int(),
  fee: z.int(),
  net: z.int(),
})
export type SalesTotals = z.infer<typeof SalesTotals>

export const SalesByDayInput = z.strictObject({ currency: Currency, days: z.int().min(7).max(366).default(30) })
export type SalesByDayInput = z.infer<typeof SalesByDayInput>
/** Every day of the span in UTC, days without sales included; minor units. */
export const SalesByDay = z.array(z.object({ day: z.iso.date(), sales: z.int(), gross: z.int(), net: z.int() }))
export type SalesByDay = z.infer<typeof SalesByDay>
