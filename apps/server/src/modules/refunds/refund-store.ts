import { newId, type OrderId } from '@cashwrap/shared/ids'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/database.ts'

/** Money promised back. What is asked of the provider is fixed when the row is written; its id is the idempotency key. */
export interface Refund {
  id: string
  orderId: OrderId
  providerPaymentId: string
  amount: number
  currency: string
  /** Once the provider has made it. */
  providerRefundId: string | null
  attempts: number
}

/** Promises a refund once per order and reason; null when it was promised before. Amount in minor units. */
export async function insertRefund(
  tx: Tx,
  refund: {
    orderId: OrderId
    reason: string
    providerPaymentId: string
    amount: number
    currency: string
    at: Date
    nextAttemptAt: Date
  },
): Promise<string | null> {
  const row = await tx
    .insertInto('refunds')
    .values({
      id: newId(refund.at.getTime()),
      order_id: refund.orderId,
      reason: refund.reason,
      provider_payment_id: refund.providerPaymentId,
      amount: refund.amount,
      currency: refund.currency,
      state: 'requested',
      created_at: refund.at,
      next_attempt_at: refund.nextAttemptAt,
    })
    .onConflict((conflict) => conflict.constraint('refunds_once_per_reason').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** Takes a refund to send; null when it is done with. Set aside until `leaseUntil`. */
export async function claimRefund(db: Db, id: string, leaseUntil: Date): Promise<Refund | null> {
  const row = await db
    .updateTable('refunds')
    .set({ attempts: sql`attempts + 1`, next_attempt_at: leaseUntil })
    .where('id', '=', id)
    .where('next_attempt_at', 'is not', null)
    .returning(['id', 'order_id', 'provider_payment_id', 'amount', 'currency', 'provider_refund_id', 'attempts'])
    .executeTakeFirst()
  return row
    ? {
        id: row.id,
        orderId: row.order_id,
        providerPaymentId: row.provider_payment_id,
        amount: row.amount,
        currency: row.currency,
        providerRefundId: row.provider_refund_id,
        attempts: row.attempts,
      }
    : null
}

export async function saveRefund(
  tx: Tx,
  id: string,
  outcome: {
    state: 'requested' | 'pending' | 'succeeded' | 'failed'
    providerRefundId: string | null
    lastError: string | null
    nextAttemptAt: Date | null
    settledAt: Date | null
  },
): Promise<void> {
  await tx
    .updateTable('refunds')
    .set({
      state: outcome.state,
      ...(outcome.providerRefundId !== null && { provider_refund_id: outcome.providerRefundId }),
      last_error: outcome.lastError,
      next_attempt_at: outcome.nextAttemptAt,
      settled_at: outcome.settledAt,
    })
    .where('id', '=', id)
    .execute()
}

export async function dueRefunds(db: Db, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('refunds')
    .select('id')
    .where('next_attempt_at', '<=', now)
    .orderBy('next_attempt_at')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}
