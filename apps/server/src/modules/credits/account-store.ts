import { type CreditAccountId, newId, type SiteId, type UserId } from '@cashwrap/shared/ids'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/database.ts'
import { prepared } from '../../platform/db/prepared.ts'

/** A user of a site, by the number they have there: numbers repeat between sites. */
export interface SiteUser {
  siteId: SiteId
  siteUserId: number
}

export interface SiteAccount {
  accountId: CreditAccountId
  email: string | null
  emailIsHint: boolean
  /** What can be spent, by type. */
  credits: Readonly<Record<string, number>>
}

/** An account with its balances, in one statement; null for a user never seen before. */
export async function findSiteAccount(db: Db | Tx, { siteId, siteUserId }: SiteUser): Promise<SiteAccount | null> {
  const row = await db
    .selectFrom('credit_accounts as a')
    .leftJoin('credit_balances as b', 'b.account_id', 'a.id')
    .modifyFront(prepared)
    .select([
      'a.id',
      'a.email',
      'a.email_is_hint',
      sql<Record<string, number>>`coalesce(
        json_object_agg(b.credit_type, b.promotion + b.plan + b.bought) filter (where b.credit_type is not null), '{}')`.as(
        'credits',
      ),
    ])
    .where('a.site_id', '=', siteId)
    .where('a.site_user_id', '=', siteUserId)
    .groupBy('a.id')
    .executeTakeFirst()
  return row ? { accountId: row.id, email: row.email, emailIsHint: row.email_is_hint, credits: row.credits } : null
}

/** The new account's id; null where there was one (whoever made it at the same moment is waited for). */
export async function insertSiteAccount(tx: Tx, user: SiteUser, at: Date): Promise<CreditAccountId | null> {
  const row = await tx
    .insertInto('credit_accounts')
    .values({
      id: newId(at.getTime()),
      site_id: user.siteId,
      site_user_id: user.siteUserId,
      user_id: null,
      email: null,
      created_at: at,
    })
    .onConflict((conflict) => conflict.columns(['site_id', 'site_user_id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** The account of a user of the shop, made if there is none. */
export async function ensureUserAccount(tx: Tx, userId: UserId, at: Date): Promise<CreditAccountId> {
  const made = await tx
    .insertInto('credit_accounts')
    .values({
      id: newId(at.getTime()),
      site_id: null,
      site_user_id: null,
      user_id: userId,
      email: null,
      created_at: at,
    })
    .onConflict((conflict) => conflict.column('user_id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return made?.id ?? (await requireUserAccount(tx, userId))
}

async function requireUserAccount(tx: Tx, userId: UserId): Promise<CreditAccountId> {
  const found = await findUserAccount(tx, userId)
  if (found === null) throw new Error('an account that is in the way is not there')
  return found
}

export async function findUserAccount(db: Db | Tx, userId: UserId): Promise<CreditAccountId | null> {
  const row = await db.selectFrom('credit_accounts').select('id').where('user_id', '=', userId).executeTakeFirst()
  return row?.id ?? null
}

/** Makes others wait who would change the same account, until the transaction ends; spending does not wait. */
export async function lockAccount(tx: Tx, accountId: CreditAccountId): Promise<void> {
  await tx.selectFrom('credit_accounts').select('id').where('id', '=', accountId).forNoKeyUpdate().execute()
}

/** Keeps the address a site gave. One that may be spoilt on its way replaces no good one. */
export async function keepAddress(
  db: Db | Tx,
  accountId: CreditAccountId,
  address: { email: string; isHint: boolean },
): Promise<void> {
  await db
    .updateTable('credit_accounts')
    .set({ email: address.email, email_is_hint: address.isHint })
    .where('id', '=', accountId)
    .$if(address.isHint, (update) => update.where('email_is_hint', '=', true))
    .execute()
}

/** Whose an account is, for telling them. */
export interface AccountOwner {
  site: SiteUser | null
  userId: UserId | null
  email: string | null
}

export async function ownerOf(db: Db | Tx, accountId: CreditAccountId): Promise<AccountOwner> {
  const row = await db
    .selectFrom('credit_accounts')
    .select(['site_id', 'site_user_id', 'user_id', 'email'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  const { site_id: siteId, site_user_id: siteUserId } = row
  return {
    site: siteId !== null && siteUserId !== null ? { siteId, siteUserId } : null,
    userId: row.user_id,
    email: row.email,
  }
}

/** The number that a site's account has for its user. */
export async function siteUserOf(db: Db | Tx, accountId: CreditAccountId): Promise<number> {
  const { site } = await ownerOf(db, accountId)
  if (site === null) throw new Error('an account of no site')
  return site.siteUserId
}
