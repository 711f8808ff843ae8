import type { InboxState } from '@cashwrap/shared/contracts/staff'
import type { OrderId } from '@cashwrap/shared/ids'
import { type SqlBool, sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/database.ts'
import { decodeMomentCursor } from '../../platform/db/keyset.ts'
import { isStorableText } from '../../platform/db/storable-text.ts'
import type { ProviderEvent } from './domain/provider-event.ts'

export interface StoredEvent {
  id: string
  type: string
  state: InboxState
  objectId: string | null
  orderHint: string | null
  instanceHint: string | null
  /** The payment it is about, where the object is another: of refunds and charges. */
  paymentHint: string | null
  account: string | null
  attempts: number
}

/** Postgres keeps neither NUL nor half a character in JSON; an event must not be refused for one in a buyer's name. */
const storable = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\uFFFD') : value

/** Keeps an event once by its id; false for one that is known. */
export async function insertEvent(
  tx: Tx,
  event: ProviderEvent,
  row: { state: InboxState; note: string | null; at: Date; nextAttemptAt: Date | null },
): Promise<boolean> {
  const inserted = await tx
    .insertInto('stripe_events')
    .values({
      id: event.id,
      type: event.type,
      state: row.state,
      object_id: event.objectId,
      account: event.account,
      api_version: event.apiVersion,
      livemode: event.livemode,
      payload: JSON.stringify(event.payload, storable),
      note: row.note,
      occurred_at: event.occurredAt,
      received_at: row.at,
      processed_at: row.nextAttemptAt === null ? row.at : null,
      next_attempt_at: row.nextAttemptAt,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

const hint = (key: string) => sql<string | null>`payload #>> array['data', 'object', 'metadata', ${key}]`

const paymentHint = sql<string | null>`payload #>> array['data', 'object', 'payment_intent']`

/** Takes one event to work on; null when it is done with or somebody else has it. */
export async function claimEvent(db: Db, id: string, leaseUntil: Date): Promise<StoredEvent | null> {
  const row = await db
    .updateTable('stripe_events')
    .set({ attempts: sql`attempts + 1`, next_attempt_at: leaseUntil })
    .where('id', '=', id)
    .where('state', 'in', ['received', 'failed'])
    .returning([
      'id',
      'type',
      'state',
      'object_id',
      'account',
      'attempts',
      hint('order_id').as('order_hint'),
      hint('instance').as('instance_hint'),
      paymentHint.as('payment_hint'),
    ])
    .executeTakeFirst()
  return row
    ? {
        id: row.id,
        type: row.type,
        state: row.state,
        objectId: row.object_id,
        orderHint: row.order_hint,
        instanceHint: row.instance_hint,
        paymentHint: row.payment_hint,
        account: row.account,
        attempts: row.attempts,
      }
    : null
}

export async function finishEvent(
  db: Db,
  id: string,
  outcome: { state: InboxState; note: string | null; orderId: OrderId | null; at: Date; nextAttemptAt: Date | null },
): Promise<void> {
  await db
    .updateTable('stripe_events')
    .set({
      state: outcome.state,
      note: outcome.note,
      ...(outcome.orderId !== null && { order_id: outcome.orderId }),
      processed_at: outcome.nextAttemptAt === null ? outcome.at : null,
      next_attempt_at: outcome.nextAttemptAt,
    })
    .where('id', '=', id)
    .execute()
}

/** Events whose work is due and was not done: a crash, or a failure with a later try. */
export async function dueEvents(db: Db, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('stripe_events')
    .select('id')
    .where('next_attempt_at', '<=', now)
    .orderBy('next_attempt_at')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** Opens an event to be applied once more; with `dueBy`, only if it is still due then and nobody has finished it meanwhile. */
export async function reopenEvent(tx: Tx, id: string, nextAttemptAt: Date, dueBy: Date | null): Promise<boolean> {
  const row = await tx
    .updateTable('stripe_events')
    .set({ state: 'received', next_attempt_at: nextAttemptAt, processed_at: null, note: null })
    .where('id', '=', id)
    .$if(dueBy !== null, (query) => query.where('next_attempt_at', '<=', dueBy))
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** A page of the inbox, newest first; one row more than `limit`. */
export async function listEvents(db: Db, state: InboxState | undefined, cursor: string | undefined, limit: number) {
  const after = decodeMomentCursor(cursor, isStorableText)
  return db
    .selectFrom('stripe_events as e')
    .leftJoin('orders as o', 'o.id', 'e.order_id')
    .select([
      'e.id',
      'e.type',
      'e.state',
      'e.object_id',
      'e.order_id',
      'o.number as order_number',
      'e.attempts',
      'e.note',
      'e.received_at',
      'e.processed_at',
    ])
    .$if(state !== undefined, (query) => query.where('e.state', '=', state as InboxState))
    .$if(after !== undefined, (query) =>
      query.where(sql<SqlBool>`(e.received_at, e.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::text)`),
    )
    .orderBy('e.received_at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(limit + 1)
    .execute()
}
