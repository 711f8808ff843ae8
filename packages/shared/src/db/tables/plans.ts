import type { Generated } from 'kysely'
import type { ProductId, SellerId } from '../../ids/ids.ts'

/** What a product of kind `plan` gives besides the products that are its parts. */
export interface PlansTable {
  product_id: ProductId
  /** Days before a new subscriber pays; 0 for none. */
  trial_days: Generated<number>
  /** Everything of this seller is open while one subscribes. */
  opens_seller_id: SellerId | null
  /** The credits that each paid period sets the plan's bucket to, by how long it is. */
  credit_type: string | null
  credits_per_month: number | null
  credits_per_year: number | null
}
