import type { BasketKey, UserId } from '@cashwrap/shared/ids'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'

/** Makes others wait who would begin an order for the same basket, until the transaction ends. */
export async function lockBasket(tx: Tx, basket: BasketKey): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${basket}, 0))`.execute(tx)
}

/** Makes others wait who would give something to the same buyer, until the transaction ends. */
export async function lockBuyer(tx: Tx, buyer: { userId: UserId | null; email: string | null }): Promise<void> {
  const name = `buyer:${buyer.userId ?? buyer.email ?? ''}`
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx)
}
