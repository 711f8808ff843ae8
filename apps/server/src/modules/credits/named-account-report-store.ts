import type { CreditAccountId, UserId } from '@cashwrap/shared/ids'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/database.ts'
import { isStorableText } from '../../platform/db/storable-text.ts'

/** An account by its owner or their address, or by a site (either of its ids) and a user's number there. */
export type AccountName = { userId: UserId } | { email: string } | { site: string; siteUserId: number }

/** Who is meant; `accountId` is null for a user of the shop who has no account of credits yet. Joins users and sites. */
export async function findNamedAccount(
  db: Db | Tx,
  name: AccountName,
): Promise<{ accountId: CreditAccountId | null; userId: UserId | null } | null> {
  if (!('site' in name)) {
    const row = await db
      .selectFrom('users as u')
      .leftJoin('credit_accounts as a', 'a.user_id', 'u.id')
      .select(['u.id as userId', 'a.id as accountId'])
      .where((where) => ('userId' in name ? where('u.id', '=', name.userId) : where('u.email', '=', name.email)))
      .executeTakeFirst()
    return row ?? null
  }
  if (!isStorableText(name.site)) return null
  const row = await db
    .selectFrom('credit_accounts as a')
    .innerJoin('plugin_sites as s', 's.id', 'a.site_id')
    .select('a.id as accountId')
    .where('a.site_user_id', '=', name.siteUserId)
    .where((where) => where.or([where(sql`s.id::text`, '=', name.site), where('s.instance_id', '=', name.site)]))
    // A site may call itself by another's id.
    .orderBy(sql`s.id::text = ${name.site}`, 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? { accountId: row.accountId, userId: null } : null
}
