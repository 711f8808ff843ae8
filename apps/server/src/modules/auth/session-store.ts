import type { Role } from '@cashwrap/shared/contracts/primitives'
import { newId, type UserId } from '@cashwrap/shared/ids'
import { addDays, addMinutes } from '@cashwrap/shared/time'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/database.ts'
import type { ActorUser } from './domain/actor.ts'
import { SESSION_DAYS, SESSION_IDLE_DAYS, TOUCH_MINUTES } from './domain/sign-in-limits.ts'

export async function insertSession(
  tx: Tx,
  session: { userId: UserId; tokenHash: Buffer; at: Date },
): Promise<{ expiresAt: Date }> {
  const expiresAt = addDays(session.at, SESSION_DAYS)
  await tx
    .insertInto('auth_sessions')
    .values({
      id: newId(session.at.getTime()),
      user_id: session.userId,
      token_hash: session.tokenHash,
      created_at: session.at,
      last_seen_at: session.at,
      expires_at: expiresAt,
    })
    .execute()
  return { expiresAt }
}

/** Who a session belongs to, if it lives. The same statement notes that it was seen, once in ten minutes. */
export async function findLiveSession(db: Db, tokenHash: Buffer, now: Date): Promise<ActorUser | null> {
  const { rows } = await sql<{ id: UserId; email: string | null; roles: Role[] }>`
    with live as (
      select s.id as session_id, s.last_seen_at, u.id, u.email, u.roles
      from auth_sessions s
      join users u on u.id = s.user_id
      where s.token_hash = ${tokenHash}
        and s.revoked_at is null
        and s.expires_at > ${now}
        and s.last_seen_at > ${addDays(now, -SESSION_IDLE_DAYS)}
    ), touched as (
      update auth_sessions s
      set last_seen_at = ${now}
      from live
      where s.id = live.session_id and s.last_seen_at <= ${addMinutes(now, -TOUCH_MINUTES)}
    )
    select id, email, roles from live`.execute(db)
  return rows[0] ? { ...rows[0], subject: null } : null
}

export async function revokeSession(tx: Tx, tokenHash: Buffer, at: Date): Promise<UserId | null> {
  const row = await tx
    .updateTable('auth_sessions')
    .set({ revoked_at: at })
    .where('token_hash', '=', tokenHash)
    .where('revoked_at', 'is', null)
    .returning('user_id')
    .executeTakeFirst()
  return row?.user_id ?? null
}

/** Answers how many there were. */
export async function revokeSessionsOf(tx: Tx, userId: UserId, at: Date): Promise<number> {
  const result = await tx
    .updateTable('auth_sessions')
    .set({ revoked_at: at })
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

export async function countLiveSessions(db: Db, userId: UserId, now: Date): Promise<number> {
  const { count } = await db
    .selectFrom('auth_sessions')
    .select((expression) => expression.fn.countAll<number>().as('count'))
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .where('last_seen_at', '>', addDays(now, -SESSION_IDLE_DAYS))
    .executeTakeFirstOrThrow()
  return count
}
