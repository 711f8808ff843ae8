import type { OrderId } from '@cashwrap/shared/ids'
import type { Tx } from '../../platform/db/database.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { isPhoneNumber } from './domain/phone-number.ts'
import type { MessageInput } from './messages.ts'
import { notify } from './notify.ts'

export interface BookingToConfirm {
  orderId: OrderId
  /** As the payment provider collected it; null where none was asked for. */
  phone: string | null
  payload: MessageInput<'booking-confirmed'>
  at: Date
}

/**
 * Confirms an order's seats by WhatsApp, once, in the transaction that sells them. Without events or a usable number there is
 * nothing to send, and that is no failure: the receipt says the same by mail. True when a message is on its way.
 */
export async function confirmBookingByWhatsApp(
  tx: Tx,
  deps: { enqueue: Enqueue },
  { orderId, phone, payload, at }: BookingToConfirm,
): Promise<boolean> {
  if (payload.events.length === 0 || phone === null || !isPhoneNumber(phone)) return false
  return notify(tx, deps, { kind: 'booking-confirmed', subjectId: orderId, orderId, recipient: phone, payload, at })
}
