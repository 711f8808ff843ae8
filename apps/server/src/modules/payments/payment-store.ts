import { newId, type OrderId } from '@cashwrap/shared/ids'
import type { Tx } from '../../platform/db/database.ts'

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
