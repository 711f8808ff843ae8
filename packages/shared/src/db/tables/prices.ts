import type { Generated } from 'kysely'
import type { PriceId, ProductId } from '../../ids/ids.ts'

export interface PricesTable {
  id: PriceId
  external_id: string
  product_id: ProductId
  currency: string
  unit_amount: number
  interval: 'month' | 'year' | null
  active: Generated<boolean>
  created_at: Date
  retired_at: Date | null
}
