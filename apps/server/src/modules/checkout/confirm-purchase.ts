import type { Tx } from '../../platform/db/database.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { eventSchedules } from '../catalogue/index.ts'
import { confirmBookingByWhatsApp, notify } from '../notifications/index.ts'
import type { StoredOrder, StoredOrderItem } from '../orders/index.ts'
import { taxLabel } from './domain/charge-lines.ts'

interface Purchase {
  at: Date
  /** What the provider collected, for an order placed without an address. */
  email: string | null
  /** Where to confirm seats by WhatsApp, if a number was collected. */
  phone: string | null
  tax: number
  total: number
}

/** Tells the buyer that it is theirs, in the winner's transaction: the receipt by mail, and booked seats by WhatsApp too. */
export async function confirmPurchase(
  deps: { enqueue: Enqueue },
  tx: Tx,
  order: StoredOrder,
  items: readonly StoredOrderItem[],
  { at, email, phone, tax, total }: Purchase,
): Promise<void> {
  const seats = items.filter((item) => item.kind === 'event')
  const schedules = await eventSchedules(
    tx,
    seats.map((item) => item.productId),
  )
  const eventOf = (item: StoredOrderItem) => {
    const schedule = schedules.get(item.productId)
    return schedule && { ...schedule, startsAt: schedule.startsAt.toISOString() }
  }
  const recipient = order.buyerEmail ?? email
  // Of a trial that begins, the mail about the subscription tells all there is.
  const isTrial = items.some((item) => item.plan !== undefined) && total === 0
  if (recipient !== null && !isTrial) {
    await notify(tx, deps, {
      kind: 'receipt',
      subjectId: order.id,
      orderId: order.id,
      recipient,
      payload: {
        orderNumber: order.number,
        placedAt: order.createdAt.toISOString(),
        lines: items.map((item) => ({
          title: item.title,
          quantity: item.quantity,
          total: item.subtotal,
          event: eventOf(item) ?? null,
        })),
        subtotal: order.subtotal,
        discount: order.discount,
        couponCode: order.couponCode,
        tax,
        taxIncluded: order.taxMode === 'inclusive',
        taxLabel: order.taxRateBps === null ? null : taxLabel(order.taxRateBps),
        total,
        currency: order.currency,
      },
      at,
    })
  }
  const events = seats.flatMap((item) => {
    const event = eventOf(item)
    return event ? [{ ...event, title: item.title, seats: item.quantity }] : []
  })
  await confirmBookingByWhatsApp(tx, deps, {
    orderId: order.id,
    phone,
    payload: { orderNumber: order.number, events },
    at,
  })
}
