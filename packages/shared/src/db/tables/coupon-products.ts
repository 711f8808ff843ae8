import type { CouponId, ProductId } from '../../ids/ids.ts'

export interface CouponProductsTable {
  coupon_id: CouponId
  product_id: ProductId
}
