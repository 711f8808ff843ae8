import type { OrderId, SellerId } from '@cashwrap/shared/ids'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/database.ts'

/**
 * Money promised to a seller out of a charge; amount in minor units. What is asked of the provider is fixed when it is promised,
 * which is one generation of it.
 */
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

const COLUMNS = [
  'id',
  'order_id',
  'seller_id',
  'account_id',
  'source_charge_id',
  'amount',
  'currency',
  'generation',
  'attempts',
] as const

/** `attempts` are those of this generation. */
type Promised = Transfer & { generation: number; attempts: number }

const toPromised = (row: {
  id: string
  order_id: OrderId
  seller_id: SellerId
  account_id: string
  source_charge_id: string
  amount: number
  currency: string
  generation: number
  attempts: number
}): Promised => ({
  id: row.id,
  orderId: row.order_id,
  sellerId: row.seller_id,
  accountId: row.account_id,
  chargeId: row.source_charge_id,
  amount: row.amount,
  currency: row.currency,
  generation: row.generation,
  attempts: row.attempts,
})

export async function findTransfer(tx: Tx, id: string): Promise<Promised | undefined> {
  const row = await tx.selectFrom('transfers').select(COLUMNS).where('id', '=', id).executeTakeFirst()
  return row && toPromised(row)
}

/** Takes a transfer to send, counted as a try; null when it is done with. Set aside until `leaseUntil`. */
export async function claimTransfer(db: Db, id: string, leaseUntil: Date): Promise<Promised | null> {
  const row = await db
    .updateTable('transfers')
    .set({ attempts: sql`attempts + 1`, next_attempt_at: leaseUntil })
    .where('id', '=', id)
    .where('next_attempt_at', 'is not', null)
    .returning(COLUMNS)
    .executeTakeFirst()
  return row ? toPromised(row) : null
}

export type TransferOutcome =
  | { state: 'succeeded'; providerTransferId: string; at: Date }
  | { state: 'failed'; reason: string; at: Date }
  | { state: 'requested'; reason: string; nextAttemptAt: Date }

/** Keeps what became of a try, unless another has settled its generation meanwhile: true for the call that did it. */
export async function saveTransfer(
  tx: Tx,
  { id, generation }: Pick<Promised, 'id' | 'generation'>,
  outcome: TransferOutcome,
): Promise<boolean> {
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
    .where('generation', '=', generation)
    .where('state', '=', 'requested')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Makes the next generation of a seller's failed transfers, or of one of them, to another account or the same. */
export async function renewTransfers(
  tx: Tx,
  renewal: { sellerId: SellerId; transferId?: string; accountId: string; nextAttemptAt: Date },
): Promise<Promised[]> {
  let query = tx
    .updateTable('transfers')
    .set({
      state: 'requested',
      account_id: renewal.accountId,
      generation: sql`generation + 1`,
      attempts: 0,
      last_error: null,
      next_attempt_at: renewal.nextAttemptAt,
      settled_at: null,
    })
    .where('seller_id', '=', renewal.sellerId)
    .where('state', '=', 'failed')
  if (renewal.transferId !== undefined) query = query.where('id', '=', renewal.transferId)
  return (await query.returning(COLUMNS).execute()).map(toPromised)
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
