import type { CartId } from '../../ids/ids.ts'

export interface CartsTable {
  id: CartId
  token_hash: Buffer
  coupon_code: string | null
  created_at: Date
  updated_at: Date
}
