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
import { hasActivePrice } from './price-store.ts'
import { lockProduct, setProductStatus } from './product-store.ts'

type PublishFailure = FailureOf<'not-allowed' | 'not-found' | 'not-for-sale'>

/** Shows a product in the shop. It must have a price: every list can be sorted by it. */
export async function publishProduct(
  deps: { db: Db; clock: Clock; enqueue: Enqueue },
  actor: Actor,
  input: { productId: ProductId },
): Promise<Result<void, PublishFailure>> {
  if (!mayChangeCatalogue(actor)) return fail({ kind: 'not-allowed' })
  return inTransaction(deps.db, async (tx): Promise<Result<void, PublishFailure>> => {
    const product = await lockProduct(tx, input.productId)
    if (!product) return fail({ kind: 'not-found', what: 'product' })
    if (product.status === 'published') return ok(undefined)
    if (!(await hasActivePrice(tx, input.productId)))
      return fail({ kind: 'not-for-sale', products: [{ productId: input.productId, title: product.title }] })
    await setProductStatus(tx, input.productId, 'published')
    const at = deps.clock.now()
    await recordAudit(tx, { at, actor, action: 'product.published', subjectId: input.productId })
    await announcePackage(tx, deps, input.productId, at)
    return ok(undefined)
  })
}
