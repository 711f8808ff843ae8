import type { OrderId, SellerId } from '@cashwrap/shared/ids'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/database.ts'

/** Money promised to a seller out of a charge. What is asked of the provider is fixed when the row is written; amount in minor units. */
export interface Transfer {
  id: string
  orderId: OrderId
  sellerId: SellerId
  accountId: string
  chargeId: string
  amount: number
  currency: string
}

export async function insertTransfers(
  tx: Tx,
  transfers: readonly Transfer[],
  row: { at: Date; nextAttemptAt: Date },
): Promise<void> {
  await tx
    .insertInto('transfers')
    .values(
      transfers.map((transfer) => ({
        id: transfer.id,
        order_id: transfer.orderId,
        seller_id: transfer.sellerId,
        account_id: transfer.accountId,
        source_charge_id: transfer.chargeId,
        amount: transfer.amount,
        currency: transfer.currency,
        state: 'requested' as const,
        provider_transfer_id: null,
        last_error: null,
        created_at: row.at,
        next_attempt_at: row.nextAttemptAt,
        settled_at: null,
      })),
    )
    .execute()
}

/** Takes a transfer to send, counted as a try; null when it is done with. Set aside until `leaseUntil`. */
export async function claimTransfer(
  db: Db,
  id: string,
  leaseUntil: Date,
): Promise<(Transfer & { attempts: number }) | null> {
  const row = await db
    .updateTable('transfers')
    .set({ attempts: sql`attempts + 1`, next_attempt_at: leaseUntil })
    .where('id', '=', id)
    .where('next_attempt_at', 'is not', null)
    .returning(['id', 'order_id', 'seller_id', 'account_id', 'source_charge_id', 'amount', 'currency', 'attempts'])
    .executeTakeFirst()
  return row
    ? {
        id: row.id,
        orderId: row.order_id,
        sellerId: row.seller_id,
        accountId: row.account_id,
        chargeId: row.source_charge_id,
        amount: row.amount,
        currency: row.currency,
        attempts: row.attempts,
      }
    : null
}

export type TransferOutcome =
  | { state: 'succeeded'; providerTransferId: string; at: Date }
  | { state: 'failed'; reason: string; at: Date }
  | { state: 'requested'; reason: string; nextAttemptAt: Date }

/** Keeps what became of a try, unless another has settled it meanwhile: true for the call that did it. */
export async function saveTransfer(tx: Tx, id: string, outcome: TransferOutcome): Promise<boolean> {
  const row = await tx
    .updateTable('transfers')
    .set({
      state: outcome.state,
      provider_transfer_id: outcome.state === 'succeeded' ? outcome.providerTransferId : null,
      last_error: outcome.state === 'succeeded' ? null : outcome.reason,
      next_attempt_at: outcome.state === 'requested' ? outcome.nextAttemptAt : null,
      settled_at: outcome.state === 'requested' ? null : outcome.at,
    })
    .where('id', '=', id)
    .where('state', '=', 'requested')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function dueTransfers(db: Db, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('transfers')
    .select('id')
    .where('next_attempt_at', '<=', now)
    .orderBy('next_attempt_at')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}
