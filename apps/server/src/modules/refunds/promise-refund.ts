import type { OrderId } from '@cashwrap/shared/ids'
import { addSeconds } from '@cashwrap/shared/time'
import type { Tx } from '../../platform/db/database.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../auth/index.ts'
import { insertRefund } from './refund-store.ts'

const LEASE_SECONDS = 60

/**
 * Promises all of a payment back, in the transaction that finds out why. The provider is asked afterwards, by a job; the sweep
 * asks again until there is an answer. Amount in minor units.
 */
export async function promiseRefund(
  deps: { enqueue: Enqueue },
  tx: Tx,
  actor: Actor,
  refund: {
    orderId: OrderId
    reason: 'seats-gone' | 'owned-already' | 'subscribed-already'
    providerPaymentId: string
    amount: number
    currency: string
    at: Date
  },
): Promise<void> {
  const refundId = await insertRefund(tx, { ...refund, nextAttemptAt: addSeconds(refund.at, LEASE_SECONDS) })
  if (refundId === null) return
  await recordAudit(tx, {
    at: refund.at,
    actor,
    action: 'refund.promised',
    orderId: refund.orderId,
    subjectId: refundId,
    facts: { amount: refund.amount, currency: refund.currency, reason: refund.reason },
  })
  await deps.enqueue(tx, 'send-refund', { refundId })
}
