import type { Generated, GeneratedAlways } from 'kysely'
import type { ProductKind } from '../../contracts/primitives.ts'
import type { ProductId, SellerId } from '../../ids/ids.ts'

export interface ProductsTable {
  id: ProductId
  external_id: string
  slug: string
  kind: ProductKind
  status: 'draft' | 'published' | 'unpublished'
  title: string
  summary: string
  description: Generated<string>
  includes: Generated<string[]>
  picture_seed: string
  seller_id: SellerId | null
  position: Generated<number>
  created_at: Date
  search: GeneratedAlways<string | null>
}
