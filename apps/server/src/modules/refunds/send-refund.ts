import { addSeconds, type Clock } from '@cashwrap/shared/time'
import type { Db } from '../../platform/db/database.ts'
import { signalOrder } from '../../platform/db/order-signals.ts'
import { transact } from '../../platform/db/transaction.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../auth/index.ts'
import { sharesOf } from '../marketplace/index.ts'
import { lockOrder } from '../orders/index.ts'
import type { PaymentGateway } from '../payments/index.ts'
import { PENDING_SECONDS, recordRefunds } from './record-refunds.ts'
import { claimRefund, dueRefunds, postponeRefund, type Refund, refuseRefund } from './refund-store.ts'

const LEASE_SECONDS = 60
const RETRY_SECONDS = 30
const LONGEST_RETRY_SECONDS = 3600
const BATCH = 50

interface RefundDeps {
  db: Db
  clock: Clock
  gateway: PaymentGateway
  enqueue: Enqueue
}

/**
 * Asks the provider for a promised refund, or how one stands that waits there. The same key and body each time, so that however
 * often it is asked it pays back once.
 */
export async function sendRefund(deps: RefundDeps, actor: Actor, { refundId }: { refundId: string }): Promise<void> {
  const refund = await claimRefund(deps.db, refundId, addSeconds(deps.clock.now(), LEASE_SECONDS))
  if (!refund) return
  const { orderId, amount, currency } = refund
  const answer = await deps.gateway.refund({
    idempotencyKey: `cashwrap:refund:${refund.id}`,
    paymentId: refund.providerPaymentId,
    amount,
    currency,
    orderId,
    fromSeller: (await sharesOf(deps.db, orderId)).some((share) => share.way === 'destination'),
    providerRefundId: refund.providerRefundId,
  })
  const at = deps.clock.now()
  if (answer.ok) {
    const seen = { ...answer.value, amount, currency, createdAt: at, reason: null, orderId }
    await transact(deps.db, async (tx) => {
      await recordRefunds(deps, tx, actor, orderId, { refunds: [seen], fromSeller: null }, at)
      if (seen.state === 'pending')
        await postponeRefund(tx, refund.id, { nextAttemptAt: addSeconds(at, PENDING_SECONDS), lastError: null })
    })
    return
  }
  if (answer.failure.kind === 'refused') return giveUp(deps, actor, refund, answer.failure.reason, at)
  const wait = Math.min(RETRY_SECONDS * 2 ** (refund.attempts - 1), LONGEST_RETRY_SECONDS)
  await postponeRefund(deps.db, refund.id, { nextAttemptAt: addSeconds(at, wait), lastError: 'no answer' })
}

/** What is refused may have been made long ago, or by somebody else: what is there is looked at. */
async function giveUp(deps: RefundDeps, actor: Actor, refund: Refund, reason: string, at: Date): Promise<void> {
  const { id, orderId } = refund
  await transact(deps.db, async (tx) => {
    await lockOrder(tx, orderId)
    if (!(await refuseRefund(tx, id, reason, at))) return
    await recordAudit(tx, { at, actor, action: 'refund.failed', orderId, subjectId: id, facts: { reason } })
    await deps.enqueue(tx, 'observe-refunds', { orderId })
    await signalOrder(tx, orderId)
  })
}

/** Queues the refunds again whose answer is still out. */
export async function sweepRefunds(deps: { db: Db; clock: Clock; enqueue: Enqueue }): Promise<number> {
  const due = await dueRefunds(deps.db, deps.clock.now(), BATCH)
  for (const refundId of due) await transact(deps.db, (tx) => deps.enqueue(tx, 'send-refund', { refundId }))
  return due.length
}
