import { newId, type OrderId } from '@cashwrap/shared/ids'
import type { Db, Tx } from '../../platform/db/database.ts'

/** Money that the provider holds for an order, once per object of the provider. Amount in minor units. */
export interface PaymentFact {
  orderId: OrderId
  providerObjectId: string
  amount: number
  currency: string
  account: string | null
  livemode: boolean
  capturedAt: Date
  at: Date
}

/** Throws `payments_fact_once` where the same object was already booked, which would be another order's money. */
export async function recordPayment(tx: Tx, fact: PaymentFact): Promise<void> {
  await tx
    .insertInto('payments')
    .values({
      id: newId(fact.at.getTime()),
      order_id: fact.orderId,
      kind: 'capture',
      provider_object_id: fact.providerObjectId,
      amount: fact.amount,
      currency: fact.currency,
      account: fact.account,
      livemode: fact.livemode,
      captured_at: fact.capturedAt,
      recorded_at: fact.at,
    })
    .execute()
}

/** What was captured for an order: the payment at the provider, and its amount in minor units. */
export interface Capture {
  orderId: OrderId
  paymentId: string
  amount: number
  currency: string
}

const selectCapture = (db: Db | Tx) =>
  db
    .selectFrom('payments')
    .select(['order_id as orderId', 'provider_object_id as paymentId', 'amount', 'currency'])
    .where('kind', '=', 'capture')

/** By the payment at the provider; null for one that no order here was paid with. */
export async function findCapture(db: Db | Tx, paymentId: string): Promise<Capture | null> {
  return (await selectCapture(db).where('provider_object_id', '=', paymentId).executeTakeFirst()) ?? null
}

/** By the order; null for one that was not paid, or cost nothing. */
export async function findCaptureOf(db: Db | Tx, orderId: OrderId): Promise<Capture | null> {
  return (await selectCapture(db).where('order_id', '=', orderId).executeTakeFirst()) ?? null
}

/** Keeps a refused attempt on its order, once: true for the call that did it. */
export async function recordAttempt(
  tx: Tx,
  attempt: { orderId: OrderId; attemptId: string; code: string; at: Date },
): Promise<boolean> {
  const row = await tx
    .insertInto('payment_attempts')
    .values({
      id: newId(attempt.at.getTime()),
      order_id: attempt.orderId,
      provider_object_id: attempt.attemptId,
      code: attempt.code,
      at: attempt.at,
    })
    .onConflict((conflict) => conflict.column('provider_object_id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
