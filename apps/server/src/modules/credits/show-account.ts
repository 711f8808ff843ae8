import type { CreditAccountView } from '@cashwrap/shared/contracts/credits'
import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Db } from '../../platform/db/database.ts'
import { type Actor, isStaff } from '../auth/index.ts'
import { balancesOf } from './ledger-store.ts'
import { type AccountName, findNamedAccount } from './named-account-report-store.ts'
import { listEntriesOf } from './statement-report-store.ts'

const LATEST = 20

/** What any account has and what happened to it last, for the shop's people. */
export async function showAccount(
  deps: { db: Db },
  actor: Actor,
  { whose }: { whose: AccountName },
): Promise<Result<CreditAccountView, FailureOf<'not-allowed' | 'not-found'>>> {
  if (!isStaff(actor) && actor.kind !== 'system') return fail({ kind: 'not-allowed' })
  const found = await findNamedAccount(deps.db, whose)
  if (!found || found.accountId === null) return fail({ kind: 'not-found', what: 'credit-account' })
  const [balances, latest] = await Promise.all([
    balancesOf(deps.db, found.accountId),
    listEntriesOf(deps.db, { accountId: found.accountId }, {}, undefined, LATEST),
  ])
  return ok({ balances, latest: latest.slice(0, LATEST) })
}
