import { partOf } from '@cashwrap/shared/money'
import type { Tx } from '../../platform/db/database.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { sharesOf } from '../marketplace/index.ts'
import type { StoredOrder } from '../orders/index.ts'
import { publishEvent } from '../webhooks-out/index.ts'

interface Announced {
  amount: number
  /** What had gone back before. Minor units, as all amounts. */
  before: number
  captured: number
  reason: string | null
  /** When it was made. */
  at: Date
  now: Date
}

/**
 * Tells whoever listens that money of an order went back. One who sold all of it hears of each refund; several sellers hear of
 * the one that leaves nothing, as nobody knows whose lines a part was for.
 */
export async function announceRefund(
  tx: Tx,
  deps: { enqueue: Enqueue },
  order: StoredOrder,
  { amount, before, captured, reason, at, now }: Announced,
): Promise<void> {
  const after = before + amount
  const isFull = after >= captured
  const event = { type: 'order.refunded', at: now, orderingKey: `order:${order.id}`, orderId: order.id } as const
  const common = {
    orderId: order.id,
    orderNumber: order.number,
    refundedAt: at.toISOString(),
    currency: order.currency,
    isFull,
    reason,
  }
  await publishEvent(tx, deps, {
    ...event,
    audience: { kind: 'shop' },
    data: { ...common, amount, total: captured },
  })
  // Who sold nothing in the end was told of no sale either.
  if (order.completedAt === null) return
  for (const { sellerId, way, gross } of await sharesOf(tx, order.id)) {
    const part =
      way === 'destination'
        ? partOf(gross, after, captured) - partOf(gross, before, captured)
        : isFull && before < captured
          ? gross
          : 0
    if (part > 0)
      await publishEvent(tx, deps, {
        ...event,
        audience: { kind: 'seller', sellerId },
        data: { ...common, amount: part, total: gross },
      })
  }
}
