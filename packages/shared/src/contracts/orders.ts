import { z } from 'zod'
import { Cursor, Instant, id, Money, OrderState, PageSize, ProductKind } from './primitives.ts'

export const ListOrdersInput = z.strictObject({ cursor: Cursor.optional(), limit: PageSize.default(20) })
export const GetOrderInput = z.strictObject({ orderId: id<'order'>() })

export const OrderSummary = z.object({
  id: id<'order'>(),
  number: z.int(),
  state: OrderState,
  createdAt: Instant,
  completedAt: Instant.nullable(),
  total: Money,
  titles: z.array(z.string()),
})
export type OrderSummary = z.infer<typeof OrderSummary>

export const OrderPage = z.object({ items: z.array(OrderSummary), nextCursor: Cursor.nullable() })
export type OrderPage = z.infer<typeof OrderPage>

const OrderLine = z.object({
  productId: id<'product'>(),
  slug: z.string(),
  kind: ProductKind,
  title: z.string(),
  pictureSeed: z.string(),
  quantity: z.int(),
  unit: Money,
  subtotal: Money,
  discount: Money,
  tax: Money,
  total: Money,
})

/** A buyer's own order, which is also its receipt. */
export const Order = OrderSummary.extend({
  email: z.string().nullable(),
  lines: z.array(OrderLine),
  subtotal: Money,
  discount: Money,
  couponCode: z.string().nullable(),
  tax: Money,
  taxIncluded: z.boolean(),
  taxLabel: z.string().nullable(),
  payment: z.object({ paidAt: Instant, amount: Money, reference: z.string() }).nullable(),
})
export type Order = z.infer<typeof Order>
