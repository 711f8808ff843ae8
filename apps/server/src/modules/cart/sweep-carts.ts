import type { OrderId } from '@cashwrap/shared/ids'
import type { Clock } from '@cashwrap/shared/time'
import type { Db } from '../../platform/db/database.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { ThrownFailure } from '../../platform/thrown-failure.ts'
import type { Actor } from '../auth/index.ts'
import { requeueDueChanges } from './cart-change-store.ts'
import type { CartStore } from './ports.ts'

/** Brings to a cart what an order did to it. What cannot be brought now stays written down with its next time. */
export async function bringCartChanges(
  deps: { carts: CartStore },
  _actor: Actor,
  { orderId }: { orderId: OrderId },
): Promise<void> {
  try {
    await deps.carts.bringChanges(orderId)
  } catch (error) {
    if (!(error instanceof ThrownFailure)) throw error
  }
}

/** Queues the changes again that no job has brought yet, and deletes some carts that are too old to be found. */
export async function sweepCarts(deps: { db: Db; clock: Clock; enqueue: Enqueue; carts: CartStore }): Promise<void> {
  await requeueDueChanges(deps)
  await deps.carts.forgetOld()
}
