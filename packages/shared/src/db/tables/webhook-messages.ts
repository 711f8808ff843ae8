import type { ColumnType } from 'kysely'
import type { OrderId, SellerId, SiteId, WebhookMessageId } from '../../ids/ids.ts'

/** Something that happened, as it is told to whoever listened when it did. Its id is the `webhook-id` of every attempt. */
export interface WebhookMessagesTable {
  id: WebhookMessageId
  type: string
  at: Date
  /** Messages of one key reach a receiver in their order. */
  ordering_key: string
  order_id: OrderId | null
  audience: 'shop' | 'seller' | 'site'
  seller_id: SellerId | null
  site_id: SiteId | null
  data: ColumnType<unknown, string, never>
}
