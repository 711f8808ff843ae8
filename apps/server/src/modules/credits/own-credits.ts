import type {
  CreditBalance,
  CreditEntry,
  CreditEntryPage,
  ListCreditEntriesInput,
  SpendCreditsInput,
  SpentCredits,
} from '@cashwrap/shared/contracts/credits'
import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import type { UserId } from '@cashwrap/shared/ids'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import type { Db } from '../../platform/db/database.ts'
import { toPage } from '../../platform/db/keyset.ts'
import type { Actor } from '../auth/index.ts'
import { findUserAccount } from './account-store.ts'
import { balancesOf, findEntry, type LedgerSource, spend } from './ledger-store.ts'
import { listEntriesOf, type StatementFilter } from './statement-report-store.ts'

interface Deps {
  db: Db
  clock: Clock
}

type NoUser = FailureOf<'sign-in-required'>

/** What the signed-in buyer has, by type. */
export async function showBalances(
  deps: Deps,
  actor: Actor,
  _input: undefined,
): Promise<Result<CreditBalance[], NoUser>> {
  if (actor.user === null) return fail({ kind: 'sign-in-required' })
  const accountId = await findUserAccount(deps.db, actor.user.id)
  return ok(accountId === null ? [] : await balancesOf(deps.db, accountId))
}

/** A page of the signed-in buyer's statement, newest first. */
export async function showStatement(
  deps: Deps,
  actor: Actor,
  input: ListCreditEntriesInput,
): Promise<Result<CreditEntryPage, NoUser>> {
  return actor.user === null
    ? fail({ kind: 'sign-in-required' })
    : ok(await statementPage(deps.db, actor.user.id, input))
}

/** Few enough that memory does not grow with the statement. */
const CHUNK = 500

/** The whole statement, newest first, read a chunk at a time as it is taken. */
export async function exportStatement(
  deps: Deps,
  actor: Actor,
  filter: StatementFilter,
): Promise<Result<AsyncIterable<CreditEntry[]>, NoUser>> {
  return actor.user === null ? fail({ kind: 'sign-in-required' }) : ok(chunks(deps.db, actor.user.id, filter))
}

async function* chunks(db: Db, userId: UserId, filter: StatementFilter): AsyncGenerator<CreditEntry[]> {
  let cursor: string | undefined
  do {
    const page = await statementPage(db, userId, { ...filter, cursor, limit: CHUNK })
    yield page.items
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
}

async function statementPage(
  db: Db,
  userId: UserId,
  { cursor, limit, ...filter }: StatementFilter & { cursor?: string | undefined; limit: number },
): Promise<CreditEntryPage> {
  const rows = await listEntriesOf(db, { userId }, filter, cursor, limit)
  return toPage(
    rows,
    limit,
    (row) => [row.at, row.id],
    (row) => row,
  )
}

/**
 * Spends the signed-in buyer's own credits, never below zero and once per key: asked again with the same key it answers as the
 * balance stands. A key that was used for something else is refused.
 */
export async function spendOwnCredits(
  deps: Deps,
  actor: Actor,
  input: SpendCreditsInput,
): Promise<Result<SpentCredits, NoUser | FailureOf<'not-enough-credits' | 'idempotency-key-reused'>>> {
  if (actor.user === null) return fail({ kind: 'sign-in-required' })
  const { creditType, amount, key, note = null } = input
  const accountId = await findUserAccount(deps.db, actor.user.id)
  if (accountId === null) return fail({ kind: 'not-enough-credits', creditType, balance: 0 })
  const source: LedgerSource = { kind: 'spend', id: `${accountId}:${key}` }
  const spent = await spend(deps.db, { accountId }, { creditType, amount, source, note, at: deps.clock.now() })
  const before = spent ?? (await findEntry(deps.db, source, creditType))
  const balances = await balancesOf(deps.db, accountId)
  if (!before) {
    const balance = balances.find((one) => one.creditType === creditType)?.total ?? 0
    return fail({ kind: 'not-enough-credits', creditType, balance })
  }
  if ('change' in before && before.change !== -amount) return fail({ kind: 'idempotency-key-reused' })
  return ok({ entryId: before.entryId, balances })
}
