import type { Generated } from 'kysely'
import type { Role } from '../../contracts/primitives.ts'
import type { UserId } from '../../ids/ids.ts'

export interface UsersTable {
  id: UserId
  external_id: string
  email: string | null
  roles: Generated<Role[]>
  created_at: Date
}
