import type { PlanCard } from '@cashwrap/shared/contracts/subscriptions'

export interface PlanGroup {
  /** Null for the shop's own. */
  seller: { slug: string; name: string } | null
  plans: PlanCard[]
}

/** The shop's own plans first, then each seller's under their name; within, the shop's order. */
export function groupPlans(plans: readonly PlanCard[]): PlanGroup[] {
  const own = plans.filter(({ seller }) => seller === null)
  const sellers = new Map(plans.flatMap(({ seller }) => (seller ? [[seller.slug, seller] as const] : [])))
  return [
    ...(own.length > 0 ? [{ seller: null, plans: own }] : []),
    ...[...sellers.values()].map((seller) => ({
      seller,
      plans: plans.filter((plan) => plan.seller?.slug === seller.slug),
    })),
  ]
}

/** Another plan of the same house that the reader pays for: it may be changed instead of paying for both. */
export const paidBeside = (plan: PlanCard, plans: readonly PlanCard[]): PlanCard | undefined =>
  plan.subscription === null
    ? plans.find((other) => other.subscription?.status === 'active' && other.seller?.slug === plan.seller?.slug)
    : undefined
