import type { CreditEntry, CreditEntryKind } from '@cashwrap/shared/contracts/credits'
import { type CreditAccountId, isUuid, type UserId } from '@cashwrap/shared/ids'
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { decodeMomentCursor } from '../../platform/db/keyset.ts'
import { spendable } from './domain/changes.ts'

export interface StatementFilter {
  creditType?: string | undefined
  kind?: CreditEntryKind | undefined
}

/** A user's entries, or those of an account, newest first, one more than `limit` if there are more; joins the orders' numbers. */
export async function listEntriesOf(
  db: Db,
  whose: { userId: UserId } | { accountId: CreditAccountId },
  { creditType, kind }: StatementFilter,
  cursor: string | undefined,
  limit: number,
): Promise<CreditEntry[]> {
  const after = decodeMomentCursor(cursor, isUuid)
  const rows = await db
    .selectFrom('credit_entries as e')
    .innerJoin('credit_accounts as a', 'a.id', 'e.account_id')
    .leftJoin('orders as o', 'o.id', 'e.order_id')
    .select([
      'e.id',
      'e.at',
      'e.credit_type',
      'e.kind',
      'e.promotion',
      'e.plan',
      'e.bought',
      'e.owed',
      'e.balance',
      'e.order_id',
      'o.number',
      'e.note',
    ])
    .where((where) => ('userId' in whose ? where('a.user_id', '=', whose.userId) : where('a.id', '=', whose.accountId)))
    .$if(creditType !== undefined, (query) => query.where('e.credit_type', '=', creditType ?? ''))
    .$if(kind !== undefined, (query) => query.where('e.kind', '=', kind ?? 'spend'))
    .$if(after !== undefined, (query) => query.where(sql<boolean>`(e.at, e.id) < (${after?.[0]}, ${after?.[1]})`))
    .orderBy('e.at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(limit + 1)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    creditType: row.credit_type,
    kind: row.kind,
    change: spendable(row),
    promotion: row.promotion,
    plan: row.plan,
    bought: row.bought,
    owed: row.owed,
    balance: row.balance,
    orderId: row.order_id,
    orderNumber: row.number,
    note: row.note,
  }))
}
