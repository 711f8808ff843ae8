import type { SellerId, UserId } from '@cashwrap/shared/ids'
import type { Db, Tx } from '../../platform/db/database.ts'
import type { AccountFacts } from './domain/seller-accounts.ts'

/** Somebody who sells here, with what the payment provider last said of their account. */
export interface Seller {
  id: SellerId
  externalId: string
  name: string
  userId: UserId | null
  /** The account at the payment provider; null before onboarding began. */
  accountId: string | null
  /** Whose key made it, at the payment provider; null where that was not noted. */
  platformId: string | null
  chargesEnabled: boolean
  payoutsEnabled: boolean
  detailsSubmitted: boolean
  requirementsDue: string[]
  /** When the provider was last asked. */
  accountSeenAt: Date | null
  /** A rate of their own in millionths; null for the shop's. */
  feePpm: number | null
}

const COLUMNS = [
  'id',
  'external_id',
  'name',
  'user_id',
  'account_id',
  'account_platform',
  'charges_enabled',
  'payouts_enabled',
  'details_submitted',
  'requirements_due',
  'account_seen_at',
  'fee_ppm',
] as const

const selectSeller = (db: Db | Tx) => db.selectFrom('sellers').select(COLUMNS)
type Row = Awaited<ReturnType<ReturnType<typeof selectSeller>['executeTakeFirstOrThrow']>>

const toSeller = (row: Row): Seller => ({
  id: row.id,
  externalId: row.external_id,
  name: row.name,
  userId: row.user_id,
  accountId: row.account_id,
  platformId: row.account_platform,
  chargesEnabled: row.charges_enabled,
  payoutsEnabled: row.payouts_enabled,
  detailsSubmitted: row.details_submitted,
  requirementsDue: row.requirements_due,
  accountSeenAt: row.account_seen_at,
  feePpm: row.fee_ppm,
})

/** The user's own seller, or else the oldest that nobody claimed yet and that goes by one of these names outside. */
export async function findSellerOf(
  db: Db | Tx,
  userId: UserId,
  names: readonly string[] = [],
): Promise<Seller | undefined> {
  const row = await selectSeller(db)
    .where((eb) =>
      eb.or([
        eb('user_id', '=', userId),
        ...(names.length === 0 ? [] : [eb.and([eb('external_id', 'in', names), eb('user_id', 'is', null)])]),
      ]),
    )
    .orderBy('user_id', (order) => order.asc().nullsLast())
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row && toSeller(row)
}

/** Gives a seller that nobody claimed to a user who has none: true for the call that did it. */
export async function claimSeller(tx: Tx, sellerId: SellerId, userId: UserId): Promise<boolean> {
  const row = await tx
    .updateTable('sellers')
    .set({ user_id: userId })
    .where('id', '=', sellerId)
    .where('user_id', 'is', null)
    .where((eb) =>
      eb.not(eb.exists(eb.selectFrom('sellers as other').select('other.id').where('other.user_id', '=', userId))),
    )
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** A new seller of this user, without an account yet. Undefined when the user, or the name it goes by outside, has one by now. */
export async function insertSeller(
  tx: Tx,
  seller: { id: SellerId; externalId: string; slug: string; name: string; userId: UserId; at: Date },
): Promise<Seller | undefined> {
  const row = await tx
    .insertInto('sellers')
    .values({
      id: seller.id,
      external_id: seller.externalId,
      slug: seller.slug,
      name: seller.name,
      user_id: seller.userId,
      created_at: seller.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning(COLUMNS)
    .executeTakeFirst()
  return row && toSeller(row)
}

/** Notes a seller's account in place of `replaces`, with nothing known of it: true for the call that did it. */
export async function saveAccountId(
  tx: Tx,
  sellerId: SellerId,
  account: { accountId: string; platformId: string | null },
  replaces: string | null,
): Promise<boolean> {
  const row = await tx
    .updateTable('sellers')
    .set({
      account_id: account.accountId,
      account_platform: account.platformId,
      charges_enabled: false,
      payouts_enabled: false,
      details_submitted: false,
      requirements_due: [],
      account_seen_at: null,
    })
    .where('id', '=', sellerId)
    .where('account_id', 'is not distinct from', replaces)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function findSeller(db: Db, sellerId: SellerId): Promise<Seller> {
  return toSeller(await selectSeller(db).where('id', '=', sellerId).executeTakeFirstOrThrow())
}

/** The same, with others made to wait until the transaction ends. */
export async function lockSeller(tx: Tx, sellerId: SellerId): Promise<Seller> {
  return toSeller(await selectSeller(tx).where('id', '=', sellerId).forUpdate().executeTakeFirstOrThrow())
}

/** The seller of an account, with others made to wait until the transaction ends. */
export async function lockSellerOfAccount(tx: Tx, accountId: string): Promise<Seller | undefined> {
  const row = await selectSeller(tx).where('account_id', '=', accountId).forUpdate().executeTakeFirst()
  return row && toSeller(row)
}

/** The same without making anyone wait. */
export async function findSellerOfAccount(db: Db, accountId: string): Promise<Seller | undefined> {
  const row = await selectSeller(db).where('account_id', '=', accountId).executeTakeFirst()
  return row && toSeller(row)
}

export async function isSellersAccount(db: Db | Tx, accountId: string): Promise<boolean> {
  const row = await db.selectFrom('sellers').select('id').where('account_id', '=', accountId).executeTakeFirst()
  return row !== undefined
}

export async function saveAccountFacts(tx: Tx, sellerId: SellerId, facts: AccountFacts, seenAt: Date): Promise<void> {
  await tx
    .updateTable('sellers')
    .set({
      charges_enabled: facts.chargesEnabled,
      payouts_enabled: facts.payoutsEnabled,
      details_submitted: facts.detailsSubmitted,
      requirements_due: facts.requirementsDue,
      account_seen_at: seenAt,
    })
    .where('id', '=', sellerId)
    .execute()
}

/** On what terms sellers are paid now. */
export async function findTerms(
  tx: Tx,
  sellerIds: readonly SellerId[],
): Promise<{ sellerId: SellerId; accountId: string | null; chargesEnabled: boolean; feePpm: number | null }[]> {
  const rows = await tx
    .selectFrom('sellers')
    .select(['id', 'account_id', 'charges_enabled', 'fee_ppm'])
    .where('id', 'in', sellerIds)
    .execute()
  return rows.map((row) => ({
    sellerId: row.id,
    accountId: row.account_id,
    chargesEnabled: row.charges_enabled,
    feePpm: row.fee_ppm,
  }))
}
