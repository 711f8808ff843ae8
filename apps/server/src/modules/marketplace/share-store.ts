import type { OrderId, SellerId } from '@cashwrap/shared/ids'
import { partOf } from '@cashwrap/shared/money'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/database.ts'
import type { OrderShare } from './domain/split.ts'

const COLUMNS = ['seller_id', 'way', 'account_id', 'currency', 'gross', 'fee', 'fee_ppm'] as const

const toShare = (row: {
  seller_id: SellerId
  way: 'destination' | 'transfer'
  account_id: string
  currency: string
  gross: number
  fee: number
  fee_ppm: number
}): OrderShare => ({
  sellerId: row.seller_id,
  way: row.way,
  accountId: row.account_id,
  currency: row.currency,
  gross: row.gross,
  fee: row.fee,
  feePpm: row.fee_ppm,
})

/** Writes what each seller gets of an order that is being placed. */
export async function insertShares(tx: Tx, orderId: OrderId, shares: readonly OrderShare[]): Promise<void> {
  if (shares.length === 0) return
  await tx
    .insertInto('order_shares')
    .values(
      shares.map((share) => ({
        order_id: orderId,
        seller_id: share.sellerId,
        way: share.way,
        account_id: share.accountId,
        currency: share.currency,
        gross: share.gross,
        fee: share.fee,
        fee_ppm: share.feePpm,
        sold_at: null,
      })),
    )
    .execute()
}

/** What each seller gets of an order; empty for one of the shop's own goods. */
export async function sharesOf(db: Db | Tx, orderId: OrderId): Promise<OrderShare[]> {
  const rows = await db
    .selectFrom('order_shares')
    .select(COLUMNS)
    .where('order_id', '=', orderId)
    .orderBy('seller_id')
    .execute()
  return rows.map(toShare)
}

/**
 * Writes down what the refunds of an order took from the seller its charge went to, and what they gave back of the fee. Minor
 * units, all refunds together; never less than was known before.
 */
export async function noteReversal(
  tx: Tx,
  orderId: OrderId,
  { captured, reversed, feeRefunded }: { captured: number; reversed: number; feeRefunded: number },
): Promise<void> {
  const share = (await sharesOf(tx, orderId)).find(({ way }) => way === 'destination')
  if (!share) return
  // Under a tax that the provider adds, the charge is more than what the seller's lines cost.
  const refunded = Math.min(share.gross, partOf(share.gross, reversed, captured))
  await tx
    .updateTable('order_shares')
    .set({
      refunded: sql`greatest(refunded, ${refunded}::bigint)`,
      fee_refunded: sql`greatest(fee_refunded, ${Math.min(share.fee, feeRefunded)}::bigint)`,
    })
    .where('order_id', '=', orderId)
    .where('seller_id', '=', share.sellerId)
    .execute()
}

/** The shop's fee of an order as the provider took it, where it works it out itself: of a plan. Minor units. */
export async function noteFee(tx: Tx, orderId: OrderId, fee: number): Promise<void> {
  await tx
    .updateTable('order_shares')
    .set({ fee: sql`least(gross, ${fee}::bigint)` })
    .where('order_id', '=', orderId)
    .where('way', '=', 'destination')
    .execute()
}

/** Marks an order's shares as sold; answers those for which this call did it. */
export async function markSold(tx: Tx, orderId: OrderId, at: Date): Promise<OrderShare[]> {
  const rows = await tx
    .updateTable('order_shares')
    .set({ sold_at: at })
    .where('order_id', '=', orderId)
    .where('sold_at', 'is', null)
    .returning(COLUMNS)
    .execute()
  return rows.map(toShare)
}
