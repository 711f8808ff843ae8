import type { ColumnType } from 'kysely'
import type { InvoiceStatus } from '../../contracts/subscriptions.ts'
import type { OrderId, PriceId, SubscriptionId, SubscriptionInvoiceId } from '../../ids/ids.ts'

/** An invoice of a subscription as it was last seen at the provider. Amounts in minor units. */
export interface SubscriptionInvoicesTable {
  id: SubscriptionInvoiceId
  subscription_id: SubscriptionId
  provider_invoice_id: string
  number: string | null
  /** Why it was made, in the provider's word: `subscription_create`, `subscription_cycle`, `subscription_update`, `manual`. */
  reason: string
  status: InvoiceStatus
  /** The plan's price that it charges a period of, if it is one of ours. */
  price_id: PriceId | null
  currency: string
  subtotal: number
  tax: number
  total: number
  amount_due: number
  amount_paid: number
  attempts: number
  next_attempt_at: Date | null
  /** The period it pays for; null where it pays for none (the difference between two plans). */
  covers_from: Date | null
  covers_to: Date | null
  payment_intent_id: string | null
  /** The order whose money it brought. */
  order_id: ColumnType<OrderId | null, OrderId | null | undefined>
  /** When its allowance was given. */
  allowance_at: ColumnType<Date | null, Date | null | undefined>
  created_at: Date
  paid_at: Date | null
}
