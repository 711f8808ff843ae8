import type { Money } from '@cashwrap/shared/contracts/primitives'
import type { TaxSettings } from '../cart/index.ts'
import type { SettleDeps } from './settle-checkout.ts'

export interface StartDeps extends SettleDeps {
  config: SettleDeps['config'] & {
    tax: TaxSettings
    checkout: { ttlMinutes: number; seatHoldMinutes: number }
    shop: { name: string }
  }
}

/** What a caller wants to buy is the cart of its browser session; all else is here. */
export interface StartCheckoutCommand {
  /** Where it comes from: `shop`, or a dialect's name. */
  source: string
  email: string | null
  country: string | undefined
  /** The total the buyer was shown; null where the caller shows none. */
  expectedTotal: Money | null
  buyAgain: boolean
  /** May hold the literal `{CHECKOUT_SESSION_ID}`. Checked by the caller's own rules before it comes here. */
  successUrl: string
  cancelUrl: string
  /** The caller's key for this attempt, already scoped. */
  idempotency: { scope: string; key: string } | null
}
