import type { SellerId } from '@cashwrap/shared/ids'
import type { Tx } from '../../platform/db/database.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { externalIdsOf } from '../catalogue/index.ts'
import { siteUserOf } from '../credits/index.ts'
import { sharesOf } from '../marketplace/index.ts'
import type { StoredOrder, StoredOrderItem } from '../orders/index.ts'
import { instanceOfSite } from '../plugin-sites/index.ts'
import { publishEvent } from '../webhooks-out/index.ts'

interface Sale {
  at: Date
  /** What the provider collected, for an order placed without an address. */
  email: string | null
  tax: number
  total: number
  shares: readonly { sellerId: SellerId }[]
}

/** Tells whoever listens that an order is complete: the shop of all of it, each seller of their own lines. */
export async function announceSale(
  tx: Tx,
  deps: { enqueue: Enqueue },
  order: StoredOrder,
  items: readonly StoredOrderItem[],
  sale: Sale,
): Promise<void> {
  const event = { type: 'order.completed', at: sale.at, orderingKey: `order:${order.id}`, orderId: order.id } as const
  const common = { orderId: order.id, orderNumber: order.number, completedAt: sale.at.toISOString() }
  await publishEvent(tx, deps, {
    ...event,
    audience: { kind: 'shop' },
    data: async () => ({
      ...common,
      source: order.source,
      buyer: { userId: order.buyerUserId, email: order.buyerEmail ?? sale.email },
      site: await siteOf(tx, order),
      lines: await linesOf(tx, items),
      subtotal: order.subtotal,
      discount: order.discount,
      tax: sale.tax,
      total: sale.total,
      currency: order.currency,
    }),
  })
  for (const { sellerId, gross, fee, currency } of sale.shares.length > 0 ? await sharesOf(tx, order.id) : [])
    await publishEvent(tx, deps, {
      ...event,
      audience: { kind: 'seller', sellerId },
      data: async () => ({
        ...common,
        lines: await linesOf(
          tx,
          items.filter((item) => item.sellerId === sellerId),
        ),
        gross,
        fee,
        currency,
      }),
    })
}

async function siteOf(tx: Tx, { siteId, creditAccountId }: StoredOrder) {
  if (siteId === null || creditAccountId === null) return null
  const userId = await siteUserOf(tx, creditAccountId)
  return { siteId, instanceId: await instanceOfSite(tx, siteId), userId }
}

async function linesOf(tx: Tx, items: readonly StoredOrderItem[]) {
  const names = await externalIdsOf(
    tx,
    items.map((item) => item.productId),
  )
  return items.map((item) => ({
    productId: item.productId,
    externalId: names.get(item.productId) ?? null,
    kind: item.kind,
    title: item.title,
    quantity: item.quantity,
    total: item.total,
  }))
}
