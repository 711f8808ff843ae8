import type { CreditPackage } from '@cashwrap/shared/contracts/credits'
import { type Ok, ok } from '@cashwrap/shared/result'
import type { Db } from '../../platform/db/database.ts'
import type { Actor } from '../auth/index.ts'
import { oneTimePrices } from './domain/one-time-prices.ts'
import { listPackages } from './package-store.ts'

/**
 * What can be bought of credits, each at one price: that in `currency` (the shop's if not given), else in another it is sold in.
 * What costs nothing is no package.
 */
export async function listCreditPackages(
  deps: { db: Db; config: { shop: { currency: string } } },
  _actor: Actor,
  { currency = deps.config.shop.currency }: { currency?: string | undefined },
): Promise<Ok<CreditPackage[]>> {
  const rows = await listPackages(deps.db)
  return ok(
    rows.flatMap((row) => {
      const [price] = oneTimePrices(row, currency)
      if (!price || price.amount === 0) return []
      return {
        productId: row.id,
        slug: row.slug,
        externalId: row.external_id,
        title: row.title,
        summary: row.summary,
        pictureSeed: row.picture_seed,
        creditType: row.credit_type,
        credits: row.credits,
        price: { amount: price.amount, currency: price.currency },
        isPopular: row.popular,
        discount: row.discount,
      }
    }),
  )
}
