import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Db } from '../../platform/db/database.ts'
import type { Actor } from '../auth/index.ts'
import { oneTimePrices } from './domain/one-time-prices.ts'
import type { NamedOffer } from './find-offer.ts'
import { listPackages } from './package-store.ts'

/** The package that sells credits one by one, as a checkout takes it: the first in the shop's order that gives one and costs something. */
export async function findUnitCredits(
  deps: { db: Db; config: { shop: { currency: string } } },
  _actor: Actor,
  _input: undefined,
): Promise<Result<NamedOffer, FailureOf<'not-found'>>> {
  const packages = await listPackages(deps.db)
  const single = packages.find(
    (row) => row.credits === 1 && (oneTimePrices(row, deps.config.shop.currency)[0]?.amount ?? 0) > 0,
  )
  if (!single) return fail({ kind: 'not-found', what: 'product' })
  return ok({ product: single.external_id, kinds: ['credit_package'], creditType: single.credit_type })
}
