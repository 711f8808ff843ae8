import type { Role } from '@cashwrap/shared/contracts/primitives'
import { newId, type UserId } from '@cashwrap/shared/ids'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'

export interface EmailUser {
  id: UserId
  email: string
  roles: readonly Role[]
}

/** The account of an address, made if there is none. Two at once get the same one. */
export async function ensureUser(tx: Tx, email: string, at: Date): Promise<EmailUser> {
  const id = newId<'user'>(at.getTime())
  await tx
    .insertInto('users')
    .values({ id, external_id: `user_${id.replaceAll('-', '')}`, email, created_at: at })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .execute()
  const row = await tx.selectFrom('users').select(['id', 'roles']).where('email', '=', email).executeTakeFirstOrThrow()
  return { id: row.id, email, roles: row.roles }
}

/** Gives roles on top of those the user has. */
export async function addRoles(tx: Tx, userId: UserId, roles: readonly Role[]): Promise<void> {
  await tx
    .updateTable('users')
    .set({ roles: sql<Role[]>`array(select distinct unnest(roles || ${roles}::text[]) order by 1)` })
    .where('id', '=', userId)
    .execute()
}
