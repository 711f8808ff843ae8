import type { InboxState, InboxWhose } from '@cashwrap/shared/contracts/staff'
import { type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { decodeMomentCursor } from '../../platform/db/keyset.ts'
import { isStorableText } from '../../platform/db/storable-text.ts'
import { USED_TYPES } from './domain/provider-event.ts'
import type { Instances } from './domain/whose.ts'

export interface InboxFilter {
  state?: InboxState | undefined
  /** Who it is of, by these names. What is not ours only since a moment. */
  whose?: (Instances & { is: InboxWhose; since: Date }) | undefined
  instance?: string | undefined
}

/** A page of the inbox, newest first; one row more than `limit`. */
export async function listEvents(db: Db, filter: InboxFilter, cursor: string | undefined, limit: number) {
  const { state, whose, instance } = filter
  const after = decodeMomentCursor(cursor, isStorableText)
  return db
    .selectFrom('stripe_events as e')
    .leftJoin('orders as o', 'o.id', 'e.order_id')
    .select([
      'e.id',
      'e.type',
      'e.state',
      'e.object_id',
      'e.account',
      'e.instance',
      'e.order_id',
      'o.number as order_number',
      'e.attempts',
      'e.note',
      'e.received_at',
      'e.processed_at',
    ])
    .$if(state !== undefined, (query) => query.where('e.state', '=', state as InboxState))
    .$if(instance !== undefined, (query) => query.where('e.instance', '=', instance as string))
    .$if(whose !== undefined, (query) => query.where(isOf(whose as NonNullable<typeof whose>)))
    .$if(after !== undefined, (query) =>
      query.where(sql<SqlBool>`(e.received_at, e.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::text)`),
    )
    .orderBy('e.received_at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(limit + 1)
    .execute()
}

/** Events that are not ours since a moment, by the instance they name: how many, and how many of them an instance acts on. */
export async function countIgnored(
  db: Db,
  since: Date,
): Promise<{ instance: string | null; events: number; used: number }[]> {
  return db
    .selectFrom('stripe_events as e')
    .select(({ fn }) => [
      'e.instance',
      fn.countAll<number>().as('events'),
      sql<number>`count(*) filter (where ${isUsed})`.as('used'),
    ])
    .where('e.state', '=', 'ignored')
    .where('e.received_at', '>=', since)
    .groupBy('e.instance')
    .orderBy('e.instance')
    .execute()
}

/** What an instance acts on: of a seller's account only what is about the account itself, and of the own all else. */
const isUsed = sql<SqlBool>`e.type = any(case when e.account is null then ${[...USED_TYPES.ofShop]}::text[] else ${[...USED_TYPES.ofSellers]}::text[] end)`

/** As `whoseOf` decides, in SQL. */
function isOf({ is, since, instance, peers }: NonNullable<InboxFilter['whose']>) {
  return ({
    and,
    or,
    eb,
  }: ExpressionBuilder<{ e: { state: InboxState; instance: string | null; received_at: Date } }, 'e'>) => {
    if (is === 'ours') return or([eb('e.state', '<>', 'ignored'), eb('e.instance', '=', instance)])
    const isNotOurs = [eb('e.state', '=', 'ignored'), eb('e.received_at', '>=', since)]
    if (is === 'others') return and([...isNotOurs, sql<SqlBool>`e.instance = any(${[...peers]}::text[])`])
    return and([
      ...isNotOurs,
      sql<SqlBool>`(e.instance is null or e.instance <> all(${[instance, ...peers]}::text[]))`,
      isUsed,
    ])
  }
}
