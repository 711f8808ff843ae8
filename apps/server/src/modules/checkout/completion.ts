import type { CartStore } from '../cart/index.ts'
import type { OrderShare } from '../marketplace/index.ts'
import type { MirrorDeps, SubscriptionFacts } from '../subscriptions/index.ts'

/** What an order is completed with: what the provider says of its payment. */
export interface Completion {
  at: Date
  /** What the provider collected, for an order placed without an address. */
  email: string | null
  /** Where to confirm seats by WhatsApp, if a number was collected. */
  phone: string | null
  tax: number
  total: number
  /** What sellers get of it. */
  shares: readonly OrderShare[]
  /** What paying a plan began; null for what is bought once. */
  subscription: SubscriptionFacts | null
  /** Null for an order of zero. */
  payment: {
    intentId: string
    amount: number
    account: string | null
    livemode: boolean
    capturedAt: Date
    chargeId: string | null
    /** What the shop kept of a charge that went to a seller, as the provider took it. */
    fee?: number | null
  } | null
}

export type CompleteDeps = MirrorDeps & { carts: CartStore }
