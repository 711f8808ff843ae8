import type { PlanInterval } from '@cashwrap/shared/contracts/subscriptions'
import type { Db } from '../../platform/db/database.ts'
import { type PlanOffer, planOfPrice } from '../catalogue/index.ts'
import type { StoredSubscription } from '../subscriptions/index.ts'

/** The plan that a subscription is of, whether or not it is sold any more. */
export async function planOf(db: Db, { id, priceId }: Pick<StoredSubscription, 'id' | 'priceId'>): Promise<PlanOffer> {
  const plan = await planOfPrice(db, priceId)
  if (!plan) throw new Error(`subscription ${id} is of no plan`)
  return plan
}

export const intervalOf = async (db: Db, stored: Pick<StoredSubscription, 'id' | 'priceId'>): Promise<PlanInterval> =>
  (await planOf(db, stored)).interval
