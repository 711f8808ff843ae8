import type { CouponId } from '../../ids/ids.ts'

export interface CouponBuyersTable {
  coupon_id: CouponId
  email: string
  uses: number
}
