import { isUuid } from '@cashwrap/shared/ids'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import type { Db } from '../../platform/db/database.ts'
import { inTransaction } from '../../platform/db/transaction.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import type { Actor } from '../auth/index.ts'
import { promiseAgain } from './promise-again.ts'
import { lockSeller } from './seller-store.ts'
import { findTransfer } from './transfer-store.ts'

/**
 * - `unknown-transfer`: there is no such one
 * - `not-failed`: it is made, or is sent by itself
 * - `no-account`: its seller has none
 */
export type RetryFailure = { kind: 'unknown-transfer' } | { kind: 'not-failed' } | { kind: 'no-account' }

/** For the operator: a transfer that was refused for good is promised again, to the account its seller has now. */
export async function retryTransfer(
  deps: { db: Db; clock: Clock; enqueue: Enqueue },
  actor: Actor,
  { transferId }: { transferId: string },
): Promise<Result<{ accountId: string }, RetryFailure>> {
  if (!isUuid(transferId)) return fail({ kind: 'unknown-transfer' })
  return inTransaction(deps.db, async (tx): Promise<Result<{ accountId: string }, RetryFailure>> => {
    const transfer = await findTransfer(tx, transferId)
    if (!transfer) return fail({ kind: 'unknown-transfer' })
    const { id: sellerId, accountId } = await lockSeller(tx, transfer.sellerId)
    if (accountId === null) return fail({ kind: 'no-account' })
    const promised = await promiseAgain(deps, tx, actor, { sellerId, transferId, accountId, at: deps.clock.now() })
    return promised === 1 ? ok({ accountId }) : fail({ kind: 'not-failed' })
  })
}
