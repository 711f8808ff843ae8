import type { UserId } from '../../ids/ids.ts'

/** An account at an outside token issuer, and whose it is here. */
export interface UserIdentitiesTable {
  issuer: string
  subject: string
  user_id: UserId
  created_at: Date
}
