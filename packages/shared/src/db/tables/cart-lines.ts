import type { CartId, CartLineId, ProductId } from '../../ids/ids.ts'

export interface CartLinesTable {
  id: CartLineId
  cart_id: CartId
  product_id: ProductId
  quantity: number
  seen_unit_amount: number
  seen_currency: string
  added_at: Date
}
