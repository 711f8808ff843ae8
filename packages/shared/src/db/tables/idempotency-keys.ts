import type { ColumnType } from 'kysely'

export interface IdempotencyKeysTable {
  scope: string
  key: string
  request_hash: Buffer
  answer: ColumnType<unknown, string | null, string | null>
  created_at: Date
  locked_until: Date
}
