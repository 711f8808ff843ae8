import type { CreditPackage } from '@cashwrap/shared/contracts/credits'
import type { ProductKind } from '@cashwrap/shared/contracts/primitives'
import type { ProductId } from '@cashwrap/shared/ids'
import type { Money } from '@cashwrap/shared/money'
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

/** What a product gives and costs, and whether it is shown; undefined for one that is no package. */
export async function findPackage(
  tx: Tx,
  productId: ProductId,
): Promise<
  | (Pick<CreditPackage, 'externalId' | 'creditType' | 'credits'> &
      Pick<PackageProduct, 'status'> & { prices: readonly Money[] })
  | undefined
> {
  return tx
    .selectFrom('credit_packages as c')
    .innerJoin('products', 'products.id', 'c.product_id')
    .select(['products.external_id as externalId', 'products.status', 'c.credit_type as creditType', 'c.credits'])
    .select(activePrices.as('prices'))
    .where('products.id', '=', productId)
    .executeTakeFirst()
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

interface PackageProduct {
  id: ProductId
  slug: string
  kind: ProductKind
  status: 'draft' | 'published' | 'unpublished'
}

/** The product of this name, locked, whatever its kind. */
export async function findPackageProduct(tx: Tx, externalId: string): Promise<PackageProduct | undefined> {
  return tx
    .selectFrom('products')
    .select(['id', 'slug', 'kind', 'status'])
    .where('external_id', '=', externalId)
    .forUpdate()
    .executeTakeFirst()
}

/** Puts a new package at the end of the shop's order, as a draft; undefined where its name or the end of its address is taken. */
export async function insertPackageProduct(
  tx: Tx,
  product: { id: ProductId; externalId: string; slug: string; title: string; summary: string; at: Date },
): Promise<PackageProduct | undefined> {
  return tx
    .insertInto('products')
    .values((values) => ({
      id: product.id,
      external_id: product.externalId,
      slug: product.slug,
      kind: 'credit_package',
      status: 'draft',
      title: product.title,
      summary: product.summary,
      picture_seed: product.slug,
      position: values
        .selectFrom('products')
        .select((columns) =>
          columns(columns.fn.coalesce(columns.fn.max('position'), columns.lit(0)), '+', 10).as('last'),
        )
        .$castTo<{ last: number }>(),
      created_at: product.at,
    }))
    .onConflict((conflict) => conflict.doNothing())
    .returning(['id', 'slug', 'kind', 'status'])
    .executeTakeFirst()
}

export async function renameProduct(tx: Tx, id: ProductId, title: string): Promise<void> {
  await tx.updateTable('products').set({ title }).where('id', '=', id).execute()
}
