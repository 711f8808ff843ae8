import type { ColumnType, Generated } from 'kysely'
import type { PaymentCard, SubscriptionStatus } from '../../contracts/subscriptions.ts'
import type { OrderId, PriceId, ProductId, SellerId, SubscriptionId, UserId } from '../../ids/ids.ts'

export interface SubscriptionsTable {
  id: SubscriptionId
  /** The order that began it. */
  order_id: OrderId
  instance: string
  user_id: UserId | null
  /** The address it was begun with, in lower case. */
  email: string | null
  /** Who has which plan, while it lives; unique. */
  living_key: string | null
  /** Paid although its buyer had the plan: this one is ended and its money went back. */
  duplicate_of: SubscriptionId | null
  product_id: ProductId
  price_id: PriceId
  /** The seller whose plan it is, where the money goes, and the shop's fee of it in millionths, as agreed at the start. */
  seller_id: SellerId | null
  account_id: string | null
  fee_ppm: number | null
  provider_subscription_id: string
  provider_customer_id: string
  status: SubscriptionStatus
  currency: string
  unit_amount: number
  /** Tax is added to that. */
  tax_on_top: boolean
  /** The next charge as the provider foretells it, with tax and what is credited; null where it does not. */
  next_amount: number | null
  period_starts_at: Date
  period_ends_at: Date
  trial_ends_at: Date | null
  /** Nothing has been paid yet. */
  is_trial: Generated<boolean>
  /** The end of the last period that is paid for, or free. */
  paid_until: Date | null
  /** When it is going to end. */
  cancel_at: Date | null
  canceled_at: Date | null
  ended_at: Date | null
  paused_at: Date | null
  resumes_at: Date | null
  past_due_since: Date | null
  has_access: Generated<boolean>
  /** When access ends unless something happens before; null while nothing ends it. */
  access_ends_at: Date | null
  /** What the last paid period set the plan's bucket to. */
  allowance_type: string | null
  allowance: Generated<number>
  card: ColumnType<PaymentCard | null, string | null, string | null>
  /** Drawn before the provider is asked; an answer older than the newest that was written down is not. */
  sync_sequence: Generated<number>
  applied_sequence: Generated<number>
  next_check_at: Date | null
  created_at: Date
  updated_at: Date
}
