import { randomBytes } from 'node:crypto'
import { addSeconds } from '@cashwrap/shared/time'
import { sql } from 'kysely'
import type { Db } from '../db/database.ts'

/** Who asks for what, told apart well enough that the same again within seconds is the same attempt. */
export interface Recurrence {
  scope: string
  /** A hash. */
  key: string
}

export interface Window {
  now: Date
  seconds: number
  /** From when the seconds count: from the attempt's beginning, or from the last time that it was asked for. */
  since: 'beginning' | 'last'
  /** An attempt that is over: it is not given again. */
  notThis?: string | null
}

/**
 * The key of the attempt that is under way, or else of one that begins now: 128 random bits. One statement decides, so of any
 * number of callers at once, on any number of servers, all get the same.
 */
export async function recentAttempt(
  db: Db,
  { scope, key }: Recurrence,
  { now, seconds, since, notThis = null }: Window,
): Promise<string> {
  const begun = JSON.stringify(newAttempt())
  const isSame = sql<boolean>`(k.created_at > ${addSeconds(now, -seconds)} and k.answer is distinct from ${JSON.stringify(notThis)}::jsonb)`
  const counted = since === 'last' ? sql`greatest(k.created_at, excluded.created_at)` : sql`k.created_at`
  const { rows } = await sql<{ answer: string }>`
    insert into idempotency_keys as k (scope, key, request_hash, answer, created_at, locked_until)
    values (${scope}, ${key}, ${Buffer.alloc(0)}, ${begun}::jsonb, ${now}, ${now})
    on conflict (scope, key) do update set
      answer = case when ${isSame} then k.answer else excluded.answer end,
      created_at = case when ${isSame} then ${counted} else excluded.created_at end
    returning k.answer`.execute(db)
  const [row] = rows
  if (!row) throw new Error('the attempt was not written')
  return row.answer
}

/** Has another way to tell the same caller apart lead to an attempt that is under way. */
export async function keepAttempt(db: Db, { scope, key }: Recurrence, attempt: string, now: Date): Promise<void> {
  await db
    .insertInto('idempotency_keys')
    .values({
      scope,
      key,
      request_hash: Buffer.alloc(0),
      answer: JSON.stringify(attempt),
      created_at: now,
      locked_until: now,
    })
    .onConflict((conflict) => conflict.columns(['scope', 'key']).doNothing())
    .execute()
}

const newAttempt = (): string => randomBytes(16).toString('hex')
