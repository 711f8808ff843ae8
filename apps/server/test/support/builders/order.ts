import { newId, type OrderId, type ProductId, type SellerId } from '@cashwrap/shared/ids'
import type { Db } from '../../../src/platform/db/database.ts'

const AT = new Date('2026-05-02T00:00:00Z')

/** A completed order with a line of one product for each of `lines`; amounts in minor units. */
export async function insertOrder(
  db: Db,
  order: {
    productId: ProductId
    lines: readonly { sellerId: SellerId | null; total: number; title?: string }[]
    currency?: string
    at?: Date
  },
): Promise<{ orderId: OrderId; number: number }> {
  const at = order.at ?? AT
  const orderId: OrderId = newId(at.getTime())
  const total = order.lines.reduce((sum, line) => sum + line.total, 0)
  const price = await db
    .selectFrom('prices')
    .select('id')
    .where('product_id', '=', order.productId)
    .limit(1)
    .executeTakeFirstOrThrow()
  const { number } = await db
    .insertInto('orders')
    .values({
      id: orderId,
      state: 'completed',
      source: 'web',
      instance: 'localhost:4321',
      basket: null,
      buyer_user_id: null,
      buyer_email: null,
      currency: order.currency ?? 'USD',
      subtotal: total,
      discount: 0,
      tax: 0,
      total,
      tax_mode: 'off',
      tax_country: null,
      tax_rate_bps: null,
      coupon_id: null,
      coupon_code: null,
      fingerprint: Buffer.alloc(32),
      request_id: null,
      created_at: at,
      completed_at: at,
      ended_at: null,
      quarantined_at: null,
      quarantine_reason: null,
    })
    .returning('number')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('order_items')
    .values(
      order.lines.map((line, index) => ({
        id: newId<'order-item'>(at.getTime()),
        order_id: orderId,
        line: index + 1,
        product_id: order.productId,
        price_id: price.id,
        seller_id: line.sellerId,
        kind: 'course' as const,
        title: line.title ?? 'A product',
        quantity: 1,
        unit_amount: line.total,
        subtotal: line.total,
        discount: 0,
        tax: 0,
        total: line.total,
      })),
    )
    .execute()
  return { orderId, number }
}
