import type { Money } from '@cashwrap/shared/contracts/primitives'
import type { CreditAccountId, PriceId } from '@cashwrap/shared/ids'
import type { TaxSettings } from '../cart/index.ts'
import type { NamedOffer, PlanOffer } from '../catalogue/index.ts'
import type { SiteUser } from '../credits/index.ts'
import type { PaymentWay } from '../payments/index.ts'
import type { SettleDeps } from './settle-checkout.ts'

export interface StartDeps extends SettleDeps {
  config: SettleDeps['config'] & {
    tax: TaxSettings
    checkout: { ttlMinutes: number; seatHoldMinutes: number }
    shop: { name: string; currency: string }
    /** Null while WhatsApp is off: then nobody is asked for a telephone number. */
    whatsapp: object | null
    baseUrl: string
    marketplace: { feePpm: number }
    plugin: { freeCredits: Readonly<Record<string, number>> }
  }
}

/** A plan with what the provider has to know of it before anybody can subscribe. */
export interface PreparedPlan {
  offer: PlanOffer
  providerPriceId: string
  taxRateId: string | null
  customerId: string | null
  /** 0 for who had this plan before. */
  trialDays: number
}

/** What the core has settled about a start before it looks at prices. */
export interface CheckoutTerms {
  way: PaymentWay
  creditAccountId: CreditAccountId | null
  /** Null for what is bought once. */
  plan: PreparedPlan | null
}

/** One product bought without a cart, as its caller names it; the catalogue says what it is and costs. */
export interface DirectPurchase {
  offer: NamedOffer
  quantity: number
  /** More than a cart takes of one, where the caller's contract says so. */
  mostAtOnce?: number
}

/** A plan to subscribe to, by its price. */
export interface PlanPurchase {
  planPriceId: PriceId
}

export interface StartCheckoutCommand {
  /** Where it comes from: `shop`, or a dialect's name. */
  source: string
  /** What the caller wants to buy: what is in its browser's cart, one product directly, or a plan. */
  buy: 'cart' | DirectPurchase | PlanPurchase
  /** Whose the credits in it become, where a site buys for a user of its own; null for the buyer's own account. */
  forSite: SiteUser | null
  /** Null where the caller gave none: a known user's own then, else the provider asks for one. */
  email: string | null
  country: string | undefined
  /** The total the buyer was shown; null where the caller shows none. */
  expectedTotal: Money | null
  buyAgain: boolean
  /** May hold the literal `{CHECKOUT_SESSION_ID}`. Checked by the caller's own rules before it comes here. */
  successUrl: string
  cancelUrl: string
  /** The caller's key for this attempt, already scoped; `asked` is what it asked besides, in its own words. */
  idempotency: { scope: string; key: string; asked?: unknown } | null
}
