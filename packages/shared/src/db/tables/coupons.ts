import type { Generated } from 'kysely'
import type { CouponId } from '../../ids/ids.ts'

export interface CouponsTable {
  id: CouponId
  code: string
  percent_bps: number | null
  amount_off: number | null
  currency: string | null
  minimum_subtotal: number | null
  starts_at: Date | null
  ends_at: Date | null
  max_uses: number | null
  max_uses_per_buyer: number | null
  uses: Generated<number>
  active: Generated<boolean>
  created_at: Date
}
