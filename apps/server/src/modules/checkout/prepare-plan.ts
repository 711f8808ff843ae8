import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Db, Tx } from '../../platform/db/database.ts'
import type { Actor } from '../auth/index.ts'
import { taxRuleFor } from '../cart/index.ts'
import { findPlanOffer, type PlanOffer } from '../catalogue/index.ts'
import { customerOf, ensureProviderPrice, livingOf, subscribedBefore } from '../subscriptions/index.ts'
import type { PlanPurchase, PreparedPlan, StartCheckoutCommand, StartDeps } from './start-command.ts'

export type PrepareFailure = FailureOf<'not-found' | 'already-subscribed' | 'provider-unavailable'>

/** Who subscribes: an account under its own address, else the address that was given. */
export const subscriberOf = (actor: Actor, email: string | null) =>
  actor.user === null ? { userId: null, email } : { userId: actor.user.id, email: actor.user.email }

/** Looks the plan up and has its price stand at the provider, outside any transaction. Asked again it finds the same. */
export async function preparePlan(
  deps: StartDeps,
  actor: Actor,
  buy: PlanPurchase,
  { email, country }: Pick<StartCheckoutCommand, 'email' | 'country'>,
): Promise<Result<PreparedPlan, PrepareFailure>> {
  const found = await findPlanOffer(deps, { priceId: buy.planPriceId })
  if (!found.ok) return found
  const offer = found.value
  const who = subscriberOf(actor, email)
  const subscribed = await subscribedAlready(deps, actor, who, offer)
  if (subscribed) return fail(subscribed)
  const made = await ensureProviderPrice(deps, offer)
  if (!made.ok) return made
  const tax = taxRuleFor(deps.config.tax, country ?? null)
  let taxRateId: string | null = null
  if (tax.mode === 'exclusive' && tax.rateBps !== null && tax.rateBps > 0) {
    const rate = await deps.subscriptionGateway.ensureTaxRate({ rateBps: tax.rateBps, country: country ?? null })
    if (!rate.ok) return fail({ kind: 'provider-unavailable' })
    taxRateId = rate.value.taxRateId
  }
  const customerId = who.userId && (await customerOf(deps.db, who.userId, offer.sellerId))
  const canBeThem = customerId === null ? ok(false) : await deps.subscriptionGateway.canSubscribe(customerId)
  if (!canBeThem.ok) return fail({ kind: 'provider-unavailable' })
  const hadIt = await subscribedBefore(deps.db, who, [offer.productId])
  return ok({
    offer,
    ...made.value,
    taxRateId,
    customerId: canBeThem.value ? customerId : null,
    trialDays: hadIt.has(offer.productId) ? 0 : offer.trialDays,
  })
}

/** They have that plan. Which subscription it is, only its owner is told. */
export async function subscribedAlready(
  deps: { db: Db | Tx },
  actor: Actor,
  who: ReturnType<typeof subscriberOf>,
  offer: PlanOffer,
): Promise<FailureOf<'already-subscribed'> | null> {
  const living = (await livingOf(deps.db, who, [offer.productId])).get(offer.productId)
  if (!living) return null
  const isTheirs = actor.user !== null && living.userId === actor.user.id
  return {
    kind: 'already-subscribed',
    products: [{ productId: offer.productId, title: offer.title }],
    subscriptionId: isTheirs ? living.id : null,
  }
}
