import type { Generated, GeneratedAlways } from 'kysely'
import type { SiteId, WebhookDeliveryId, WebhookEndpointId, WebhookMessageId } from '../../ids/ids.ts'

/** One message to one receiver. */
export interface WebhookDeliveriesTable {
  id: WebhookDeliveryId
  /** Their order of arrival, which is the order of sending within a key. */
  position: GeneratedAlways<number>
  message_id: WebhookMessageId
  endpoint_id: WebhookEndpointId | null
  site_id: SiteId | null
  receiver_id: GeneratedAlways<WebhookEndpointId | SiteId>
  type: string
  ordering_key: string
  /** The bytes that every attempt sends, as the first one fixed them. */
  body: string | null
  state: Generated<'pending' | 'delivered' | 'failed' | 'cancelled'>
  /** All that were ever begun. */
  attempts: Generated<number>
  /** Those since it was last put on its way, which say how long to wait for the next. */
  tries: Generated<number>
  created_at: Date
  /** When a job to send it was last made; null while it waits for another delivery to be done. */
  queued_at: Date | null
  next_attempt_at: Date | null
  /** While somebody is sending it: the moment they are taken for dead. */
  leased_until: Date | null
  last_status: number | null
  last_error: string | null
  delivered_at: Date | null
}
