import type { WebhookEventType } from '@cashwrap/shared/contracts/webhook-events'
import type { SiteId, WebhookDeliveryId, WebhookEndpointId } from '@cashwrap/shared/ids'
import { type SqlBool, sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/database.ts'
import type { Owner } from './endpoint-store.ts'

const reopened = (at: Date) => ({
  state: 'pending' as const,
  tries: 0,
  next_attempt_at: at,
  queued_at: at,
  leased_until: null,
  last_error: null,
})

/** Sets one on its way again with all tries ahead; false while somebody is sending it. */
export async function reopenDelivery(tx: Tx, id: WebhookDeliveryId, at: Date): Promise<boolean> {
  const row = await tx
    .updateTable('webhook_deliveries')
    .set(reopened(at))
    .where('id', '=', id)
    .where((expression) =>
      expression.or([expression('leased_until', 'is', null), expression('leased_until', '<=', at)]),
    )
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export interface WantedDeliveries {
  states: readonly ('failed' | 'cancelled' | 'delivered')[]
  receiverId: WebhookEndpointId | SiteId | undefined
  type: WebhookEventType | undefined
  /** When it happened; `to` is not in it. */
  from: Date | undefined
  to: Date | undefined
}

/** An owner's, whose endpoint still takes something, the oldest first. A seller's are those to their endpoints. */
function findReopenable(db: Db, owner: Owner, wanted: WantedDeliveries) {
  let query = db
    .selectFrom('webhook_deliveries as d')
    .leftJoin('webhook_endpoints as e', 'e.id', 'd.endpoint_id')
    .select('d.id')
    .where('d.state', 'in', wanted.states)
    .where(sql<SqlBool>`(e.id is null or (e.state = 'active' and e.removed_at is null))`)
  if (owner.kind === 'seller') query = query.where('e.seller_id', '=', owner.sellerId)
  if (wanted.receiverId !== undefined) query = query.where('d.receiver_id', '=', wanted.receiverId)
  if (wanted.type !== undefined) query = query.where('d.type', '=', wanted.type)
  if (wanted.from !== undefined) query = query.where('d.created_at', '>=', wanted.from)
  if (wanted.to !== undefined) query = query.where('d.created_at', '<', wanted.to)
  return query.orderBy('d.position')
}

/** How many `reopenDeliveries` would set on their way: up to `limit`, and one more if there are more. */
export async function countReopenable(db: Db, owner: Owner, wanted: WantedDeliveries, limit: number): Promise<number> {
  const { found } = await db
    .selectFrom(
      findReopenable(db, owner, wanted)
        .limit(limit + 1)
        .as('reopenable'),
    )
    .select((select) => select.fn.countAll<number>().as('found'))
    .executeTakeFirstOrThrow()
  return Number(found)
}

/** Sets many on their way again, the oldest first. */
export async function reopenDeliveries(
  tx: Tx,
  owner: Owner,
  wanted: WantedDeliveries,
  at: Date,
  limit: number,
): Promise<{ ids: WebhookDeliveryId[]; isMore: boolean }> {
  const rows = await findReopenable(tx, owner, wanted)
    .limit(limit + 1)
    .execute()
  const ids = rows.slice(0, limit).map((row) => row.id)
  if (ids.length > 0) await tx.updateTable('webhook_deliveries').set(reopened(at)).where('id', 'in', ids).execute()
  return { ids, isMore: rows.length > limit }
}
