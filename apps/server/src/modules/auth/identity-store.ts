import type { UserId } from '@cashwrap/shared/ids'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/database.ts'
import type { EmailUser } from './user-store.ts'

/** Whose an outside subject is; `mayAdopt` if that account has no address and nobody has `email`. */
export async function findIdentity(
  db: Db,
  by: { issuer: string; subject: string; email: string | null },
): Promise<{ user: EmailUser; mayAdopt: boolean } | undefined> {
  const row = await db
    .selectFrom('user_identities')
    .innerJoin('users', 'users.id', 'user_identities.user_id')
    .select([
      'users.id',
      'users.email',
      'users.roles',
      sql<boolean>`users.email is null and ${by.email}::text is not null
        and not exists (select from users other where other.email = ${by.email})`.as('may_adopt'),
    ])
    .where('issuer', '=', by.issuer)
    .where('subject', '=', by.subject)
    .executeTakeFirst()
  return row && { user: { id: row.id, email: row.email, roles: row.roles }, mayAdopt: row.may_adopt }
}

/** Who an account is to outside issuers, the oldest first. */
export async function subjectsOf(db: Db, userId: UserId): Promise<string[]> {
  const rows = await db
    .selectFrom('user_identities')
    .select('subject')
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .orderBy('subject')
    .execute()
  return rows.map(({ subject }) => subject)
}

/** False when the subject has an account already, be it since this moment. */
export async function insertIdentity(
  tx: Tx,
  identity: { issuer: string; subject: string; userId: UserId; at: Date },
): Promise<boolean> {
  const row = await tx
    .insertInto('user_identities')
    .values({
      issuer: identity.issuer,
      subject: identity.subject,
      user_id: identity.userId,
      created_at: identity.at,
    })
    .onConflict((conflict) => conflict.columns(['issuer', 'subject']).doNothing())
    .returning('user_id')
    .executeTakeFirst()
  return row !== undefined
}
