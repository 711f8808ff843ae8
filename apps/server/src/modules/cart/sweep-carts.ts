import type { OrderId } from '@cashwrap/shared/ids'
import type { Clock } from '@cashwrap/shared/time'
import type { Db } from '../../platform/db/database.ts'
import type { Logger } from '../../platform/logger.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { ThrownFailure } from '../../platform/thrown-failure.ts'
import type { Actor } from '../auth/index.ts'
import { forgetOldChanges, requeueDueChanges } from './cart-change-store.ts'
import type { CartStore } from './ports.ts'

/**
 * Brings to a cart what an order did to it. What cannot be brought now stays written down with its next time, for a process
 * that can.
 */
export async function bringCartChanges(
  deps: { carts: CartStore; log: Logger },
  _actor: Actor,
  { orderId }: { orderId: OrderId },
): Promise<void> {
  if (deps.carts.bringChanges === null) {
    deps.log.warn({ orderId }, 'an order changes a cart that is kept elsewhere; left to a process that reaches it')
    return
  }
  try {
    await deps.carts.bringChanges(orderId)
  } catch (error) {
    if (!(error instanceof ThrownFailure)) throw error
  }
}

/**
 * Queues the changes again that no job has brought yet, where jobs can bring them; deletes some carts that are too old to be
 * found, and forgets what is owed to others of that age.
 */
export async function sweepCarts(deps: { db: Db; clock: Clock; enqueue: Enqueue; carts: CartStore }): Promise<void> {
  if (deps.carts.bringChanges !== null) await requeueDueChanges(deps)
  await forgetOldChanges(deps.db, deps.clock.now())
  await deps.carts.forgetOld()
}
