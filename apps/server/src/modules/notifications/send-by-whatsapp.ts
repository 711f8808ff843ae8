import type { Delivery } from './delivery.ts'
import type { WhatsAppSender } from './domain/whatsapp-sender.ts'
import type { BookingConfirmation } from './messages.ts'
import type { ClaimedNotification } from './notification-store.ts'
import { writeBookingConfirmation } from './texts/write-booking-confirmation.ts'

export type WhatsAppDeps = {
  /** Null while WhatsApp is switched off. */
  whatsapp: WhatsAppSender | null
  config: { shop: { name: string } }
}

/**
 * One try to send a WhatsApp message. WhatsApp knows no idempotency key, so one whose fate is unknown is sent again: a buyer
 * rather reads twice that a seat is theirs than never.
 */
export async function sendByWhatsApp(
  deps: WhatsAppDeps,
  claimed: ClaimedNotification,
  payload: BookingConfirmation,
): Promise<Delivery> {
  if (deps.whatsapp === null) return { kind: 'never', reason: 'WhatsApp is switched off' }
  const text = writeBookingConfirmation(payload, deps.config.shop.name)
  const sent = await deps.whatsapp.send({ to: claimed.recipient, text })
  if (sent.ok) return { kind: 'done' }
  const { kind, code } = sent.failure
  return { kind: kind === 'refused' ? 'never' : 'later', reason: `WhatsApp ${kind} ${code}` }
}
