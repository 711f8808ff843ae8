import { fail } from '@cashwrap/shared/result'
import { addSeconds, type Clock } from '@cashwrap/shared/time'
import type { Db } from '../../platform/db/database.ts'
import { transact } from '../../platform/db/transaction.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../auth/index.ts'
import type { SellerAccounts } from './domain/seller-accounts.ts'
import { isSamePlatform } from './is-same-platform.ts'
import { promiseAgain } from './promise-again.ts'
import { findSeller, lockSeller } from './seller-store.ts'
import { claimTransfer, dueTransfers, saveTransfer, type TransferOutcome } from './transfer-store.ts'

const LEASE_SECONDS = 60
const RETRY_SECONDS = 30
const LONGEST_RETRY_SECONDS = 3600
const BATCH = 50

interface TransferDeps {
  db: Db
  clock: Clock
  sellerAccounts: SellerAccounts
  enqueue: Enqueue
}

/**
 * Asks the provider for a promised transfer. The same key and body each time, so that however often it is asked it pays once.
 * Refused for an account that its seller has replaced meanwhile by one that can be paid, it is promised to that one.
 */
export async function sendTransfer(
  deps: TransferDeps,
  actor: Actor,
  { transferId }: { transferId: string },
): Promise<void> {
  const transfer = await claimTransfer(deps.db, transferId, addSeconds(deps.clock.now(), LEASE_SECONDS))
  if (!transfer) return
  const { id, generation, attempts, ...words } = transfer
  const answer = await deps.sellerAccounts.transfer({
    ...words,
    idempotencyKey: keyOf(id, generation),
    transferId: id,
    mayExist: attempts > 1 || generation > 1,
  })
  const isFinal =
    answer.ok ||
    answer.failure.kind === 'unknown' ||
    (await isSamePlatform(deps, await findSeller(deps.db, transfer.sellerId)))
  const at = deps.clock.now()
  const outcome = outcomeOf(isFinal ? answer : fail({ kind: 'unknown' }), attempts, at)
  await transact(deps.db, async (tx) => {
    // Before the transfer, as everywhere, so that its account holds still.
    const seller = outcome.state === 'failed' ? await lockSeller(tx, transfer.sellerId) : null
    if (!(await saveTransfer(tx, transfer, outcome)) || outcome.state === 'requested') return
    await recordAudit(tx, {
      at,
      actor,
      action: `transfer.${outcome.state}`,
      orderId: transfer.orderId,
      subjectId: id,
      facts: outcome.state === 'failed' ? { reason: outcome.reason } : {},
    })
    if (!seller?.chargesEnabled || seller.accountId === null || seller.accountId === transfer.accountId) return
    await promiseAgain(deps, tx, actor, { sellerId: seller.id, transferId: id, accountId: seller.accountId, at })
  })
}

const keyOf = (id: string, generation: number): string =>
  generation === 1 ? `cashwrap:transfer:${id}` : `cashwrap:transfer:${id}:${generation}`

function outcomeOf(
  answer: Awaited<ReturnType<SellerAccounts['transfer']>>,
  attempts: number,
  at: Date,
): TransferOutcome {
  if (answer.ok) return { state: 'succeeded', providerTransferId: answer.value.providerTransferId, at }
  if (answer.failure.kind === 'refused') return { state: 'failed', reason: answer.failure.reason, at }
  const wait = Math.min(RETRY_SECONDS * 2 ** (attempts - 1), LONGEST_RETRY_SECONDS)
  return { state: 'requested', reason: 'no answer', nextAttemptAt: addSeconds(at, wait) }
}

/** Queues the transfers again whose answer is still out. */
export async function sweepTransfers(deps: { db: Db; clock: Clock; enqueue: Enqueue }): Promise<number> {
  const due = await dueTransfers(deps.db, deps.clock.now(), BATCH)
  for (const transferId of due) await transact(deps.db, (tx) => deps.enqueue(tx, 'send-transfer', { transferId }))
  return due.length
}
