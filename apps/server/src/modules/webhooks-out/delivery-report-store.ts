import type { ListWebhookDeliveriesInput, WebhookDelivery } from '@cashwrap/shared/contracts/webhooks'
import type { WebhookDeliveryId } from '@cashwrap/shared/ids'
import { type SqlBool, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { decodeCursor } from '../../platform/db/keyset.ts'
import type { Owner } from './endpoint-store.ts'

/** Deliveries with where they go: endpoints, removed ones too, and plugin sites. A report across modules, read-only. */
const deliveries = (db: Db) =>
  db
    .selectFrom('webhook_deliveries as d')
    .innerJoin('webhook_messages as m', 'm.id', 'd.message_id')
    .leftJoin('webhook_endpoints as e', 'e.id', 'd.endpoint_id')
    .leftJoin('plugin_sites as s', 's.id', 'd.site_id')
    .select(['d.id', 'd.position', 'd.message_id', 'd.type', 'd.endpoint_id', 'd.site_id', 'd.state', 'd.attempts'])
    .select(['d.ordering_key', 'd.created_at', 'd.next_attempt_at', 'd.last_status', 'd.last_error', 'd.delivered_at'])
    .select(['m.order_id', 'e.url', 's.site_url'])
type Row = Awaited<ReturnType<ReturnType<typeof deliveries>['execute']>>[number]

/** A seller's are those to their endpoints; the operator's are all. */
const belongsTo = (owner: Owner) =>
  owner.kind === 'shop' ? sql<SqlBool>`true` : sql<SqlBool>`e.seller_id = ${owner.sellerId}`

/** The newest first; one row more than `limit`. */
export async function listDeliveryRows(
  db: Db,
  owner: Owner,
  filter: Pick<ListWebhookDeliveriesInput, 'state' | 'endpointId' | 'siteId' | 'type' | 'cursor' | 'limit'>,
): Promise<Row[]> {
  const [after] = decodeCursor(filter.cursor, 1) ?? []
  let query = deliveries(db).where(belongsTo(owner))
  if (filter.state !== undefined) query = query.where('d.state', '=', filter.state)
  if (filter.endpointId !== undefined) query = query.where('d.receiver_id', '=', filter.endpointId)
  if (filter.siteId !== undefined) query = query.where('d.receiver_id', '=', filter.siteId)
  if (filter.type !== undefined) query = query.where('d.type', '=', filter.type)
  if (typeof after === 'number' && Number.isSafeInteger(after)) query = query.where('d.position', '<', after)
  return query
    .orderBy('d.position', 'desc')
    .limit(filter.limit + 1)
    .execute()
}

/** One with what is sent. */
export async function findDeliveryRow(
  db: Db,
  owner: Owner,
  id: WebhookDeliveryId,
): Promise<(Row & { body: string | null }) | undefined> {
  return deliveries(db).select('d.body').where(belongsTo(owner)).where('d.id', '=', id).executeTakeFirst()
}

export const toDelivery = (row: Row): WebhookDelivery => ({
  id: row.id,
  messageId: row.message_id,
  type: row.type,
  receiver: receiverOf(row),
  state: row.state,
  attempts: row.attempts,
  orderingKey: row.ordering_key,
  orderId: row.order_id,
  createdAt: row.created_at.toISOString(),
  nextAttemptAt: row.next_attempt_at?.toISOString() ?? null,
  lastStatus: row.last_status,
  lastError: row.last_error,
  deliveredAt: row.delivered_at?.toISOString() ?? null,
})

function receiverOf({ id, endpoint_id, site_id, url, site_url }: Row): WebhookDelivery['receiver'] {
  if (endpoint_id !== null && url !== null) return { kind: 'endpoint', endpointId: endpoint_id, url }
  if (site_id !== null && site_url !== null) return { kind: 'site', siteId: site_id, url: site_url }
  throw new Error(`the delivery ${id} goes nowhere`)
}
