import type { PlanList } from '@cashwrap/shared/contracts/subscriptions'
import { ok, type Result } from '@cashwrap/shared/result'
import type { Db } from '../../platform/db/database.ts'
import type { Actor } from '../auth/index.ts'
import { listPlans as listOffered } from '../catalogue/index.ts'
import { livingOf, subscribedBefore } from '../subscriptions/index.ts'

/** Every plan on offer, with the viewer's own subscription to it; who had a trial is not offered another. */
export async function listPlans(
  deps: { db: Db; config: { shop: { currency: string } } },
  actor: Actor,
  input: undefined,
): Promise<Result<PlanList, never>> {
  const offered = await listOffered(deps, actor, input)
  if (!offered.ok || actor.user === null) return offered
  const who = { userId: actor.user.id, email: actor.user.email }
  const ids = offered.value.items.map((plan) => plan.productId)
  const living = await livingOf(deps.db, who, ids)
  const before = await subscribedBefore(deps.db, who, ids)
  return ok({
    items: offered.value.items.map((plan) => {
      const own = living.get(plan.productId)
      return {
        ...plan,
        trialDays: before.has(plan.productId) ? 0 : plan.trialDays,
        subscription: own ? { id: own.id, priceId: own.priceId, status: own.status } : null,
      }
    }),
  })
}
