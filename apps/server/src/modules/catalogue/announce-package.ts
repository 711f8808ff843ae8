import type { ProductId } from '@cashwrap/shared/ids'
import type { Tx } from '../../platform/db/database.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { publishEvent } from '../webhooks-out/index.ts'
import { findPackage } from './package-store.ts'

/** Tells the shop's listeners how a package of credits is now, in the transaction that changed it; of other products nothing. */
export async function announcePackage(
  tx: Tx,
  deps: { enqueue: Enqueue },
  productId: ProductId,
  at: Date,
): Promise<void> {
  const found = await findPackage(tx, productId)
  if (!found) return
  const { externalId, creditType, credits, status } = found
  const prices = found.prices.map(({ amount, currency }) => ({ amount, currency }))
  await publishEvent(tx, deps, {
    type: 'package.updated',
    at,
    orderingKey: `package:${productId}`,
    audience: { kind: 'shop' },
    data: { productId, externalId, creditType, credits, prices, isForSale: status === 'published' },
  })
}
