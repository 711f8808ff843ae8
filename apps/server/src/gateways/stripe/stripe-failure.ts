import Stripe from 'stripe'

/** Stripe's error codes that say the key is busy or was used otherwise: something may exist under it. */
const KEY_CODES: ReadonlySet<string> = new Set(['idempotency_key_in_use', 'lock_timeout'])

/**
 * Whether Stripe's answer proves that nothing was made: a refused request, key or permission. Everything else (no answer, 5xx,
 * 429, a busy key) may have made something and is asked again with the same key.
 */
export function isDefiniteRefusal(error: unknown): error is Stripe.errors.StripeError {
  if (error instanceof Stripe.errors.StripeIdempotencyError) return false
  if (!(error instanceof Stripe.errors.StripeError) || KEY_CODES.has(error.code ?? '')) return false
  return (
    error instanceof Stripe.errors.StripeInvalidRequestError ||
    error instanceof Stripe.errors.StripeAuthenticationError ||
    error instanceof Stripe.errors.StripePermissionError
  )
}

export const isMissing = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeInvalidRequestError &&
  (error.code === 'resource_missing' || error.statusCode === 404)

/** What was to be expanded is not there. */
export const isAboutExpanding = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeInvalidRequestError && (error.param ?? '').startsWith('expand')

/** Something stands there under this id already. */
export const isTaken = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_already_exists'

/** The account holds too little just now; the same request may go through when money has come in. */
const isShortOfBalance = (error: Stripe.errors.StripeError): boolean => error.code === 'balance_insufficient'

/** It is our key that was refused: rolled, revoked, or without the right. The operator puts that right. */
const isAboutOurKey = (error: Stripe.errors.StripeError): boolean =>
  error instanceof Stripe.errors.StripeAuthenticationError || error instanceof Stripe.errors.StripePermissionError

/** Whether the same request can never go through: what was promised to somebody is given up for nothing less. */
export const isLastingRefusal = (error: unknown): error is Stripe.errors.StripeError =>
  isDefiniteRefusal(error) && !isShortOfBalance(error) && !isAboutOurKey(error)

/** For the log: type, code and request id, never the message, which may quote what was sent. */
export const describeStripeError = (error: unknown): Record<string, unknown> =>
  error instanceof Stripe.errors.StripeError
    ? { type: error.type, code: error.code, status: error.statusCode, stripeRequestId: error.requestId }
    : { type: error instanceof Error ? error.name : typeof error }

/** A card that was refused, 402 in Stripe's answer; nothing was charged. */
export const isDeclined = (error: unknown): error is Stripe.errors.StripeCardError =>
  error instanceof Stripe.errors.StripeCardError
