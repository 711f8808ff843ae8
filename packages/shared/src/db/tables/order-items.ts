import type { ColumnType, Generated } from 'kysely'
import type { ProductKind } from '../../contracts/primitives.ts'
import type { OrderId, OrderItemId, PriceId, ProductId, SellerId } from '../../ids/ids.ts'

export interface OrderItemsTable {
  id: OrderItemId
  order_id: OrderId
  line: number
  product_id: ProductId
  price_id: PriceId
  seller_id: SellerId | null
  kind: ProductKind
  title: string
  quantity: number
  unit_amount: number
  subtotal: number
  discount: number
  tax: number
  total: number
  /** What one unit gives, as it was sold; null for all but packages of credits. */
  credit_type: string | null
  credits: number | null
  /** How often a plan is paid. */
  plan_interval: ColumnType<'month' | 'year' | null, 'month' | 'year' | null | undefined>
  /** Days before it costs anything. */
  trial_days: Generated<number>
}
