import type { CreditBalance, CreditEntryKind } from '@cashwrap/shared/contracts/credits'
import { type CreditAccountId, type CreditEntryId, newId, type OrderId } from '@cashwrap/shared/ids'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/database.ts'
import { prepared } from '../../platform/db/prepared.ts'
import type { SiteUser } from './account-store.ts'
import { type Buckets, type Changes, spendable } from './domain/changes.ts'

/** What made a change, unique: the same source changes the same type of credits once. */
export interface LedgerSource {
  kind: 'order_item' | 'refund' | 'account' | 'spend' | 'operator' | 'invoice' | 'expiry'
  id: string
}

export interface LedgerChange {
  accountId: CreditAccountId
  creditType: string
  kind: CreditEntryKind
  source: LedgerSource
  orderId: OrderId | null
  note: string | null
  at: Date
}

/** The balance of one type, with others made to wait until the transaction ends; all zero where there was none. */
export async function lockBalance(tx: Tx, accountId: CreditAccountId, creditType: string): Promise<Buckets> {
  await tx
    .insertInto('credit_balances')
    .values({ account_id: accountId, credit_type: creditType })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return tx
    .selectFrom('credit_balances')
    .select(['promotion', 'plan', 'bought', 'owed'])
    .where('account_id', '=', accountId)
    .where('credit_type', '=', creditType)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

/**
 * Writes an entry and its sum, both or neither, under the balance's lock. Null when this source has made its entry before.
 */
export async function writeEntry(
  tx: Tx,
  change: LedgerChange,
  before: Buckets,
  changes: Changes,
): Promise<{ entryId: CreditEntryId; balance: number } | null> {
  const entryId: CreditEntryId = newId(change.at.getTime())
  const balance = spendable(before) + spendable(changes)
  const { promotion, plan, bought, owed } = changes
  const written = await tx
    .insertInto('credit_entries')
    .values({
      id: entryId,
      account_id: change.accountId,
      credit_type: change.creditType,
      kind: change.kind,
      source_kind: change.source.kind,
      source_id: change.source.id,
      promotion,
      plan,
      bought,
      owed,
      balance,
      order_id: change.orderId,
      note: change.note,
      at: change.at,
    })
    .onConflict((conflict) => conflict.constraint('credit_entries_once_per_source').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!written) return null
  await tx
    .updateTable('credit_balances')
    .set((set) => ({
      promotion: set('promotion', '+', promotion),
      plan: set('plan', '+', plan),
      bought: set('bought', '+', bought),
      owed: set('owed', '+', owed),
    }))
    .where('account_id', '=', change.accountId)
    .where('credit_type', '=', change.creditType)
    .execute()
  return { entryId, balance }
}

/** Everything an account has, by type. */
export async function balancesOf(db: Db | Tx, accountId: CreditAccountId): Promise<CreditBalance[]> {
  const rows = await db
    .selectFrom('credit_balances')
    .select(['credit_type', 'promotion', 'plan', 'bought', 'owed'])
    .where('account_id', '=', accountId)
    .orderBy('credit_type')
    .execute()
  return rows.map(({ credit_type, ...row }) => ({ creditType: credit_type, ...row, total: spendable(row) }))
}

export interface SpentNow {
  entryId: CreditEntryId
  accountId: CreditAccountId
  email: string | null
  emailIsHint: boolean
  /** What can be spent of every type afterwards. */
  credits: Readonly<Record<string, number>>
}

/**
 * Takes credits in one statement: promotion first, then the plan's, then what was bought. Null, with nothing written, where
 * there is no such account, not enough in it, or where this source has spent before. The lock on the row makes parallel calls
 * take turns.
 */
export async function spend(
  db: Db | Tx,
  whose: { accountId: CreditAccountId } | SiteUser,
  use: { creditType: string; amount: number; source: LedgerSource; note: string | null; at: Date },
): Promise<SpentNow | null> {
  const entryId: CreditEntryId = newId(use.at.getTime())
  const account =
    'accountId' in whose
      ? sql`id = ${whose.accountId}`
      : sql`site_id = ${whose.siteId} and site_user_id = ${whose.siteUserId}`
  const { rows } = await sql<{
    account_id: CreditAccountId
    email: string | null
    email_is_hint: boolean
    others: Record<string, number>
    balance: number
  }>`
    ${prepared} with account as (
      select id, email, email_is_hint from credit_accounts where ${account}
    ), held as materialized (
      select b.account_id, b.promotion, b.plan, b.bought from credit_balances b
      where b.account_id = (select id from account) and b.credit_type = ${use.creditType}
      for update
    ), taken as (
      select
        account_id,
        least(promotion, ${use.amount}::bigint) as promotion,
        least(plan, greatest(${use.amount}::bigint - promotion, 0)) as plan,
        greatest(${use.amount}::bigint - promotion - plan, 0) as bought,
        promotion + plan + bought - ${use.amount}::bigint as balance
      from held where promotion + plan + bought >= ${use.amount}::bigint
    ), entry as (
      insert into credit_entries
        (id, account_id, credit_type, kind, source_kind, source_id, promotion, plan, bought, balance, note, at)
      select ${entryId}, account_id, ${use.creditType}, 'spend', ${use.source.kind}, ${use.source.id},
        -promotion, -plan, -bought, balance, ${use.note}, ${use.at}
      from taken
      on conflict on constraint credit_entries_once_per_source do nothing
      returning account_id, promotion, plan, bought, balance
    ), spent as (
      update credit_balances b
      set promotion = b.promotion + entry.promotion, plan = b.plan + entry.plan, bought = b.bought + entry.bought
      from entry where b.account_id = entry.account_id and b.credit_type = ${use.creditType}
    )
    select account.id as account_id, account.email, account.email_is_hint, entry.balance, (
      select json_object_agg(o.credit_type, o.promotion + o.plan + o.bought) from credit_balances o where o.account_id = account.id
    ) as others
    from entry join account on account.id = entry.account_id`.execute(db)
  const [row] = rows
  return row
    ? {
        entryId,
        accountId: row.account_id,
        email: row.email,
        emailIsHint: row.email_is_hint,
        credits: { ...row.others, [use.creditType]: row.balance },
      }
    : null
}

/** The entry that a source made, if it did. */
export async function findEntry(
  db: Db | Tx,
  source: LedgerSource,
  creditType: string,
): Promise<{ entryId: CreditEntryId; accountId: CreditAccountId; balance: number; change: number } | null> {
  const row = await db
    .selectFrom('credit_entries')
    .select(['id', 'account_id', 'balance', 'promotion', 'plan', 'bought'])
    .where('source_kind', '=', source.kind)
    .where('source_id', '=', source.id)
    .where('credit_type', '=', creditType)
    .executeTakeFirst()
  return row ? { entryId: row.id, accountId: row.account_id, balance: row.balance, change: spendable(row) } : null
}

/** How many credits of each type an order's refunds have taken back so far, with what of it is owed. */
export async function takenBackOf(db: Db | Tx, orderId: OrderId): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('credit_entries')
    .select(['credit_type', sql<number>`sum(owed - bought)::bigint`.as('credits')])
    .where('order_id', '=', orderId)
    .where('kind', '=', 'refund')
    .groupBy('credit_type')
    .execute()
  return new Map(rows.map((row) => [row.credit_type, row.credits]))
}

/** What an order has added to an account, oldest first. */
export async function purchasesOf(
  db: Db | Tx,
  orderId: OrderId,
): Promise<{ entryId: CreditEntryId; creditType: string; credits: number; accountId: CreditAccountId }[]> {
  const rows = await db
    .selectFrom('credit_entries')
    .select(['id', 'credit_type', 'bought', 'account_id'])
    .where('order_id', '=', orderId)
    .where('kind', '=', 'purchase')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    entryId: row.id,
    creditType: row.credit_type,
    credits: row.bought,
    accountId: row.account_id,
  }))
}
