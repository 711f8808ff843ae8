import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Db, Tx } from '../../platform/db/database.ts'
import type { Actor } from '../auth/index.ts'
import type { PlanOffer } from './domain/plan-offer.ts'
import type { NamedOffer } from './find-offer.ts'
import { findSoldPlan } from './plan-store.ts'
import { findSoldOnce } from './priceable-store.ts'

/** What a price is of: a plan to subscribe to, or something to buy once, named as a checkout takes it. */
export type PricedOffer = { kind: 'plan'; offer: PlanOffer } | { kind: 'once'; offer: NamedOffer }

/** What a caller means that knows nothing but a price; not found unless it is active and its product is published. */
export async function findPriceByExternalId(
  deps: { db: Db | Tx },
  _actor: Actor,
  input: { externalId: string },
): Promise<Result<PricedOffer, FailureOf<'not-found'>>> {
  const plan = await findSoldPlan(deps.db, { price: input.externalId })
  if (plan) return ok({ kind: 'plan', offer: plan })
  const product = await findSoldOnce(deps.db, input.externalId)
  if (!product) return fail({ kind: 'not-found', what: 'product' })
  return ok({
    kind: 'once',
    offer: { product: product.externalId, kinds: [product.kind], price: input.externalId },
  })
}
