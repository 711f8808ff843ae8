import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import type { PriceId } from '@cashwrap/shared/ids'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Db, Tx } from '../../platform/db/database.ts'
import type { PlanOffer } from './domain/plan-offer.ts'
import { findSoldPlan } from './plan-store.ts'

/** The published plan at the active price that is meant, by our id or by what old clients know the price by. */
export async function findPlanOffer(
  deps: { db: Db | Tx },
  named: { priceId: PriceId } | { price: string },
): Promise<Result<PlanOffer, FailureOf<'not-found'>>> {
  const offer = await findSoldPlan(deps.db, named)
  return offer ? ok(offer) : fail({ kind: 'not-found', what: 'plan' })
}
