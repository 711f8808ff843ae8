import type { CouponId, OrderId } from '../../ids/ids.ts'

export interface CouponRedemptionsTable {
  order_id: OrderId
  coupon_id: CouponId
  email: string
  state: 'reserved' | 'used' | 'released'
  created_at: Date
}
