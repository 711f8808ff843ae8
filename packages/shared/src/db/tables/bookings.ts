import type { OrderId, OrderItemId, ProductId } from '../../ids/ids.ts'

export interface BookingsTable {
  id: string
  order_id: OrderId
  order_item_id: OrderItemId
  product_id: ProductId
  quantity: number
  state: 'pending' | 'confirmed' | 'released'
  created_at: Date
  confirmed_at: Date | null
  released_at: Date | null
}
