import type { Generated } from 'kysely'

export interface SignInChallengesTable {
  id: string
  email: string
  /** `request`: someone asked for it on a page; `mail`: made for another mail; `printed`: a link an operator printed. */
  purpose: 'request' | 'mail' | 'printed'
  /** Keyed hashes of what was sent; null until a mail is sent. A printed link has no code. */
  code_hash: Buffer | null
  link_hash: Buffer | null
  next_path: string | null
  requested_by: Buffer | null
  wrong_tries: Generated<number>
  created_at: Date
  expires_at: Date
  used_at: Date | null
}
