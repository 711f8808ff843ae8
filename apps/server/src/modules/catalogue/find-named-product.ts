import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import type { ProductId } from '@cashwrap/shared/ids'
import { fail, type Ok, ok, type Result } from '@cashwrap/shared/result'
import type { Db } from '../../platform/db/database.ts'
import type { Actor } from '../auth/index.ts'
import { findProductId, listExternalIds } from './priceable-store.ts'

/** What a caller means that knows products by their external ids or by ours. Whether it is sold is not asked here. */
export async function findNamedProduct(
  deps: { db: Db },
  _actor: Actor,
  input: { product: string },
): Promise<Result<ProductId, FailureOf<'not-found'>>> {
  const productId = await findProductId(deps.db, input.product)
  return productId === undefined ? fail({ kind: 'not-found', what: 'product' }) : ok(productId)
}

/** How such a caller knows these products. */
export const externalIds = async (
  deps: { db: Db },
  _actor: Actor,
  productIds: readonly ProductId[],
): Promise<Ok<ReadonlyMap<ProductId, string>>> => ok(await listExternalIds(deps.db, productIds))
