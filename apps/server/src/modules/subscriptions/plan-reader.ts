import type { PriceId } from '@cashwrap/shared/ids'
import type { Tx } from '../../platform/db/database.ts'
import { type PlanOffer, planOfPrice } from '../catalogue/index.ts'

export type PlanReader = (priceId: PriceId) => Promise<PlanOffer>

/** A plan's terms by a price, each read once. A price that subscriptions have is never deleted. */
export function planReader(tx: Tx): PlanReader {
  const known = new Map<PriceId, PlanOffer>()
  return async (priceId) => {
    const plan = known.get(priceId) ?? (await planOfPrice(tx, priceId))
    if (!plan) throw new Error(`price ${priceId} of a subscription is of no plan`)
    known.set(priceId, plan)
    return plan
  }
}
