import type { CreditPackage } from '@cashwrap/shared/contracts/credits'
import type { ProductId } from '@cashwrap/shared/ids'
import type { Db, Tx } from '../../platform/db/database.ts'
import { activePrices } from './priceable-store.ts'

/** Every published package, in the shop's order, with its active prices. */
export async function listPackages(db: Db) {
  return db
    .selectFrom('credit_packages as c')
    .innerJoin('products', 'products.id', 'c.product_id')
    .select([
      'products.id',
      'products.slug',
      'products.external_id',
      'products.title',
      'products.summary',
      'products.picture_seed',
      'c.credit_type',
      'c.credits',
      'c.popular',
      'c.discount',
      activePrices.as('prices'),
    ])
    .where('products.status', '=', 'published')
    .orderBy('products.position')
    .orderBy('products.id')
    .execute()
}

/** Says what a product gives; a trigger refuses an id that the plugin would misread. */
export async function savePackage(
  tx: Tx,
  productId: ProductId,
  gives: Pick<CreditPackage, 'creditType' | 'credits' | 'isPopular' | 'discount'>,
): Promise<void> {
  const row = {
    credit_type: gives.creditType,
    credits: gives.credits,
    popular: gives.isPopular,
    discount: gives.discount,
  }
  await tx
    .insertInto('credit_packages')
    .values({ product_id: productId, ...row })
    .onConflict((conflict) => conflict.column('product_id').doUpdateSet(row))
    .execute()
}
