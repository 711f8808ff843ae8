import { z } from 'zod'

export const LinkError = z.object({ error: z.string() }).meta({ id: 'CheckoutLinkError' })

/** For the scope: what finds fault before any handler does, without a page. */
export const envelope = (_status: number, error: string): z.infer<typeof LinkError> => ({ error })

/** The query of a link, for the document; `read-link.ts` reads it, as a query alone does not say what was sent twice. */
export const LinkQuery = z.object({
  qty: z
    .string()
    .optional()
    .meta({ description: 'How many credits, 1 to 10000, at the unit price. Deprecated.', deprecated: true }),
  price_id: z
    .string()
    .optional()
    .meta({ description: 'The price: subscribes to a recurring one, buys any other once.' }),
  redirect: z.string().optional().meta({
    description:
      'Where the buyer lands after paying: a path of the front, or an address on its origin, the server’s or one of ALLOWED_REDIRECT_ORIGINS. `{CHECKOUT_SESSION_ID}` in it is replaced.',
    default: '/front/checkout/success',
  }),
  country: z
    .string()
    .optional()
    .meta({ description: 'Two letters; asked for only where the shop charges tax by country.' }),
})

/** `sessionId` is null where nothing is to be paid on a page: what is free, and the billing portal for who subscribes already. */
export const LinkFollowed = z
  .object({ url: z.url(), sessionId: z.string().nullable() })
  .meta({ id: 'CheckoutLinkFollowed' })
export type LinkFollowed = z.infer<typeof LinkFollowed>

export const ReturnQuery = z.object({
  session_id: z.string().optional(),
  to: z.string().optional().meta({ description: 'Where the link led, signed by this server.' }),
})
