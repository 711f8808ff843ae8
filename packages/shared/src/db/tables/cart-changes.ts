import type { Generated } from 'kysely'
import type { OrderId } from '../../ids/ids.ts'

export interface CartChangesTable {
  order_id: OrderId
  change: 'accept-prices' | 'take-bought' | 'return-bought'
  /** Whose cart: the SHA-256 of its `session_id`. */
  token_hash: Buffer
  number: Generated<number>
  created_at: Date
  /** Null once the cart has it. */
  next_attempt_at: Date | null
}
