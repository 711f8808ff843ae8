import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import { fail, type Result } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import type { Db } from '../../platform/db/database.ts'
import type { PlanOffer } from '../catalogue/index.ts'
import type { SubscriptionGateway } from './domain/subscription-gateway.ts'
import { rememberProviderPrice } from './provider-price-store.ts'

/** Has a plan's price stand at the provider, and notes which of ours it is. Asked again it finds the same. Outside any transaction. */
export async function ensureProviderPrice(
  deps: { db: Db; clock: Clock; subscriptionGateway: SubscriptionGateway; config: { instance: string } },
  offer: PlanOffer,
): Promise<Result<{ providerPriceId: string }, FailureOf<'provider-unavailable'>>> {
  const made = await deps.subscriptionGateway.ensurePrice({
    priceId: offer.priceId,
    productId: offer.productId,
    externalId: offer.priceExternalId,
    title: offer.title,
    interval: offer.interval,
    price: offer.money,
    instance: deps.config.instance,
  })
  if (!made.ok) return fail({ kind: 'provider-unavailable' })
  const { providerPriceId } = made.value
  await rememberProviderPrice(deps.db, { providerPriceId, priceId: offer.priceId, at: deps.clock.now() })
  return made
}
