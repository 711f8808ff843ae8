import type { PriceId, ProductId } from '@cashwrap/shared/ids'
import type { Tx } from '../../platform/db/database.ts'

/** What tells the active prices of one product apart: there is one of each. */
export interface PricePlace {
  productId: ProductId
  currency: string
  interval: 'month' | 'year' | null
}

export async function findActivePrice(tx: Tx, place: PricePlace): Promise<{ id: PriceId; amount: number } | undefined> {
  return tx
    .selectFrom('prices')
    .select(['id', 'unit_amount as amount'])
    .where('product_id', '=', place.productId)
    .where('currency', '=', place.currency)
    .where('interval', place.interval === null ? 'is' : '=', place.interval)
    .where('active', '=', true)
    .executeTakeFirst()
}

export async function hasActivePrice(tx: Tx, productId: ProductId): Promise<boolean> {
  const row = await tx
    .selectFrom('prices')
    .select('id')
    .where('product_id', '=', productId)
    .where('active', '=', true)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export async function retirePrice(tx: Tx, id: PriceId, at: Date): Promise<void> {
  await tx.updateTable('prices').set({ active: false, retired_at: at }).where('id', '=', id).execute()
}

/** `amount` in minor units. */
export async function insertPrice(
  tx: Tx,
  price: PricePlace & { id: PriceId; externalId: string; amount: number; createdAt: Date },
): Promise<void> {
  await tx
    .insertInto('prices')
    .values({
      id: price.id,
      external_id: price.externalId,
      product_id: price.productId,
      currency: price.currency,
      unit_amount: price.amount,
      interval: price.interval,
      created_at: price.createdAt,
      retired_at: null,
    })
    .execute()
}
