import type { SellerId } from '@cashwrap/shared/ids'
import { addSeconds } from '@cashwrap/shared/time'
import type { Tx } from '../../platform/db/database.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../auth/index.ts'
import { renewTransfers } from './transfer-store.ts'

/** After this long without a result the sweep takes a transfer up. */
const LEASE_SECONDS = 60

/**
 * Promises transfers again that were refused for good, all of a seller's or one, to the account the seller has now. Nothing was
 * made of them, so each is a new request. The seller must be locked, so that the account holds still. Answers how many.
 */
export async function promiseAgain(
  deps: { enqueue: Enqueue },
  tx: Tx,
  actor: Actor,
  input: { sellerId: SellerId; transferId?: string; accountId: string; at: Date },
): Promise<number> {
  const { at } = input
  const renewed = await renewTransfers(tx, { ...input, nextAttemptAt: addSeconds(at, LEASE_SECONDS) })
  for (const { id, orderId, sellerId, accountId, amount, currency, generation } of renewed) {
    await recordAudit(tx, {
      at,
      actor,
      action: 'transfer.promised-again',
      orderId,
      subjectId: id,
      facts: { sellerId, accountId, amount, currency, generation },
    })
    await deps.enqueue(tx, 'send-transfer', { transferId: id })
  }
  return renewed.length
}
