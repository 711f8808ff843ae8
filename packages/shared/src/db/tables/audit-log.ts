import type { ColumnType } from 'kysely'
import type { OrderId } from '../../ids/ids.ts'

export interface AuditLogTable {
  id: string
  at: Date
  actor_kind: string
  actor_id: string | null
  action: string
  order_id: OrderId | null
  subject_id: string | null
  facts: ColumnType<unknown, string | undefined, string>
  request_id: string | null
}
