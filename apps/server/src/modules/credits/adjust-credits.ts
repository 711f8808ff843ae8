import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import type { CreditAccountId, CreditEntryId } from '@cashwrap/shared/ids'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import type { Db, Tx } from '../../platform/db/database.ts'
import { inTransaction } from '../../platform/db/transaction.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { recordAudit } from '../audit/index.ts'
import { type Actor, isStaff } from '../auth/index.ts'
import { ensureUserAccount } from './account-store.ts'
import { changeCredits } from './change-credits.ts'
import { type Adjustable, add, take } from './domain/changes.ts'
import { type AccountName, findNamedAccount } from './named-account-report-store.ts'

export interface Adjustment {
  whose: AccountName
  creditType: string
  bucket: Adjustable
  /** Above zero gives, below zero takes. */
  credits: number
  /** Why, for the account's statement. */
  note: string
  /** Names this act: done twice it counts once. */
  key: string
}

type AdjustFailure = FailureOf<'not-allowed' | 'not-found' | 'not-enough-credits'>

/** Gives credits to an account, takes them from it or writes off what it owes, by the shop's people; never more than is there. */
export async function adjustCredits(
  deps: { db: Db; clock: Clock; enqueue: Enqueue },
  actor: Actor,
  { whose, creditType, bucket, credits, note, key }: Adjustment,
): Promise<Result<{ entryId: CreditEntryId | null }, AdjustFailure>> {
  if (!isStaff(actor) && actor.kind !== 'system') return fail({ kind: 'not-allowed' })
  return inTransaction(deps.db, async (tx): Promise<Result<{ entryId: CreditEntryId | null }, AdjustFailure>> => {
    const at = deps.clock.now()
    const accountId = await findAccount(tx, whose, at)
    if (accountId === null) return fail({ kind: 'not-found', what: 'credit-account' })
    const kind = credits > 0 && bucket !== 'owed' ? 'grant' : 'correction'
    const source = { kind: 'operator' as const, id: key }
    const lacking: number[] = []
    const written = await changeCredits(
      tx,
      deps,
      { accountId, creditType, kind, source, orderId: null, note, at },
      (held) => {
        const changes = credits > 0 ? add(bucket, credits) : take(held, bucket, -credits)
        if (changes === null) lacking.push(held[bucket])
        return changes
      },
    )
    const [balance] = lacking
    if (balance !== undefined) return fail({ kind: 'not-enough-credits', creditType, balance })
    if (written)
      await recordAudit(tx, {
        at,
        actor,
        action: 'credits.adjusted',
        subjectId: accountId,
        facts: { creditType, bucket, credits },
      })
    return ok({ entryId: written?.entryId ?? null })
  })
}

async function findAccount(tx: Tx, whose: AccountName, at: Date): Promise<CreditAccountId | null> {
  const found = await findNamedAccount(tx, whose)
  if (found === null) return null
  return found.accountId ?? (found.userId === null ? null : ensureUserAccount(tx, found.userId, at))
}
