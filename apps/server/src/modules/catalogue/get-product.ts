import type { Product } from '@cashwrap/shared/contracts/catalogue'
import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Db } from '../../platform/db/database.ts'
import type { Actor } from '../auth/index.ts'
import { readProduct } from './product-store.ts'

/** A published product's page, by its slug. */
export async function getProduct(
  deps: { db: Db },
  actor: Actor,
  input: { slug: string },
): Promise<Result<Product, FailureOf<'not-found'>>> {
  const product = await readProduct(deps.db, input.slug, actor.user)
  return product ? ok(product) : fail({ kind: 'not-found', what: 'product' })
}
