import type { Generated } from 'kysely'
import type { SellerId, UserId } from '../../ids/ids.ts'

export interface SellersTable {
  id: SellerId
  external_id: string
  slug: string
  name: string
  about: Generated<string>
  user_id: UserId | null
  created_at: Date
}
