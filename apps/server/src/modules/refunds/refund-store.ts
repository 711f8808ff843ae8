import { newId, type OrderId } from '@cashwrap/shared/ids'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/database.ts'
import type { KnownRefund, RefundState } from './domain/refund-state.ts'

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
      provider_reason: null,
      created_at: refund.at,
      next_attempt_at: refund.nextAttemptAt,
    })
    .onConflict((conflict) => conflict.constraint('refunds_once_per_reason').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** How a refund stands at the provider, and when to look at it again. */
interface Standing {
  state: Exclude<RefundState, 'requested'>
  providerRefundId: string
  nextAttemptAt: Date | null
  settledAt: Date | null
}

/** Keeps one that somebody made at the provider. Amount in minor units. */
export async function insertMadeRefund(
  tx: Tx,
  refund: Standing & {
    orderId: OrderId
    providerPaymentId: string
    providerReason: string | null
    amount: number
    currency: string
    createdAt: Date
  },
): Promise<string> {
  const id = newId(refund.createdAt.getTime())
  await tx
    .insertInto('refunds')
    .values({
      id,
      order_id: refund.orderId,
      reason: null,
      provider_payment_id: refund.providerPaymentId,
      amount: refund.amount,
      currency: refund.currency,
      state: refund.state,
      provider_refund_id: refund.providerRefundId,
      provider_reason: refund.providerReason,
      created_at: refund.createdAt,
      next_attempt_at: refund.nextAttemptAt,
      settled_at: refund.settledAt,
    })
    .execute()
  return id
}

/** All refunds of an order, oldest first. Its state changes under the order's lock alone. */
export async function listRefundsOf(tx: Tx, orderId: OrderId): Promise<(KnownRefund & { reason: string | null })[]> {
  const rows = await tx
    .selectFrom('refunds')
    .select(['id', 'state', 'amount', 'reason', 'provider_refund_id as providerRefundId'])
    .where('order_id', '=', orderId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows
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

export async function saveStanding(tx: Tx, id: string, standing: Standing): Promise<void> {
  await tx
    .updateTable('refunds')
    .set({
      state: standing.state,
      provider_refund_id: standing.providerRefundId,
      last_error: null,
      next_attempt_at: standing.nextAttemptAt,
      settled_at: standing.settledAt,
    })
    .where('id', '=', id)
    .execute()
}

/** Ends one that the provider refuses for good: true for the call that did it. */
export async function refuseRefund(tx: Tx, id: string, reason: string, at: Date): Promise<boolean> {
  const row = await tx
    .updateTable('refunds')
    .set({ state: 'failed', last_error: reason, next_attempt_at: null, settled_at: at })
    .where('id', '=', id)
    .where('state', 'in', ['requested', 'pending'])
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Puts off to look at one again, unless it is done with by now. */
export async function postponeRefund(
  db: Db | Tx,
  id: string,
  { nextAttemptAt, lastError }: { nextAttemptAt: Date; lastError: string | null },
): Promise<void> {
  await db
    .updateTable('refunds')
    .set({ last_error: lastError, next_attempt_at: nextAttemptAt })
    .where('id', '=', id)
    .where('next_attempt_at', 'is not', null)
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
