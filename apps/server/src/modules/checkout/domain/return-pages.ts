/** What the provider replaces by the session's id. */
export const SESSION_PLACEHOLDER = '{CHECKOUT_SESSION_ID}'

/** Where a buyer comes back to on the shop's own pages, from paying and from leaving. */
export const returnPages = (origin: string): { successUrl: string; cancelUrl: string } => ({
  successUrl: `${origin}/checkout/success?session_id=${SESSION_PLACEHOLDER}`,
  cancelUrl: `${origin}/checkout/cancel`,
})

/** The success page of a checkout that had no payment page to come back from. */
export const successPageOf = (successUrl: string, reference: string): string =>
  successUrl.replaceAll(SESSION_PLACEHOLDER, reference)
