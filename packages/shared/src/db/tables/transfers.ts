import type { Generated } from 'kysely'
import type { OrderId, SellerId } from '../../ids/ids.ts'

/** Money on its way from a charge to one of its sellers. Its id is the idempotency key. */
export interface TransfersTable {
  id: string
  order_id: OrderId
  seller_id: SellerId
  account_id: string
  source_charge_id: string
  amount: number
  currency: string
  state: 'requested' | 'succeeded' | 'failed'
  provider_transfer_id: string | null
  attempts: Generated<number>
  last_error: string | null
  created_at: Date
  next_attempt_at: Date | null
  settled_at: Date | null
}
