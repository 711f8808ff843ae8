import type Stripe from 'stripe'

/** The platform as its sellers' accounts know it. */
export const platformApplication: Stripe.Application = {
  id: 'ca_SandboxPlatformApplication0001',
  object: 'application',
  name: 'Cashwrap',
}
