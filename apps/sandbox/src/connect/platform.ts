import type Stripe from 'stripe'
import type { Call } from '../context.ts'
import type { AccountObject } from '../state/object-types.ts'
import { buildAccount } from './build-account.ts'

/** The platform as its sellers' accounts know it. */
export const platformApplication: Stripe.Application = {
  id: 'ca_SandboxPlatformApplication0001',
  object: 'application',
  name: 'Cashwrap',
}

/** The platform's own account, whoever's key is used: there is one. */
export const platformAccount = (call: Call): AccountObject => ({
  ...buildAccount(call, { id: 'acct_SandboxPlatform0001', capabilities: [] }),
  charges_enabled: true,
  controller: { type: 'account' },
  created: 1_577_836_800,
  details_submitted: true,
  payouts_enabled: true,
  type: 'standard',
})
