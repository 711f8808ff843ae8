import type { PlanList } from '@cashwrap/shared/contracts/subscriptions'
import { type Ok, ok } from '@cashwrap/shared/result'
import type { Db } from '../../platform/db/database.ts'
import type { Actor } from '../auth/index.ts'
import { readPlanCards } from './plan-card-store.ts'

/** Every plan on sale, as for a viewer who never subscribed: whose subscription is theirs is known to another module. */
export async function listPlans(
  deps: { db: Db; config: { shop: { currency: string } } },
  _actor: Actor,
  _input: undefined,
): Promise<Ok<PlanList>> {
  const cards = await readPlanCards(deps.db, deps.config.shop.currency)
  return ok({ items: cards.map((card) => ({ ...card, subscription: null })) })
}
