import type { WebhookEventType } from '@cashwrap/shared/contracts/webhook-events'
import {
  newId,
  type OrderId,
  type SellerId,
  type SiteId,
  type WebhookDeliveryId,
  type WebhookEndpointId,
  type WebhookMessageId,
} from '@cashwrap/shared/ids'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'

export type Audience = { kind: 'shop' } | { kind: 'seller'; sellerId: SellerId } | { kind: 'site'; siteId: SiteId }
export type Receiver = { endpointId: WebhookEndpointId; siteId: null } | { endpointId: null; siteId: SiteId }

/** Active endpoints that want this type, of the shop or of one seller. */
export async function listListeners(
  tx: Tx,
  type: WebhookEventType,
  audience: Exclude<Audience, { kind: 'site' }>,
): Promise<Receiver[]> {
  let query = tx
    .selectFrom('webhook_endpoints')
    .select('id')
    .where('owner', '=', audience.kind)
    .where('removed_at', 'is', null)
    .where('state', '=', 'active')
    .where((expression) =>
      expression.or([
        expression('event_types', '=', sql<string[]>`'{}'::text[]`),
        expression(sql<string>`${type}`, '=', sql<string>`any(event_types)`),
      ]),
    )
  if (audience.kind === 'seller') query = query.where('seller_id', '=', audience.sellerId)
  const rows = await query.orderBy('created_at').execute()
  return rows.map((row) => ({ endpointId: row.id, siteId: null }))
}

export interface NewMessage {
  type: WebhookEventType
  at: Date
  orderingKey: string
  orderId: OrderId | null
  audience: Audience
  data: unknown
}

/** Writes a message with a delivery to each receiver, due at once; answers the deliveries' ids. */
export async function insertMessage(
  tx: Tx,
  message: NewMessage,
  receivers: readonly Receiver[],
): Promise<WebhookDeliveryId[]> {
  const { type, at, orderingKey, orderId, audience, data } = message
  const messageId: WebhookMessageId = newId(at.getTime())
  await tx
    .insertInto('webhook_messages')
    .values({
      id: messageId,
      type,
      at,
      ordering_key: orderingKey,
      order_id: orderId,
      audience: audience.kind,
      seller_id: audience.kind === 'seller' ? audience.sellerId : null,
      site_id: audience.kind === 'site' ? audience.siteId : null,
      data: JSON.stringify(data),
    })
    .execute()
  const rows = await tx
    .insertInto('webhook_deliveries')
    .values(
      receivers.map(({ endpointId, siteId }) => ({
        id: newId<'webhook-delivery'>(at.getTime()),
        message_id: messageId,
        endpoint_id: endpointId,
        site_id: siteId,
        type,
        ordering_key: orderingKey,
        created_at: at,
        queued_at: at,
        next_attempt_at: at,
      })),
    )
    .returning('id')
    .execute()
  return rows.map((row) => row.id)
}
