import { z } from 'zod'
import type { Id } from '../ids/ids.ts'
import { isCurrency } from '../money/currencies.ts'

/** A branded UUID: `id<'order'>()` parses to `OrderId`. */
export const id = <Kind extends string>() => z.uuid().transform((text) => text.toLowerCase() as Id<Kind>)

export const Currency = z.string().refine(isCurrency, 'is not a currency this shop takes')

/** What people write and we keep: Postgres holds neither NUL nor half a character. */
export const Text = z
  .string()
  .refine((text) => text.isWellFormed() && !text.includes('\0'), 'holds a character that is none')

/** Minor units (cents, yen, fils) with the upper-case ISO code. */
export const Money = z.object({ amount: z.int(), currency: Currency })
export type Money = z.infer<typeof Money>

/** An instant as ISO 8601 in UTC. */
export const Instant = z.iso.datetime()

/**
 * One plain mailbox, lower-cased: what a person types into an e-mail field. No display names, lists, quotes, control
 * characters or line breaks, so that it can go into a mail header as it is.
 */
export const EmailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .regex(
    /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/,
    'is not an e-mail address',
  )

export const Quantity = z.int().min(1).max(99)

export const Cursor = z.string().max(200)
export const PageSize = z.int().min(1).max(100)

/** ISO 3166-1 alpha-2. */
export const CountryCode = z.string().regex(/^[A-Z]{2}$/)

export const ProductKind = z.enum(['course', 'video', 'lesson', 'digital_product', 'event', 'credit_package', 'plan'])
export type ProductKind = z.infer<typeof ProductKind>

export const OrderState = z.enum([
  'pending',
  'completed',
  'partially_refunded',
  'refunded',
  'cancelled',
  'expired',
  'disputed',
])
export type OrderState = z.infer<typeof OrderState>

export const Role = z.enum(['buyer', 'seller', 'staff'])
export type Role = z.infer<typeof Role>

/** A share from 0 to 100 as text with at most four decimals, in millionths: `2.5` is 25 000. */
export const Percentage = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,4})?$/)
  .transform((text) => {
    const [whole = '0', decimals = ''] = text.split('.')
    return Number(whole) * 10_000 + Number(decimals.padEnd(4, '0'))
  })
  .pipe(z.int().max(1_000_000))
