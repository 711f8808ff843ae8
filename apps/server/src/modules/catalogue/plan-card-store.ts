import type { PlanCard, PlanPrice } from '@cashwrap/shared/contracts/subscriptions'
import type { ProductId } from '@cashwrap/shared/ids'
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { periodCredits } from './period-credits-store.ts'

interface PlanCardRow {
  id: ProductId
  slug: string
  title: string
  summary: string
  includes: string[]
  picture_seed: string
  seller: PlanCard['seller']
  prices: PlanPrice[]
  trial_days: number
  credit_type: string | null
  products: PlanCard['opens']['products']
  opened_seller: string | null
}

/**
 * Every plan on sale, in the shop's order, with all its card shows but what depends on the viewer, in one statement. Prices in
 * the shop's currency come first.
 */
export async function readPlanCards(db: Db, shopCurrency: string): Promise<Omit<PlanCard, 'subscription'>[]> {
  const { rows } = await sql<PlanCardRow>`
    select products.id, products.slug, products.title, products.summary, products.includes, products.picture_seed,
      (select json_build_object('slug', sellers.slug, 'name', sellers.name)
       from sellers where sellers.id = products.seller_id) as seller,
      offered.prices,
      coalesce(plans.trial_days, 0) as trial_days, plans.credit_type,
      (select coalesce(json_agg(json_build_object('slug', part.slug, 'title', part.title) order by product_parts.position), '[]')
       from product_parts join products part on part.id = product_parts.part_id
       where product_parts.product_id = products.id and part.status = 'published') as products,
      (select sellers.name from sellers where sellers.id = plans.opens_seller_id) as opened_seller
    from products
    left join plans on plans.product_id = products.id
    cross join lateral (
      select json_agg(json_build_object(
        'id', prices.id, 'externalId', prices.external_id, 'interval', prices.interval,
        'price', json_build_object('amount', prices.unit_amount, 'currency', prices.currency),
        'credits', ${periodCredits('prices')}
      ) order by prices.currency <> ${shopCurrency}, prices.currency, prices.interval) as prices
      from prices
      where prices.product_id = products.id and prices.active and prices.interval is not null
    ) offered
    where products.kind = 'plan' and products.status = 'published' and offered.prices is not null
    order by products.position, products.id`.execute(db)
  return rows.map((row) => ({
    productId: row.id,
    slug: row.slug,
    title: row.title,
    summary: row.summary,
    includes: row.includes,
    pictureSeed: row.picture_seed,
    seller: row.seller,
    prices: row.prices,
    trialDays: row.trial_days,
    creditType: row.credit_type,
    opens: { products: row.products, sellerName: row.opened_seller },
  }))
}
