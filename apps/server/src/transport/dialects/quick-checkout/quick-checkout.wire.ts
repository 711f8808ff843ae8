import { CountryCode, EmailAddress } from '@cashwrap/shared/contracts/primitives'
import { z } from 'zod'
import { MAX_QUANTITY } from '../../../modules/cart/index.ts'

const PRODUCT_WRONG = 'must be the text that names a product'
const QUANTITY_WRONG = `must be a whole number from 1 to ${MAX_QUANTITY}`

/** What a page sends to buy one product. Whatever else it sends is not looked at. */
export const QuickCheckout = z.object({
  productId: z.string({ error: PRODUCT_WRONG }).min(1, PRODUCT_WRONG).max(255, PRODUCT_WRONG),
  quantity: z.int({ error: QUANTITY_WRONG }).min(1, QUANTITY_WRONG).max(MAX_QUANTITY, QUANTITY_WRONG).default(1),
  /** Whose it will be. The payment page asks for one that is not given; what costs nothing has no such page. */
  email: EmailAddress.optional(),
  /** Asked for only where the shop charges tax by country. */
  country: CountryCode.optional(),
})

/** `sessionId` is null where there was nothing to pay; then `url` is the success page. */
export const QuickCheckoutStarted = z
  .object({ url: z.url(), sessionId: z.string().nullable() })
  .meta({ id: 'QuickCheckoutStarted' })

export const QuickSessionParams = z.object({ sessionId: z.string().min(1).max(255) })

export const QuickSession = z
  .object({
    status: z.enum(['open', 'complete', 'expired']),
    paymentStatus: z.enum(['paid', 'unpaid', 'no_payment_required']),
    /** Unix seconds. */
    expiresAt: z.int(),
    /** Only while it is open. */
    url: z.url().optional(),
  })
  .meta({ id: 'QuickSession' })
export type QuickSession = z.infer<typeof QuickSession>

export const QuickSessionExpired = z
  .object({ error: z.literal('Session has expired'), expired_at: z.iso.datetime() })
  .meta({ id: 'QuickSessionExpired' })

export const QuickError = z.object({ error: z.string() }).meta({ id: 'QuickError' })

export const envelope = (_status: number, error: string): z.infer<typeof QuickError> => ({ error })
