import Stripe from 'stripe'

/** The error a call ends in, as the SDK throws it. Fails when the call goes through. */
export async function refusalOf(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  const outcome = await call.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (outcome instanceof Stripe.errors.StripeError) return outcome
  throw new Error(outcome === undefined ? 'The call went through.' : `Not an error of the SDK: ${String(outcome)}`)
}
