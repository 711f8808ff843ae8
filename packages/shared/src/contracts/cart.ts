import { z } from 'zod'
import { CountryCode, Currency, id, Money, ProductKind, Quantity } from './primitives.ts'

/** The buyer's country, where tax is charged by country; totals then include that tax. */
export const ViewCartInput = z.strictObject({ country: CountryCode.optional() }).default({})
export type ViewCartInput = z.infer<typeof ViewCartInput>

export const AddToCartInput = z.strictObject({ productId: id<'product'>(), quantity: Quantity.default(1) })
export type AddToCartInput = z.infer<typeof AddToCartInput>
export const ChangeQuantityInput = z.strictObject({ lineId: id<'cart-line'>(), quantity: Quantity })
export type ChangeQuantityInput = z.infer<typeof ChangeQuantityInput>
export const RemoveFromCartInput = z.strictObject({ lineId: id<'cart-line'>() })
export type RemoveFromCartInput = z.infer<typeof RemoveFromCartInput>
export const ApplyCouponInput = z.strictObject({ code: z.string().trim().min(1).max(40) })
export type ApplyCouponInput = z.infer<typeof ApplyCouponInput>

/** What changed about a line since it was put in; the buyer is told before paying. */
export const LineNotice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('price-changed'), was: Money, now: Money }),
  z.object({ kind: z.literal('unavailable'), availability: z.enum(['unpublished', 'sold-out', 'not-on-sale-yet']) }),
  z.object({ kind: z.literal('already-owned') }),
  z.object({ kind: z.literal('seats-short'), left: z.int() }),
])
export type LineNotice = z.infer<typeof LineNotice>

export const CartLine = z.object({
  id: id<'cart-line'>(),
  productId: id<'product'>(),
  slug: z.string(),
  kind: ProductKind,
  title: z.string(),
  pictureSeed: z.string(),
  quantity: Quantity,
  unit: Money,
  /** Unit times quantity, before discount and tax. */
  subtotal: Money,
  discount: Money,
  total: Money,
  notices: z.array(LineNotice),
})
export type CartLine = z.infer<typeof CartLine>

/** Why a coupon does not count now. */
export const CouponProblem = z.enum([
  'unknown',
  'not-started',
  'ended',
  'used-up',
  'used-by-you',
  'below-minimum',
  'other-products',
  'other-currency',
])
export type CouponProblem = z.infer<typeof CouponProblem>

export const Cart = z.object({
  lines: z.array(CartLine),
  /** The first line's currency; null while the cart is empty. */
  currency: Currency.nullable(),
  coupon: z.object({ code: z.string(), label: z.string(), problem: CouponProblem.nullable() }).nullable(),
  subtotal: z.int(),
  discount: z.int(),
  /** Null while it depends on the country the buyer gives at checkout, or is calculated by Stripe. */
  tax: z.int().nullable(),
  taxIncluded: z.boolean(),
  total: z.int(),
  itemCount: z.int(),
})
export type Cart = z.infer<typeof Cart>
