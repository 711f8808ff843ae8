import { CouponProblem } from '@cashwrap/shared/contracts/cart'
import { CountryCode, EmailAddress, ProductKind } from '@cashwrap/shared/contracts/primitives'
import { z } from 'zod'
import { MAX_QUANTITY } from '../../../modules/cart/index.ts'
import { type RedirectGuard, SESSION_PLACEHOLDER } from '../../../modules/checkout/index.ts'
import type { Envelope } from '../../http/rest-scope.ts'

export const CartShopError = z
  .object({
    success: z.literal(false),
    error: z.string(),
    details: z.string().optional().meta({ description: 'For developers; never beside a live Stripe key.' }),
  })
  .meta({ id: 'CartShopError' })

const WHERE_LOGGED = 'The reason is in the log of the server, with the id that is in x-request-id.'

/** Production is where real money is paid: only there are callers told no details. */
export function errorEnvelope(isProduction: boolean): Envelope {
  return (status, error, details = status === 500 ? WHERE_LOGGED : undefined) =>
    ({ success: false, error, ...(details !== undefined && !isProduction && { details }) }) satisfies z.infer<
      typeof CartShopError
    >
}

export const EMAIL_MISSING = 'Email is required for checkout'
export const EMAIL_WRONG = 'Invalid email format'
export const REDIRECT_WRONG = 'Invalid redirect URL'
const PRODUCT_MISSING = 'productId is required'
const QUANTITY_WRONG = `Quantity must be a whole number from 1 to ${MAX_QUANTITY}`
const CODE_MISSING = 'Coupon code is required'
const CODE_WRONG = 'Coupon codes have 40 characters at most'

const isMissing = (input: unknown): boolean => input === undefined || input === null || input === ''

/**
 * What `POST /api/checkout/create-session` is sent. Its issues come in the order of the fields, and their messages are what
 * the caller is told; what it sends beyond these is passed over, as it always was.
 */
export function createSessionBody(guard: RedirectGuard) {
  const target = z
    .string({ error: REDIRECT_WRONG })
    .transform((text, context) => {
      const url = guard(text)
      if (url !== null) return url
      context.addIssue({ code: 'custom', message: REDIRECT_WRONG })
      return z.NEVER
    })
    .nullish()
  return z
    .object({
      userEmail: z
        .string({ error: ({ input }) => (isMissing(input) ? EMAIL_MISSING : EMAIL_WRONG) })
        .min(1, { error: EMAIL_MISSING, abort: true })
        .meta({ format: 'email' })
        .transform((text, context) => {
          const email = EmailAddress.safeParse(text)
          if (email.success) return email.data
          context.addIssue({ code: 'custom', message: EMAIL_WRONG })
          return z.NEVER
        }),
      userId: z.string().optional().catch(undefined).meta({
        description:
          'Counts where the caller is signed in as this user (`cashwrap` cookie); else the order is a guest’s.',
      }),
      successUrl: target.meta({
        description: `\`${SESSION_PLACEHOLDER}\` in it becomes the session's id. Same origin, or one of \`ALLOWED_REDIRECT_ORIGINS\`.`,
      }),
      cancelUrl: target,
      country: CountryCode.optional().catch(undefined).meta({
        description: 'Needed where the shop charges tax by country.',
      }),
    })
    .meta({ id: 'CartShopCheckout' })
}

export const CreatedSession = z
  .object({
    success: z.literal(true),
    sessionId: z.string().nullable().meta({ description: 'Null where there was nothing to pay.' }),
    sessionUrl: z.string().meta({ description: 'The payment page; the success page where there was nothing to pay.' }),
    orderId: z.string(),
    message: z.literal('Checkout session created successfully'),
  })
  .meta({ id: 'CartShopSession' })

const quantity = z.int({ error: QUANTITY_WRONG }).min(1, QUANTITY_WRONG).max(MAX_QUANTITY, QUANTITY_WRONG)

export const AddItemBody = z
  .object({
    productId: z
      .string({ error: PRODUCT_MISSING })
      .min(1, PRODUCT_MISSING)
      .meta({ description: 'The text that the shop has always known it by, or its id here.' }),
    quantity: quantity.default(1),
  })
  .meta({ id: 'CartShopNewItem' })
export const ChangeItemBody = z.object({ quantity }).meta({ id: 'CartShopQuantity' })
export const CouponBody = z
  .object({ code: z.string({ error: CODE_MISSING }).trim().min(1, CODE_MISSING).max(40, CODE_WRONG) })
  .meta({ id: 'CartShopCode' })
export const CartQuery = z.object({
  country: CountryCode.optional().catch(undefined).meta({
    description: 'Where the shop charges tax by country: totals then include it.',
  }),
})

const minorUnits = z.int().meta({ description: 'In minor units of the cart’s currency.' })

export const ItemNotice = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('price-changed'), was: minorUnits, now: minorUnits }),
    z.object({ kind: z.literal('unavailable'), reason: z.enum(['unpublished', 'sold-out', 'not-on-sale-yet']) }),
    z.object({ kind: z.literal('seats-short'), left: z.int() }),
    z.object({ kind: z.literal('already-owned') }),
  ])
  .meta({ id: 'CartShopNotice', description: 'What changed since it was put in; unavailable items are not charged.' })

export const ShopCart = z
  .object({
    lines: z.array(
      z.object({
        id: z.string(),
        productId: z.string(),
        title: z.string(),
        kind: ProductKind,
        quantity: z.int(),
        unit: minorUnits,
        subtotal: minorUnits,
        discount: minorUnits,
        total: minorUnits,
        notices: z.array(ItemNotice),
      }),
    ),
    itemCount: z.int(),
    coupon: z
      .object({ code: z.string(), label: z.string(), problem: CouponProblem.nullable() })
      .nullable()
      .meta({ description: 'A coupon with a problem takes nothing off.' }),
    currency: z.string(),
    subtotal: minorUnits,
    discount: minorUnits,
    tax: minorUnits.nullable().meta({ description: 'Null until the country is known, or where Stripe calculates it.' }),
    taxIncluded: z.boolean(),
    total: minorUnits,
  })
  .meta({ id: 'CartShopCart' })
export type ShopCart = z.infer<typeof ShopCart>

export const CartAnswer = z.object({ success: z.literal(true), cart: ShopCart }).meta({ id: 'CartShopCartAnswer' })
