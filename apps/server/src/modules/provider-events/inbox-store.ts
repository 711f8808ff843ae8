import type { InboxState } from '@cashwrap/shared/contracts/staff'
import type { OrderId, SubscriptionId } from '@cashwrap/shared/ids'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/database.ts'
import type { ProviderEvent } from './domain/provider-event.ts'

export interface StoredEvent {
  id: string
  type: string
  state: InboxState
  objectId: string | null
  /** What its object said of itself when it was sent, or of an invoice what its subscription said. */
  orderHint: string | null
  instanceHint: string | null
  /** The payment it is about, where the object is another: of refunds, charges and disputes. */
  paymentHint: string | null
  /** The subscription it is about, where the object is another: of invoices. */
  subscriptionHint: string | null
  account: string | null
  attempts: number
}

/** Postgres keeps neither NUL nor half a character in JSON; an event must not be refused for one in a buyer's name. */
const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD')
const storableValue = (_key: string, value: unknown): unknown => (typeof value === 'string' ? storable(value) : value)

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
      instance: event.instanceHint === null ? null : storable(event.instanceHint),
      account: event.account,
      api_version: event.apiVersion,
      livemode: event.livemode,
      payload: JSON.stringify(event.payload, storableValue),
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

const object = (...path: string[]) => sql<string | null>`payload #>> ${['data', 'object', ...path]}::text[]`
const ofSubscription = ['parent', 'subscription_details'] as const
/** By the object's own metadata, or by its subscription's. */
const hint = (key: string) =>
  sql<string | null>`coalesce(${object('metadata', key)}, ${object(...ofSubscription, 'metadata', key)})`

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
      object('payment_intent').as('payment_hint'),
      object(...ofSubscription, 'subscription').as('subscription_hint'),
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
        subscriptionHint: row.subscription_hint,
        account: row.account,
        attempts: row.attempts,
      }
    : null
}

export async function finishEvent(
  db: Db,
  id: string,
  outcome: {
    state: InboxState
    note: string | null
    /** Left as they are where null. */
    orderId: OrderId | null
    subscriptionId: SubscriptionId | null
    instance: string | null
    at: Date
    nextAttemptAt: Date | null
  },
): Promise<void> {
  await db
    .updateTable('stripe_events')
    .set({
      state: outcome.state,
      note: outcome.note,
      ...(outcome.orderId !== null && { order_id: outcome.orderId }),
      ...(outcome.subscriptionId !== null && { subscription_id: outcome.subscriptionId }),
      ...(outcome.instance !== null && { instance: storable(outcome.instance) }),
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
