import type { OrderId, SiteId, WebhookDeliveryId, WebhookEndpointId, WebhookMessageId } from '@cashwrap/shared/ids'
import { addMinutes } from '@cashwrap/shared/time'
import { type SqlBool, sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/database.ts'

export type ReceiverId = WebhookEndpointId | SiteId

/** What is to be sent, to whom; the body is null until the first attempt fixes it. */
export interface PendingDelivery {
  id: WebhookDeliveryId
  receiverId: ReceiverId
  endpointId: WebhookEndpointId | null
  siteId: SiteId | null
  tries: number
  body: string | null
  message: { id: WebhookMessageId; type: string; at: Date; data: unknown; orderId: OrderId | null }
}

/** A delivery that waits to be sent; undefined for one that is done with, not due, or somebody's at the moment. */
export async function findDueDelivery(tx: Tx, id: WebhookDeliveryId, now: Date): Promise<PendingDelivery | undefined> {
  const row = await tx
    .selectFrom('webhook_deliveries as d')
    .innerJoin('webhook_messages as m', 'm.id', 'd.message_id')
    .select(['d.id', 'd.receiver_id', 'd.endpoint_id', 'd.site_id', 'd.tries', 'd.body'])
    .select(['m.id as message_id', 'm.type', 'm.at', 'm.data', 'm.order_id'])
    .where('d.id', '=', id)
    .where(isFree(now))
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      receiverId: row.receiver_id,
      endpointId: row.endpoint_id,
      siteId: row.site_id,
      tries: row.tries,
      body: row.body,
      message: { id: row.message_id, type: row.type, at: row.at, data: row.data, orderId: row.order_id },
    }
  )
}

/** Due, and nobody is at it. */
const isFree = (now: Date) =>
  sql<SqlBool>`d.state = 'pending' and d.next_attempt_at <= ${now} and (d.leased_until is null or d.leased_until <= ${now})`

/** Of its key, the first that is not done with. */
const IS_FIRST_OF_KEY = sql<SqlBool>`not exists (
  select from webhook_deliveries e where e.receiver_id = d.receiver_id and e.ordering_key = d.ordering_key
    and e.state = 'pending' and e.position < d.position)`

/** Until the end of the transaction nobody else begins or ends a delivery to this receiver. */
export async function lockReceiver(tx: Tx, receiverId: ReceiverId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`webhooks:${receiverId}`}, 0))`.execute(tx)
}

/** How many more may be under way to a receiver; fewer while requests to it time out. */
export async function freePlaces(
  tx: Tx,
  receiverId: ReceiverId,
  now: Date,
  limits: { usual: number; hanging: number },
): Promise<number> {
  const { rows } = await sql<{ free: number }>`
    select case when exists (
        select from webhook_deliveries where receiver_id = ${receiverId} and state = 'pending' and last_error = 'timed out')
      then ${limits.hanging}::integer else ${limits.usual}::integer end
      - (select count(*)::integer from webhook_deliveries where receiver_id = ${receiverId} and leased_until > ${now}) as free`.execute(
    tx,
  )
  return rows[0]?.free ?? 0
}

/** Takes a delivery for oneself; its number of attempts with this one, or undefined where another of its key comes first. */
export async function claimDelivery(
  tx: Tx,
  id: WebhookDeliveryId,
  claim: { now: Date; leaseUntil: Date; body: string },
): Promise<number | undefined> {
  const { rows } = await sql<{ attempts: number }>`
    update webhook_deliveries d
    set attempts = attempts + 1, tries = tries + 1, leased_until = ${claim.leaseUntil}, body = coalesce(body, ${claim.body})
    where d.id = ${id} and ${isFree(claim.now)} and ${IS_FIRST_OF_KEY}
    returning attempts`.execute(tx)
  return rows[0]?.attempts
}

/** It has no job any more: whoever finishes another delivery of this receiver, or the sweep, makes the next one. */
export async function setAside(tx: Tx, id: WebhookDeliveryId): Promise<void> {
  await tx.updateTable('webhook_deliveries').set({ queued_at: null }).where('id', '=', id).execute()
}

export type DeliveryOutcome =
  | { state: 'delivered'; at: Date; status: number | null }
  | { state: 'failed' | 'cancelled'; status: number | null; error: string }
  | { state: 'pending'; status: number | null; error: string; nextAttemptAt: Date }

/**
 * Keeps what became of it, unless it is done with. @param attempts of the attempt that tells: a failure told by one that was
 * taken for dead meanwhile counts no more
 */
export async function saveOutcome(
  tx: Tx,
  id: WebhookDeliveryId,
  attempts: number | null,
  outcome: DeliveryOutcome,
): Promise<boolean> {
  let query = tx
    .updateTable('webhook_deliveries')
    .set({
      state: outcome.state,
      leased_until: null,
      next_attempt_at: outcome.state === 'pending' ? outcome.nextAttemptAt : null,
      last_status: outcome.status,
      last_error: outcome.state === 'delivered' ? null : outcome.error,
      ...(outcome.state === 'delivered' && { delivered_at: outcome.at }),
    })
    .where('id', '=', id)
    .where('state', '=', 'pending')
  if (attempts !== null && outcome.state !== 'delivered') query = query.where('attempts', '=', attempts)
  return (await query.returning('id').executeTakeFirst()) !== undefined
}

/** Ends all that waits for a receiver and is not under way. */
export async function cancelWaiting(tx: Tx, receiverId: ReceiverId, now: Date, reason: string): Promise<void> {
  await tx
    .updateTable('webhook_deliveries')
    .set({ state: 'cancelled', next_attempt_at: null, leased_until: null, last_error: reason })
    .where('receiver_id', '=', receiverId)
    .where('state', '=', 'pending')
    .where((expression) =>
      expression.or([expression('leased_until', 'is', null), expression('leased_until', '<=', now)]),
    )
    .execute()
}

/** Those of a receiver that were set aside and could go out now, the earliest first; they count as queued from now on. */
export async function takeSetAside(
  tx: Tx,
  receiverId: ReceiverId,
  now: Date,
  limit: number,
): Promise<WebhookDeliveryId[]> {
  const { rows } = await sql<{ id: WebhookDeliveryId }>`
    update webhook_deliveries set queued_at = ${now} where id in (
      select d.id from webhook_deliveries d
      where d.receiver_id = ${receiverId} and d.queued_at is null and ${isFree(now)} and ${IS_FIRST_OF_KEY}
      order by d.position limit ${limit})
    returning id`.execute(tx)
  return rows.map((row) => row.id)
}

/** A job that was made this long ago and has not run is made again. */
const LOST_JOB_MINUTES = 2

/** Deliveries that could go out now and that no job is on its way to send, the longest due first, a few of each receiver. */
export async function listDueDeliveries(
  db: Db,
  now: Date,
  limits: { perReceiver: number; all: number },
): Promise<WebhookDeliveryId[]> {
  const { rows } = await sql<{ id: WebhookDeliveryId }>`
    select id from (
      select d.id, d.next_attempt_at, row_number() over (partition by d.receiver_id order by d.next_attempt_at, d.position) as place
      from webhook_deliveries d
      where ${isFree(now)} and ${IS_FIRST_OF_KEY}
        and (d.queued_at is null or d.queued_at < d.next_attempt_at or d.queued_at <= ${addMinutes(now, -LOST_JOB_MINUTES)})
    ) as due where place <= ${limits.perReceiver} order by next_attempt_at limit ${limits.all}`.execute(db)
  return rows.map((row) => row.id)
}

export async function markQueued(tx: Tx, ids: readonly WebhookDeliveryId[], at: Date): Promise<void> {
  await tx.updateTable('webhook_deliveries').set({ queued_at: at }).where('id', 'in', ids).execute()
}
