import type { Generated } from 'kysely'
import type { OrderId } from '../../ids/ids.ts'

export interface RefundsTable {
  id: string
  order_id: OrderId
  reason: string
  provider_payment_id: string
  amount: number
  currency: string
  state: 'requested' | 'pending' | 'succeeded' | 'failed'
  provider_refund_id: string | null
  attempts: Generated<number>
  last_error: string | null
  created_at: Date
  next_attempt_at: Date | null
  settled_at: Date | null
}
