import type { Generated } from 'kysely'
import type { OrderId, SellerId } from '../../ids/ids.ts'

/** What one seller gets of one order, fixed when it is placed. Minor units. */
export interface OrderSharesTable {
  order_id: OrderId
  seller_id: SellerId
  /** `destination`: with the charge itself; `transfer`: by a transfer of its own after it. */
  way: 'destination' | 'transfer'
  account_id: string
  currency: string
  gross: number
  fee: number
  /** The rate the fee was taken at, in millionths. */
  fee_ppm: number
  /** When the order was completed; null before. */
  sold_at: Date | null
  refunded: Generated<number>
  fee_refunded: Generated<number>
}
