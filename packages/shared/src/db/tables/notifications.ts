import type { ColumnType, Generated } from 'kysely'
import type { OrderId } from '../../ids/ids.ts'

export interface NotificationsTable {
  id: string
  kind: string
  subject_id: string
  order_id: OrderId | null
  recipient: string
  payload: ColumnType<unknown, string | undefined, string>
  state: 'pending' | 'sent' | 'failed'
  attempts: Generated<number>
  last_error: string | null
  created_at: Date
  /** When a job to send it was last made. */
  queued_at: Date
  /** When it may be sent (again): while someone is sending it, the moment they are taken for dead. */
  next_attempt_at: Date | null
  sent_at: Date | null
}
