import type { Generated } from 'kysely'
import type { Role } from '../../contracts/primitives.ts'
import type { UserId } from '../../ids/ids.ts'

export interface UsersTable {
  id: UserId
  external_id: string
  email: string | null
  roles: Generated<Role[]>
  /** The tokens issued for the account carry it; raising it ends all of them. */
  token_generation: Generated<number>
  created_at: Date
}
