import type { ProductKind } from '@cashwrap/shared/contracts/primitives'
import type { ProductId, SellerId } from '@cashwrap/shared/ids'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import { isStorableText } from '../../platform/db/storable-text.ts'

export interface PlanProduct {
  id: ProductId
  slug: string
  title: string
  kind: ProductKind
  sellerId: SellerId | null
}

/** What a plan gives besides the products that are its parts. */
export interface PlanTerms {
  trialDays: number
  opensSellerId: SellerId | null
  creditType: string | null
  creditsPerMonth: number | null
  creditsPerYear: number | null
}

/** The product at the end of this address, locked, whatever its kind. */
export async function lockPlanProduct(tx: Tx, slug: string): Promise<PlanProduct | undefined> {
  if (!isStorableText(slug)) return undefined
  return tx
    .selectFrom('products')
    .select(['id', 'slug', 'title', 'kind', 'seller_id as sellerId'])
    .where('slug', '=', slug)
    .forUpdate()
    .executeTakeFirst()
}

/** Puts a new plan at the end of the shop's order, as a draft; undefined where its name or the end of its address is taken. */
export async function insertPlanProduct(
  tx: Tx,
  plan: { id: ProductId; externalId: string; slug: string; title: string; sellerId: SellerId | null; at: Date },
): Promise<PlanProduct | undefined> {
  return tx
    .insertInto('products')
    .values((values) => ({
      id: plan.id,
      external_id: plan.externalId,
      slug: plan.slug,
      kind: 'plan',
      status: 'draft',
      title: plan.title,
      summary: 'A plan, by the month or the year.',
      picture_seed: plan.slug,
      seller_id: plan.sellerId,
      position: values
        .selectFrom('products')
        .select((columns) =>
          columns(columns.fn.coalesce(columns.fn.max('position'), columns.lit(0)), '+', 10).as('last'),
        )
        .$castTo<{ last: number }>(),
      created_at: plan.at,
    }))
    .onConflict((conflict) => conflict.doNothing())
    .returning(['id', 'slug', 'title', 'kind', 'seller_id as sellerId'])
    .executeTakeFirst()
}

export async function renamePlan(tx: Tx, id: ProductId, title: string): Promise<void> {
  await tx.updateTable('products').set({ title }).where('id', '=', id).execute()
}

export async function findPlanTerms(tx: Tx, productId: ProductId): Promise<PlanTerms | undefined> {
  return tx
    .selectFrom('plans')
    .select([
      'trial_days as trialDays',
      'opens_seller_id as opensSellerId',
      'credit_type as creditType',
      'credits_per_month as creditsPerMonth',
      'credits_per_year as creditsPerYear',
    ])
    .where('product_id', '=', productId)
    .executeTakeFirst()
}

export async function savePlanTerms(tx: Tx, productId: ProductId, terms: PlanTerms): Promise<void> {
  const row = {
    trial_days: terms.trialDays,
    opens_seller_id: terms.opensSellerId,
    credit_type: terms.creditType,
    credits_per_month: terms.creditsPerMonth,
    credits_per_year: terms.creditsPerYear,
  }
  await tx
    .insertInto('plans')
    .values({ product_id: productId, ...row })
    .onConflict((conflict) => conflict.column('product_id').doUpdateSet(row))
    .execute()
}

export interface PlanPart {
  id: ProductId
  slug: string
  kind: ProductKind
  sellerId: SellerId | null
}

/** The products at the ends of these addresses, shown or not, in no order. */
export async function findPlanParts(tx: Tx, slugs: readonly string[]): Promise<PlanPart[]> {
  return tx
    .selectFrom('products')
    .select(['id', 'slug', 'kind', 'seller_id as sellerId'])
    .where('slug', '=', sql<string>`any(${slugs.filter(isStorableText)}::text[])`)
    .execute()
}

/** Has a plan open these products, in this order, and no others. */
export async function replacePlanParts(tx: Tx, productId: ProductId, partIds: readonly ProductId[]): Promise<void> {
  await tx.deleteFrom('product_parts').where('product_id', '=', productId).execute()
  if (partIds.length === 0) return
  await tx
    .insertInto('product_parts')
    .values(partIds.map((partId, index) => ({ product_id: productId, part_id: partId, position: index + 1 })))
    .execute()
}

/** A seller by what commands and old clients call them. */
export async function findSellerId(tx: Tx, seller: string): Promise<SellerId | undefined> {
  if (!isStorableText(seller)) return undefined
  const row = await tx
    .selectFrom('sellers')
    .select('id')
    .where((eb) => eb.or([eb('slug', '=', seller), eb('external_id', '=', seller)]))
    .executeTakeFirst()
  return row?.id
}
