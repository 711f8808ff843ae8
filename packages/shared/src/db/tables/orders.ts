import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { OrderState } from '../../contracts/primitives.ts'
import type { BasketKey, CouponId, CreditAccountId, OrderId, SiteId, SubscriptionId, UserId } from '../../ids/ids.ts'

export interface OrdersTable {
  id: OrderId
  number: GeneratedAlways<number>
  state: OrderState
  source: string
  instance: string
  /** The buyer knew that they own something in it, and wanted it again. */
  buy_again: Generated<boolean>
  /** What it buys, where that can have one open order only. */
  basket: BasketKey | null
  buyer_user_id: UserId | null
  buyer_email: string | null
  currency: string
  subtotal: number
  discount: number
  tax: number
  total: number
  tax_mode: 'off' | 'inclusive' | 'exclusive' | 'stripe'
  tax_country: string | null
  tax_rate_bps: number | null
  coupon_id: CouponId | null
  coupon_code: string | null
  fingerprint: Buffer
  request_id: string | null
  created_at: Date
  submitted_at: Date | null
  completed_at: Date | null
  ended_at: Date | null
  quarantined_at: Date | null
  quarantine_reason: string | null
  /** The site whose user bought. */
  site_id: SiteId | null
  /** Where the credits in it go, if not to the buyer's own account. */
  credit_account_id: CreditAccountId | null
  /** The subscription it began, or one of whose later invoices it is. */
  subscription_id: ColumnType<SubscriptionId | null, SubscriptionId | null | undefined>
}
