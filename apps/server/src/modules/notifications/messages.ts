import { Currency, Instant } from '@cashwrap/shared/contracts/primitives'
import { z } from 'zod'
import { SUBSCRIPTION_MESSAGES } from './subscription-messages.ts'

/** Amounts are in minor units of `currency`. */
const ofOrder = { orderNumber: z.int(), total: z.int(), currency: Currency }

/** When and where an event was to be when its seats were sold; `timeZone` is IANA's name. */
const EventTime = z.object({ startsAt: Instant, timeZone: z.string(), place: z.string() })

const Receipt = z.object({
  ...ofOrder,
  placedAt: Instant,
  /** `total` is the line before the order's discount, in minor units. `event` is null for what is no event. */
  lines: z.array(
    z.object({ title: z.string(), quantity: z.int(), total: z.int(), event: EventTime.nullable().default(null) }),
  ),
  subtotal: z.int(),
  discount: z.int(),
  couponCode: z.string().nullable(),
  tax: z.int(),
  /** Whether `tax` is part of the prices or was added to them. */
  taxIncluded: z.boolean(),
  /** `Tax (20 %)`; null where the rate is not ours to know. */
  taxLabel: z.string().nullable(),
})
export type Receipt = z.infer<typeof Receipt>

const BookingConfirmation = z.object({
  orderNumber: z.int(),
  events: z.array(EventTime.extend({ title: z.string(), seats: z.int() })),
})
export type BookingConfirmation = z.infer<typeof BookingConfirmation>

/**
 * Every kind of message and what it is about, as it waits in the outbox. All go by mail, but what confirms a booking goes by
 * WhatsApp. Nothing here is secret; what a sign-in needs is made when its mail is sent.
 */
const Message = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('receipt'), payload: Receipt }),
  /** A method that takes days was chosen, and has begun. */
  z.object({ kind: z.literal('payment-on-its-way'), payload: z.object(ofOrder) }),
  /** Such a method failed in the end: nothing was charged. */
  z.object({ kind: z.literal('payment-failed'), payload: z.object(ofOrder) }),
  /** Paid, but it could not be delivered any more, so the money goes back. */
  z.object({
    kind: z.literal('payment-refunded'),
    payload: z.object({ ...ofOrder, reason: z.enum(['seats-gone', 'owned-already', 'subscribed-already']) }),
  }),
  z.object({ kind: z.literal('sign-in'), payload: z.object({}) }),
  z.object({ kind: z.literal('booking-confirmed'), payload: BookingConfirmation }),
  ...SUBSCRIPTION_MESSAGES,
])
/** What is written from. */
export type Message = z.infer<typeof Message>
export type MailMessage = Exclude<Message, { kind: 'booking-confirmed' }>
export type MessageKind = Message['kind']
/** What a sender says of a kind. */
export type MessageInput<Kind extends MessageKind> = Extract<z.input<typeof Message>, { kind: Kind }>['payload']

/** Reads a row of the outbox; throws for a kind or a form that is not known. */
export const readMessage = (kind: string, payload: unknown): Message => Message.parse({ kind, payload })
