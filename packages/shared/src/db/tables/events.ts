import type { Generated } from 'kysely'
import type { ProductId } from '../../ids/ids.ts'

export interface EventsTable {
  product_id: ProductId
  starts_at: Date
  ends_at: Date
  time_zone: string
  place: string
  capacity: number
  held: Generated<number>
  sold: Generated<number>
}
