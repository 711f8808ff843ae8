import type { Role } from '@cashwrap/shared/contracts/primitives'
import { newId, type UserId } from '@cashwrap/shared/ids'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/database.ts'
import { isStorableText } from '../../platform/db/storable-text.ts'
import type { ActorUser } from './domain/actor.ts'

export interface EmailUser {
  id: UserId
  /** Null only for an account of an outside token issuer that gave no verified address. */
  email: string | null
  roles: readonly Role[]
}

/** The account of an address, made if there is none. Two at once get the same one. */
export async function ensureUser(tx: Tx, email: string, at: Date): Promise<EmailUser> {
  await tx
    .insertInto('users')
    .values({ ...newUser(at), email })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .execute()
  const row = await tx.selectFrom('users').select(['id', 'roles']).where('email', '=', email).executeTakeFirstOrThrow()
  return { id: row.id, email, roles: row.roles }
}

export const insertUserWithoutAddress = (tx: Tx, at: Date): Promise<EmailUser> =>
  tx.insertInto('users').values(newUser(at)).returning(['id', 'email', 'roles']).executeTakeFirstOrThrow()

function newUser(at: Date) {
  const id = newId<'user'>(at.getTime())
  return { id, external_id: `user_${id.replaceAll('-', '')}`, created_at: at }
}

/** False if the account has an address already. Throws a unique violation if somebody else has this one. */
export async function adoptAddress(tx: Tx, userId: UserId, email: string): Promise<boolean> {
  const row = await tx
    .updateTable('users')
    .set({ email })
    .where('id', '=', userId)
    .where('email', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Gives roles on top of those the user has. */
export async function addRoles(tx: Tx, userId: UserId, roles: readonly Role[]): Promise<void> {
  await tx
    .updateTable('users')
    .set({ roles: sql<Role[]>`array(select distinct unnest(roles || ${roles}::text[]) order by 1)` })
    .where('id', '=', userId)
    .execute()
}

/** Whether other systems know this account by that text. */
export async function isUserCalled(db: Db, userId: UserId, externalId: string): Promise<boolean> {
  if (!isStorableText(externalId)) return false
  const row = await db
    .selectFrom('users')
    .select('id')
    .where('id', '=', userId)
    .where('external_id', '=', externalId)
    .executeTakeFirst()
  return row !== undefined
}

/** The account a token of ours was issued for, if that token's generation is still good. */
export async function findTokenOwner(db: Db, by: { userId: UserId; generation: number }): Promise<ActorUser | null> {
  const row = await db
    .selectFrom('users')
    .select(['id', 'email', 'roles', 'token_generation'])
    .where('id', '=', by.userId)
    .executeTakeFirst()
  if (row?.token_generation !== by.generation) return null
  return { id: row.id, email: row.email, roles: row.roles, subject: null }
}

export async function readTokenGeneration(tx: Tx, userId: UserId): Promise<number> {
  const row = await tx.selectFrom('users').select('token_generation').where('id', '=', userId).executeTakeFirstOrThrow()
  return row.token_generation
}

/** Ends every token issued for the account so far. */
export async function raiseTokenGeneration(tx: Tx, userId: UserId): Promise<void> {
  await tx
    .updateTable('users')
    .set((expression) => ({ token_generation: expression('token_generation', '+', 1) }))
    .where('id', '=', userId)
    .execute()
}
