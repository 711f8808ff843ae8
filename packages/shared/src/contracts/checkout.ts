import { z } from 'zod'
import { CountryCode, EmailAddress, Instant, id, Money, ProductKind } from './primitives.ts'

/** With a header `Idempotency-Key`, the same key and input give the same answer for a day. */
export const StartCheckoutInput = z.strictObject({
  email: EmailAddress,
  /** Asked for only while the shop charges tax by country. */
  country: CountryCode.optional(),
  /** The total the buyer was shown; another one stops with `price-changed` instead of charging it. */
  expectedTotal: Money,
  /** The buyer knows that they own something in the cart and wants it again. */
  buyAgain: z.boolean().default(false),
})
export type StartCheckoutInput = z.infer<typeof StartCheckoutInput>

export const StartedCheckout = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('needs-payment'),
    orderId: id<'order'>(),
    sessionId: z.string(),
    url: z.url(),
    expiresAt: Instant,
  }),
  /** Nothing to pay: the order is complete and `reference` opens its success page. */
  z.object({ status: z.literal('completed'), orderId: id<'order'>(), reference: z.string() }),
])
export type StartedCheckout = z.infer<typeof StartedCheckout>

/** `cs_…` of Stripe, or our order id for an order that needed no payment. */
export const CheckoutReference = z.strictObject({ reference: z.string().min(1).max(255) })
export type CheckoutReference = z.infer<typeof CheckoutReference>

/**
 * - `open`: payable until `expiresAt`; nothing was charged
 * - `confirming`: the buyer came back, Stripe has not yet said paid
 * - `on-its-way`: a delayed method was chosen, access opens when it settles
 * - `paid`: order complete, access open
 * - `failed`: the delayed method failed; nothing was charged
 * - `expired` / `cancelled`: ended unpaid
 * - `in-review`: money came that does not match the order; the operator looks at it
 * - `refunded`: paid, could not be delivered or was taken back, money returned
 */
export const CheckoutStage = z.enum([
  'open',
  'confirming',
  'on-its-way',
  'paid',
  'failed',
  'expired',
  'cancelled',
  'in-review',
  'refunded',
])
export type CheckoutStage = z.infer<typeof CheckoutStage>

/** A declined attempt in words for the buyer. */
const DeclinedAttempt = z.object({ code: z.string(), message: z.string(), at: Instant })

/** What the bearer of a session id may see: no personal data. `yours` is filled only for the browser or account that bought. */
export const CheckoutStatus = z.object({
  stage: CheckoutStage,
  expiresAt: Instant.nullable(),
  url: z.url().nullable(),
  yours: z
    .object({
      orderId: id<'order'>(),
      orderNumber: z.int(),
      email: z.string().nullable(),
      total: Money,
      lastDecline: DeclinedAttempt.nullable(),
      items: z.array(
        z.object({
          productId: id<'product'>(),
          slug: z.string(),
          kind: ProductKind,
          title: z.string(),
          pictureSeed: z.string(),
          quantity: z.int(),
          total: Money,
        }),
      ),
    })
    .nullable(),
})
export type CheckoutStatus = z.infer<typeof CheckoutStatus>

/** The cart's own open checkout, for the cancelled page and for coming back to it. */
export const CurrentCheckout = z.object({ reference: z.string(), status: CheckoutStatus }).nullable()
export type CurrentCheckout = z.infer<typeof CurrentCheckout>
