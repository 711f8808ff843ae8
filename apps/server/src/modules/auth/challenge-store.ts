import { createHash } from 'node:crypto'
import { newId } from '@cashwrap/shared/ids'
import { addMinutes } from '@cashwrap/shared/time'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import {
  REQUEST_WINDOW_MINUTES,
  REQUESTS_PER_ADDRESS,
  REQUESTS_PER_CLIENT,
  TRIES_PER_CHALLENGE,
  TRIES_WINDOW_MINUTES,
} from './domain/sign-in-limits.ts'

/** Classes of advisory locks; taken in this order, so that two transactions never wait for each other. */
const ADDRESS_LOCK = 7101
const CLIENT_LOCK = 7102

/** Until the transaction ends, nobody else asks for, counts or tries the codes of this address. */
export const lockAddress = (tx: Tx, email: string): Promise<void> => lock(tx, ADDRESS_LOCK, Buffer.from(email))
/** Until the transaction ends, nobody else counts the requests of this client. Take it after the address. */
export const lockClient = (tx: Tx, clientHash: Buffer): Promise<void> => lock(tx, CLIENT_LOCK, clientHash)

async function lock(tx: Tx, lockClass: number, name: Buffer): Promise<void> {
  const key = createHash('sha256').update(name).digest().readInt32BE(0)
  await sql`select pg_advisory_xact_lock(${lockClass}::int, ${key}::int)`.execute(tx)
}

/** The oldest request that fills up the limit of the address, and of the client; undefined below the limit. */
export async function findFullWindows(
  tx: Tx,
  by: { email: string; clientHash: Buffer; at: Date },
): Promise<(Date | undefined)[]> {
  const inWindow = tx
    .selectFrom('sign_in_challenges')
    .select('created_at')
    .where('purpose', '=', 'request')
    .where('created_at', '>', addMinutes(by.at, -REQUEST_WINDOW_MINUTES))
    .orderBy('created_at', 'desc')
    .limit(1)
  const [ofAddress, ofClient] = [
    await inWindow
      .where('email', '=', by.email)
      .offset(REQUESTS_PER_ADDRESS - 1)
      .executeTakeFirst(),
    await inWindow
      .where('requested_by', '=', by.clientHash)
      .offset(REQUESTS_PER_CLIENT - 1)
      .executeTakeFirst(),
  ]
  return [ofAddress?.created_at, ofClient?.created_at]
}

export interface NewChallenge {
  email: string
  purpose: 'request' | 'mail' | 'printed'
  nextPath: string | null
  requestedBy: Buffer | null
  at: Date
  expiresAt: Date
}

export async function insertChallenge(tx: Tx, challenge: NewChallenge): Promise<string> {
  const id = newId(challenge.at.getTime())
  await tx
    .insertInto('sign_in_challenges')
    .values({
      id,
      email: challenge.email,
      purpose: challenge.purpose,
      next_path: challenge.nextPath,
      requested_by: challenge.requestedBy,
      created_at: challenge.at,
      expires_at: challenge.expiresAt,
    })
    .execute()
  return id
}

export interface RequestedChallenge {
  email: string
  nextPath: string | null
  createdAt: Date
  isIssued: boolean
  isUsed: boolean
}

export async function lockChallenge(tx: Tx, id: string): Promise<RequestedChallenge | undefined> {
  const row = await tx
    .selectFrom('sign_in_challenges')
    .select(['email', 'next_path', 'created_at', 'link_hash', 'used_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return (
    row && {
      email: row.email,
      nextPath: row.next_path,
      createdAt: row.created_at,
      isIssued: row.link_hash !== null,
      isUsed: row.used_at !== null,
    }
  )
}

export async function saveSecrets(
  tx: Tx,
  id: string,
  secrets: { codeHash: Buffer | null; linkHash: Buffer; expiresAt: Date },
): Promise<void> {
  await tx
    .updateTable('sign_in_challenges')
    .set({ code_hash: secrets.codeHash, link_hash: secrets.linkHash, expires_at: secrets.expiresAt })
    .where('id', '=', id)
    .execute()
}

export interface CodeChallenge {
  id: string
  codeHash: Buffer
  wrongTries: number
  isUsed: boolean
  /** No more codes may be tried on it. */
  isBurnt: boolean
  isLive: boolean
}

/** The challenges of an address that had a code, newest first, as far back as wrong tries are counted. */
export async function listCodeChallenges(tx: Tx, email: string, now: Date): Promise<CodeChallenge[]> {
  const rows = await tx
    .selectFrom('sign_in_challenges')
    .select(['id', 'code_hash', 'wrong_tries', 'used_at', 'expires_at'])
    .where('email', '=', email)
    .where('created_at', '>', addMinutes(now, -TRIES_WINDOW_MINUTES))
    .where('code_hash', 'is not', null)
    .orderBy('created_at', 'desc')
    .$narrowType<{ code_hash: Buffer }>()
    .execute()
  return rows.map((row) => ({
    id: row.id,
    codeHash: row.code_hash,
    wrongTries: row.wrong_tries,
    isUsed: row.used_at !== null,
    isBurnt: row.wrong_tries >= TRIES_PER_CHALLENGE,
    isLive: row.used_at === null && row.expires_at > now && row.wrong_tries < TRIES_PER_CHALLENGE,
  }))
}

export async function countWrongTry(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('sign_in_challenges')
    .set((expression) => ({ wrong_tries: expression('wrong_tries', '+', 1) }))
    .where('id', 'in', ids)
    .where('wrong_tries', '<', TRIES_PER_CHALLENGE)
    .execute()
}

export interface UsedChallenge {
  email: string
  nextPath: string | null
}

/** Uses a challenge up, once: whoever comes second, however close, gets undefined. */
export async function useChallenge(
  tx: Tx,
  by: { id: string } | { linkHash: Buffer },
  now: Date,
): Promise<UsedChallenge | undefined> {
  const row = await tx
    .updateTable('sign_in_challenges')
    .set({ used_at: now })
    .where((expression) => ('id' in by ? expression('id', '=', by.id) : expression('link_hash', '=', by.linkHash)))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning(['email', 'next_path'])
    .executeTakeFirst()
  return row && { email: row.email, nextPath: row.next_path }
}

export async function wasLinkUsed(tx: Tx, linkHash: Buffer): Promise<boolean> {
  const row = await tx
    .selectFrom('sign_in_challenges')
    .select('used_at')
    .where('link_hash', '=', linkHash)
    .executeTakeFirst()
  return (row?.used_at ?? null) !== null
}
