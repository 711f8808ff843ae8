import type { Generated } from 'kysely'
import type { ProductId } from '../../ids/ids.ts'

/** What a product of kind `credit_package` gives. */
export interface CreditPackagesTable {
  product_id: ProductId
  /** `article`, `image` and `rewrite` for the WordPress plugin; any other word for the shop's own. */
  credit_type: string
  credits: number
  popular: Generated<boolean>
  /** A few words such as `17% off`, shown beside it. */
  discount: string | null
}
