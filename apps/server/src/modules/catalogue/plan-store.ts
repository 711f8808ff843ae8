import type { PlanInterval } from '@cashwrap/shared/contracts/subscriptions'
import type { PriceId } from '@cashwrap/shared/ids'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/database.ts'
import { isStorableText } from '../../platform/db/storable-text.ts'
import type { PlanOffer } from './domain/plan-offer.ts'
import { periodCredits } from './period-credits-store.ts'

/** Recurring prices of plans, each a row. */
const selectOffers = (db: Db | Tx) =>
  db
    .selectFrom('prices')
    .innerJoin('products', 'products.id', 'prices.product_id')
    .leftJoin('plans', 'plans.product_id', 'products.id')
    .select([
      'products.id as product_id',
      'products.slug',
      'products.title',
      'products.summary',
      'products.picture_seed',
      'products.seller_id',
      'prices.id as price_id',
      'prices.external_id as price_external_id',
      'prices.currency',
      'prices.unit_amount',
      sql<PlanInterval>`prices.interval`.as('interval'),
      sql<number>`coalesce(plans.trial_days, 0)`.as('trial_days'),
      'plans.credit_type',
      periodCredits('prices').as('credits'),
    ])
    .where('products.kind', '=', 'plan')
    .where('prices.interval', 'is not', null)

type OfferRow = Awaited<ReturnType<ReturnType<typeof selectOffers>['executeTakeFirstOrThrow']>>

const toOffer = (row: OfferRow): PlanOffer => ({
  productId: row.product_id,
  slug: row.slug,
  title: row.title,
  summary: row.summary,
  pictureSeed: row.picture_seed,
  sellerId: row.seller_id,
  priceId: row.price_id,
  priceExternalId: row.price_external_id,
  interval: row.interval,
  money: { amount: row.unit_amount, currency: row.currency },
  trialDays: row.trial_days,
  allowance:
    row.credit_type === null || row.credits === null ? null : { creditType: row.credit_type, credits: row.credits },
})

/** Those that can be subscribed to now. */
const selectSold = (db: Db | Tx) =>
  selectOffers(db).where('products.status', '=', 'published').where('prices.active', '=', true)

/** A plan on sale at an active price, by the price's id or by what old clients know the price by. */
export async function findSoldPlan(
  db: Db | Tx,
  named: { priceId: PriceId } | { price: string },
): Promise<PlanOffer | undefined> {
  if ('price' in named && !isStorableText(named.price)) return undefined
  const sold = selectSold(db)
  const row = await ('price' in named
    ? sold.where('prices.external_id', '=', named.price)
    : sold.where('prices.id', '=', named.priceId)
  ).executeTakeFirst()
  return row && toOffer(row)
}

/** The plan that a price is of as it is now, whether or not it is sold any more: what a running subscription is of. */
export async function planOfPrice(db: Db | Tx, priceId: PriceId): Promise<PlanOffer | undefined> {
  const row = await selectOffers(db).where('prices.id', '=', priceId).executeTakeFirst()
  return row && toOffer(row)
}

/**
 * What who subscribes at this price could have instead, in the same currency: the seller's other plans at the same interval, and
 * the same plan at the other one. In the shop's order; whether a change is allowed is not asked here.
 */
export async function changeOptionsOf(db: Db | Tx, priceId: PriceId): Promise<PlanOffer[]> {
  const rows = await selectSold(db)
    .innerJoin('prices as now', (join) => join.on('now.id', '=', priceId))
    .innerJoin('products as plan', 'plan.id', 'now.product_id')
    .whereRef('prices.currency', '=', 'now.currency')
    .where(
      sql<boolean>`
        (products.id = plan.id and prices.interval <> now.interval
         or products.id <> plan.id and prices.interval = now.interval and products.seller_id is not distinct from plan.seller_id)`,
    )
    .orderBy('products.position')
    .orderBy('products.id')
    .execute()
  return rows.map(toOffer)
}
