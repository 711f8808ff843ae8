import { addSeconds, type Clock } from '@cashwrap/shared/time'
import type { Db } from '../../platform/db/database.ts'
import { signalOrder } from '../../platform/db/order-signals.ts'
import { transact } from '../../platform/db/transaction.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../auth/index.ts'
import { sharesOf } from '../marketplace/index.ts'
import type { PaymentGateway } from '../payments/index.ts'
import { claimRefund, dueRefunds, saveRefund } from './refund-store.ts'

const LEASE_SECONDS = 60
const RETRY_SECONDS = 30
const LONGEST_RETRY_SECONDS = 3600
const PENDING_SECONDS = 3600
const BATCH = 50

interface RefundDeps {
  db: Db
  clock: Clock
  gateway: PaymentGateway
}

/** Asks the provider for a promised refund. The same key and body each time, so that however often it is asked it pays back once. */
export async function sendRefund(deps: RefundDeps, actor: Actor, { refundId }: { refundId: string }): Promise<void> {
  const refund = await claimRefund(deps.db, refundId, addSeconds(deps.clock.now(), LEASE_SECONDS))
  if (!refund) return
  const answer = await deps.gateway.refund({
    idempotencyKey: `cashwrap:refund:${refund.id}`,
    paymentId: refund.providerPaymentId,
    amount: refund.amount,
    currency: refund.currency,
    orderId: refund.orderId,
    fromSeller: (await sharesOf(deps.db, refund.orderId)).some((share) => share.way === 'destination'),
    providerRefundId: refund.providerRefundId,
  })
  const at = deps.clock.now()
  await transact(deps.db, async (tx) => {
    if (answer.ok) {
      const { state, providerRefundId } = answer.value
      await saveRefund(tx, refund.id, {
        state,
        providerRefundId,
        lastError: null,
        nextAttemptAt: state === 'pending' ? addSeconds(at, PENDING_SECONDS) : null,
        settledAt: state === 'pending' ? null : at,
      })
      await recordAudit(tx, { at, actor, action: `refund.${state}`, orderId: refund.orderId, subjectId: refund.id })
    } else if (answer.failure.kind === 'refused') {
      await saveRefund(tx, refund.id, {
        state: 'failed',
        providerRefundId: null,
        lastError: answer.failure.reason,
        nextAttemptAt: null,
        settledAt: at,
      })
      await recordAudit(tx, {
        at,
        actor,
        action: 'refund.failed',
        orderId: refund.orderId,
        subjectId: refund.id,
        facts: { reason: answer.failure.reason },
      })
    } else {
      const wait = Math.min(RETRY_SECONDS * 2 ** (refund.attempts - 1), LONGEST_RETRY_SECONDS)
      await saveRefund(tx, refund.id, {
        state: 'requested',
        providerRefundId: null,
        lastError: 'no answer',
        nextAttemptAt: addSeconds(at, wait),
        settledAt: null,
      })
    }
    await signalOrder(tx, refund.orderId)
  })
}

/** Queues the refunds again whose answer is still out. */
export async function sweepRefunds(deps: { db: Db; clock: Clock; enqueue: Enqueue }): Promise<number> {
  const due = await dueRefunds(deps.db, deps.clock.now(), BATCH)
  for (const refundId of due) await transact(deps.db, (tx) => deps.enqueue(tx, 'send-refund', { refundId }))
  return due.length
}
