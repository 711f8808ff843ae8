import type { OrderId, ProductId, UserId } from '../../ids/ids.ts'

export interface GrantsTable {
  id: string
  source_kind: string
  source_id: string
  order_id: OrderId | null
  product_id: ProductId
  user_id: UserId | null
  email: string | null
  quantity: number
  granted_at: Date
  revoked_at: Date | null
  revoke_reason: string | null
}
