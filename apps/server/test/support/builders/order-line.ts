import { newId, type OrderId, type OrderItemId, type ProductId, type UserId } from '@cashwrap/shared/ids'
import type { Db } from '../../../src/platform/db/database.ts'

const AT = new Date('2026-05-02T00:00:00Z')

/** A completed order of one free line, which a grant can point to. */
export async function insertOrderLine(
  db: Db,
  line: { productId: ProductId; userId: UserId | null; email: string | null },
): Promise<{ orderId: OrderId; itemId: OrderItemId }> {
  const orderId: OrderId = newId(AT.getTime())
  const itemId: OrderItemId = newId(AT.getTime())
  const price = await db
    .selectFrom('prices')
    .select('id')
    .where('product_id', '=', line.productId)
    .limit(1)
    .executeTakeFirstOrThrow()
  await db
    .insertInto('orders')
    .values({
      id: orderId,
      state: 'completed',
      source: 'web',
      instance: 'localhost:4321',
      basket: null,
      buyer_user_id: line.userId,
      buyer_email: line.email,
      currency: 'USD',
      subtotal: 0,
      discount: 0,
      tax: 0,
      total: 0,
      tax_mode: 'off',
      tax_country: null,
      tax_rate_bps: null,
      coupon_id: null,
      coupon_code: null,
      fingerprint: Buffer.alloc(32),
      request_id: null,
      created_at: AT,
      completed_at: AT,
      ended_at: null,
      quarantined_at: null,
      quarantine_reason: null,
    })
    .execute()
  await db
    .insertInto('order_items')
    .values({
      id: itemId,
      order_id: orderId,
      line: 1,
      product_id: line.productId,
      price_id: price.id,
      seller_id: null,
      kind: 'course',
      title: 'A product',
      quantity: 1,
      unit_amount: 0,
      subtotal: 0,
      discount: 0,
      tax: 0,
      total: 0,
    })
    .execute()
  return { orderId, itemId }
}
