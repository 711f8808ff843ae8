import { z } from 'zod'
import { CouponProblem } from './cart.ts'
import { Instant, id, Money } from './primitives.ts'

const product = z.object({ productId: id<'product'>(), title: z.string() })

/** Every failure a client can meet, with the facts a screen needs to say what to do next. */
export const Failure = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('invalid-input'), fields: z.array(z.object({ path: z.string(), message: z.string() })) }),
  z.object({
    kind: z.literal('not-found'),
    what: z.enum([
      'product',
      'cart',
      'cart-line',
      'checkout',
      'order',
      'file',
      'course',
      'seller',
      'site',
      'route',
      'credit-account',
      'webhook-endpoint',
      'webhook-delivery',
      'plan',
      'subscription',
      'invoice',
    ]),
  }),
  z.object({ kind: z.literal('cart-empty') }),
  z.object({ kind: z.literal('cart-full'), limit: z.int() }),
  /** Where carts are kept does not answer: whether a change was made is seen when it does again. */
  z.object({ kind: z.literal('cart-unavailable') }),
  z.object({ kind: z.literal('mixed-currencies'), cartCurrency: z.string(), productCurrency: z.string() }),
  z.object({ kind: z.literal('not-for-sale'), products: z.array(product) }),
  z.object({ kind: z.literal('price-changed'), quoted: Money, now: Money }),
  z.object({ kind: z.literal('already-owned'), products: z.array(product) }),
  /** These are bought one at a time and not with other things: plans. */
  z.object({ kind: z.literal('bought-alone'), products: z.array(product) }),
  /** They subscribe to it already, or paid for it a moment ago. `subscriptionId` is told to its owner alone. */
  z.object({
    kind: z.literal('already-subscribed'),
    products: z.array(product),
    subscriptionId: id<'subscription'>().nullable(),
  }),
  /** The subscription is as it was. `declined`: the card was, and nothing was charged; `not-now`: it does not stand so that this could be done; `credits-spent`: its credits would go back with the money, and are used. */
  z.object({
    kind: z.literal('change-refused'),
    reason: z.enum(['declined', 'not-now', 'not-offered', 'credits-spent']),
  }),
  z.object({ kind: z.literal('seats-gone'), products: z.array(product.extend({ left: z.int() })) }),
  z.object({ kind: z.literal('coupon-refused'), code: z.string(), problem: CouponProblem }),
  z.object({ kind: z.literal('country-needed') }),
  z.object({ kind: z.literal('amount-too-small'), minimum: Money }),
  z.object({ kind: z.literal('already-paid'), reference: z.string() }),
  /** The payment provider did not answer or answered with an error: nothing was charged, trying again is safe. */
  z.object({ kind: z.literal('provider-unavailable') }),
  /** The seller of these has no account yet that can take money; nothing was charged. */
  z.object({ kind: z.literal('seller-not-ready'), products: z.array(product) }),
  /** The seller's account at the payment provider is not complete. */
  z.object({ kind: z.literal('not-onboarded') }),
  /** Nothing was taken. */
  z.object({ kind: z.literal('not-enough-credits'), creditType: z.string(), balance: z.int() }),
  z.object({ kind: z.literal('idempotency-key-reused') }),
  z.object({ kind: z.literal('idempotency-key-in-progress') }),
  z.object({ kind: z.literal('sign-in-required') }),
  z.object({ kind: z.literal('not-allowed') }),
  z.object({
    kind: z.literal('sign-in-refused'),
    reason: z.enum(['wrong-code', 'expired', 'used', 'too-many-tries']),
    triesLeft: z.int().nullable(),
  }),
  z.object({ kind: z.literal('too-many-requests'), retryAt: Instant }),
  z.object({ kind: z.literal('internal') }),
])
export type Failure = z.infer<typeof Failure>
export type FailureKind = Failure['kind']
export type FailureOf<Kind extends FailureKind> = Extract<Failure, { kind: Kind }>

/** What a schema refused, by field. */
export const invalidInput = (error: z.ZodError): FailureOf<'invalid-input'> => ({
  kind: 'invalid-input',
  fields: error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
})
