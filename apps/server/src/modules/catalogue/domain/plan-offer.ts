import type { PlanInterval } from '@cashwrap/shared/contracts/subscriptions'
import type { PriceId, ProductId, SellerId } from '@cashwrap/shared/ids'
import type { Money } from '@cashwrap/shared/money'

/** A plan at one of its prices: what is subscribed to. */
export interface PlanOffer {
  productId: ProductId
  slug: string
  title: string
  summary: string
  pictureSeed: string
  /** Whose it is; null for the shop's own. */
  sellerId: SellerId | null
  priceId: PriceId
  /** What plain links name the price by. */
  priceExternalId: string
  interval: PlanInterval
  /** What each period costs. */
  money: Money
  /** Days before a new subscriber pays; 0 for none. */
  trialDays: number
  /** What each period at this interval sets the plan's credits to; null where it gives none. */
  allowance: { creditType: string; credits: number } | null
}
