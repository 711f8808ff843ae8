import type { ColumnType, Generated } from 'kysely'
import type { CheckoutId, OrderId } from '../../ids/ids.ts'

export interface StripeCheckoutSessionsTable {
  id: CheckoutId
  order_id: OrderId
  /** `page`: a Checkout Session on the provider's page. `intent`: a payment intent that the caller's own form confirms. */
  way: Generated<'page' | 'intent'>
  idempotency_key: string
  request: ColumnType<unknown, string, string>
  status: 'creating' | 'open' | 'complete' | 'expired' | 'refused'
  /** `cs_…`, or `pi_…` of an intent. */
  session_id: string | null
  url: string | null
  payment_status: string | null
  payment_intent_id: string | null
  expires_at: Date
  next_check_at: Date | null
  checks: Generated<number>
  created_at: Date
  opened_at: Date | null
  closed_at: Date | null
}
