import { newId, type PriceId, type ProductId } from '@cashwrap/shared/ids'
import type { House } from './house.ts'
import type { SellerSlug, Slug } from './stock.ts'

interface Plan {
  title: string
  month: number
  year: number
  trialDays?: number
  credits?: { creditType: string; perMonth: number; perYear: number }
  opens?: readonly Slug[]
  /** Opens everything of theirs, and is theirs. */
  seller?: SellerSlug
}

/** The plans of the test shop, in minor units of USD. */
export const PLANS = {
  basic: {
    title: 'Basic',
    month: 900,
    year: 9000,
    trialDays: 14,
    credits: { creditType: 'lesson', perMonth: 20, perYear: 240 },
    opens: ['course'],
  },
  studio: {
    title: 'Studio',
    month: 1900,
    year: 19_000,
    credits: { creditType: 'lesson', perMonth: 60, perYear: 720 },
    opens: ['course', 'sheets'],
  },
  plain: { title: 'Plain', month: 500, year: 5000, opens: ['video'] },
  gallery: { title: 'Gallery', month: 1200, year: 12_000, seller: 'pia' },
} as const satisfies Record<string, Plan>

export type PlanSlug = keyof typeof PLANS
export type StockedPlans = Record<PlanSlug, { productId: ProductId; month: PriceId; year: PriceId }>

/** Puts the plans on sale; answers what names them. */
export async function stockPlans({ deps, products, sellers }: House): Promise<StockedPlans> {
  const { db } = deps
  const at = deps.clock.now()
  const stocked = {} as StockedPlans
  for (const [position, slug] of (Object.keys(PLANS) as PlanSlug[]).entries()) {
    const plan: Plan = PLANS[slug]
    const productId = newId<'product'>(at.getTime())
    const prices = { month: newId<'price'>(at.getTime()), year: newId<'price'>(at.getTime()) }
    stocked[slug] = { productId, ...prices }
    await db
      .insertInto('products')
      .values({
        id: productId,
        external_id: `plan_${slug}`,
        slug,
        kind: 'plan',
        status: 'published',
        title: plan.title,
        summary: `${plan.title}, by the month or the year`,
        picture_seed: slug,
        position: 100 + position,
        seller_id: plan.seller ? sellers[plan.seller] : null,
        created_at: at,
      })
      .execute()
    await db
      .insertInto('plans')
      .values({
        product_id: productId,
        trial_days: plan.trialDays ?? 0,
        opens_seller_id: plan.seller ? sellers[plan.seller] : null,
        credit_type: plan.credits?.creditType ?? null,
        credits_per_month: plan.credits?.perMonth ?? null,
        credits_per_year: plan.credits?.perYear ?? null,
      })
      .execute()
    const parts = (plan.opens ?? []).map((part, index) => ({
      product_id: productId,
      part_id: products[part],
      position: index + 1,
    }))
    if (parts.length > 0) await db.insertInto('product_parts').values(parts).execute()
    for (const interval of ['month', 'year'] as const)
      await db
        .insertInto('prices')
        .values({
          id: prices[interval],
          external_id: `link_${slug}_${interval}`,
          product_id: productId,
          currency: 'USD',
          unit_amount: plan[interval],
          interval,
          created_at: at,
        })
        .execute()
  }
  return stocked
}
