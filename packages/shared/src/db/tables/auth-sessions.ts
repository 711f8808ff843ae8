import type { UserId } from '../../ids/ids.ts'

export interface AuthSessionsTable {
  id: string
  user_id: UserId
  token_hash: Buffer
  created_at: Date
  last_seen_at: Date
  expires_at: Date
  revoked_at: Date | null
}
