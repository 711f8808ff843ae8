import type { Generated } from 'kysely'
import type { OrderId, SellerId } from '../../ids/ids.ts'

/** Money on its way from a charge to one of its sellers. Its id and generation are the idempotency key. */
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
  /** How often it was promised: once more after each time the provider refused it for good. */
  generation: Generated<number>
  /** Tries of this generation. */
  attempts: Generated<number>
  last_error: string | null
  created_at: Date
  next_attempt_at: Date | null
  settled_at: Date | null
}
