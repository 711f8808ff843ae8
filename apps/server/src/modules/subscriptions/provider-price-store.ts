import type { PriceId } from '@cashwrap/shared/ids'
import type { Db, Tx } from '../../platform/db/database.ts'

/** Notes which of our prices a price at the provider is. */
export async function rememberProviderPrice(
  db: Db | Tx,
  { providerPriceId, priceId, at }: { providerPriceId: string; priceId: PriceId; at: Date },
): Promise<void> {
  await db
    .insertInto('provider_prices')
    .values({ provider_price_id: providerPriceId, price_id: priceId, created_at: at })
    .onConflict((conflict) => conflict.column('provider_price_id').doUpdateSet({ price_id: priceId }))
    .execute()
}

/** Which of our prices these are. */
export async function pricesOfProvider(
  db: Db | Tx,
  providerPriceIds: readonly string[],
): Promise<Map<string, PriceId>> {
  if (providerPriceIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('provider_prices')
    .select(['provider_price_id', 'price_id'])
    .where('provider_price_id', 'in', [...new Set(providerPriceIds)])
    .execute()
  return new Map(rows.map((row) => [row.provider_price_id, row.price_id]))
}
