import { addSeconds } from '@cashwrap/shared/time'
import type { Db, Tx } from '../db/database.ts'

/** One caller's key for one attempt: scoped by route and caller, with a hash of what was asked. */
export interface IdempotencyClaim {
  scope: string
  key: string
  requestHash: Buffer
}

export type ClaimOutcome =
  | { kind: 'mine' }
  | { kind: 'answered'; answer: unknown }
  | { kind: 'in-progress' }
  | { kind: 'reused' }

const LOCK_SECONDS = 60

/** Takes the key, or tells what became of it. A claim whose holder went silent can be taken over after a minute. */
export async function claimKey(tx: Tx, claim: IdempotencyClaim, now: Date): Promise<ClaimOutcome> {
  // The statement answers a row only to who wrote it; times alone would not tell two callers of one millisecond apart.
  const mine = await tx
    .insertInto('idempotency_keys')
    .values({
      scope: claim.scope,
      key: claim.key,
      request_hash: claim.requestHash,
      answer: null,
      created_at: now,
      locked_until: addSeconds(now, LOCK_SECONDS),
    })
    .onConflict((conflict) =>
      conflict
        .columns(['scope', 'key'])
        .doUpdateSet({ locked_until: addSeconds(now, LOCK_SECONDS) })
        .where('idempotency_keys.answer', 'is', null)
        .where('idempotency_keys.locked_until', '<=', now)
        .where('idempotency_keys.request_hash', '=', claim.requestHash),
    )
    .returning('key')
    .executeTakeFirst()
  if (mine) return { kind: 'mine' }
  const row = await tx
    .selectFrom('idempotency_keys')
    .select(['request_hash', 'answer'])
    .where('scope', '=', claim.scope)
    .where('key', '=', claim.key)
    .executeTakeFirst()
  if (row && !row.request_hash.equals(claim.requestHash)) return { kind: 'reused' }
  return row && row.answer !== null ? { kind: 'answered', answer: row.answer } : { kind: 'in-progress' }
}

export async function keepAnswer(tx: Tx, claim: IdempotencyClaim, answer: unknown): Promise<void> {
  await tx
    .updateTable('idempotency_keys')
    .set({ answer: JSON.stringify(answer) })
    .where('scope', '=', claim.scope)
    .where('key', '=', claim.key)
    .execute()
}

/** Whether somebody else holds the key at work. */
export async function isUnderWay(
  db: Db,
  { scope, key }: Omit<IdempotencyClaim, 'requestHash'>,
  now: Date,
): Promise<boolean> {
  const row = await db
    .selectFrom('idempotency_keys')
    .select('key')
    .where('scope', '=', scope)
    .where('key', '=', key)
    .where('answer', 'is', null)
    .where('locked_until', '>', now)
    .executeTakeFirst()
  return row !== undefined
}

/** Gives the key back after work that had no lasting effect, so that a retry need not wait. */
export async function releaseKey(db: Db, claim: IdempotencyClaim): Promise<void> {
  await db
    .deleteFrom('idempotency_keys')
    .where('scope', '=', claim.scope)
    .where('key', '=', claim.key)
    .where('answer', 'is', null)
    .execute()
}

/** Keys are kept for a day, as callers are told. */
export async function forgetOldKeys(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('idempotency_keys').where('created_at', '<', before).execute()
}
