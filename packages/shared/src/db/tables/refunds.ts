import type { Generated } from 'kysely'
import type { OrderId } from '../../ids/ids.ts'

export interface RefundsTable {
  id: string
  order_id: OrderId
  /** Why it was promised here; null where somebody made it at the provider. */
  reason: string | null
  provider_payment_id: string
  amount: number
  currency: string
  state: 'requested' | 'pending' | 'succeeded' | 'failed'
  provider_refund_id: string | null
  /** What was said there of one made at the provider. */
  provider_reason: string | null
  attempts: Generated<number>
  last_error: string | null
  created_at: Date
  next_attempt_at: Date | null
  settled_at: Date | null
}
