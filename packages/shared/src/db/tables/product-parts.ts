import type { ProductId } from '../../ids/ids.ts'

/** What a lesson is made of, or a plan opens: who has the whole may open its parts. */
export interface ProductPartsTable {
  product_id: ProductId
  part_id: ProductId
  position: number
}
