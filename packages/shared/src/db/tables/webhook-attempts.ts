import type { ColumnType } from 'kysely'
import type { WebhookDeliveryId } from '../../ids/ids.ts'

/** One try at a delivery, written before it is sent: without status and error nobody knows how it ended. Its body is the delivery's. */
export interface WebhookAttemptsTable {
  delivery_id: WebhookDeliveryId
  number: number
  at: Date
  url: string
  request_headers: ColumnType<unknown, string, never>
  status: number | null
  answer_headers: ColumnType<unknown, string | null | undefined, string | null>
  answer_body: string | null
  error: string | null
  duration_ms: number | null
}
