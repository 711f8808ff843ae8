import Stripe from 'stripe'

/** The version this code was written against; objects are read and sent in its shape whatever the account's default is. */
export const STRIPE_API_VERSION = Stripe.API_VERSION

/**
 * One client per process. `apiBase` points it at the sandbox; null is Stripe itself. Time-outs are short enough for a person
 * to wait, and retries reuse the caller's idempotency key.
 */
export function createStripeClient(settings: { secretKey: string; apiBase: string | null }): Stripe {
  const base = settings.apiBase === null ? null : new URL(settings.apiBase)
  return new Stripe(settings.secretKey, {
    apiVersion: STRIPE_API_VERSION,
    timeout: 20_000,
    maxNetworkRetries: 2,
    telemetry: false,
    appInfo: { name: 'cashwrap' },
    ...(base && {
      host: base.hostname,
      port: base.port || (base.protocol === 'https:' ? '443' : '80'),
      protocol: base.protocol === 'https:' ? 'https' : 'http',
    }),
  })
}
