import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import type { ProductId } from '@cashwrap/shared/ids'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import type { Db } from '../../platform/db/database.ts'
import { inTransaction } from '../../platform/db/transaction.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../auth/index.ts'
import { announcePackage } from './announce-package.ts'
import { mayChangeCatalogue } from './may-change-catalogue.ts'
import { lockProduct, setProductStatus } from './product-store.ts'

/** Takes a product out of the shop. Who bought it keeps it; who has it in a cart is told. */
export async function unpublishProduct(
  deps: { db: Db; clock: Clock; enqueue: Enqueue },
  actor: Actor,
  input: { productId: ProductId },
): Promise<Result<void, FailureOf<'not-allowed' | 'not-found'>>> {
  if (!mayChangeCatalogue(actor)) return fail({ kind: 'not-allowed' })
  return inTransaction(deps.db, async (tx) => {
    const product = await lockProduct(tx, input.productId)
    if (!product) return fail({ kind: 'not-found', what: 'product' })
    if (product.status !== 'published') return ok(undefined)
    await setProductStatus(tx, input.productId, 'unpublished')
    const at = deps.clock.now()
    await recordAudit(tx, { at, actor, action: 'product.unpublished', subjectId: input.productId })
    await announcePackage(tx, deps, input.productId, at)
    return ok(undefined)
  })
}
