import type { Generated } from 'kysely'

export interface SignInChallengesTable {
  id: string
  email: string
  code_hash: Buffer
  link_hash: Buffer
  next_path: string | null
  requested_by: Buffer | null
  wrong_tries: Generated<number>
  created_at: Date
  expires_at: Date
  used_at: Date | null
}
