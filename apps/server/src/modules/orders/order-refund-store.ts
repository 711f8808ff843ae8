import type { OrderId } from '@cashwrap/shared/ids'
import type { Tx } from '../../platform/db/database.ts'
import { signalOrder } from '../../platform/db/order-signals.ts'
import { statesBefore } from './domain/order-state.ts'

/** Marks an order whose payment goes back because it could not be fulfilled any more: true for the call that did it. */
export async function refundUnfulfilled(tx: Tx, orderId: OrderId, at: Date): Promise<boolean> {
  const row = await tx
    .updateTable('orders')
    .set({ state: 'refunded', ended_at: at })
    .where('id', '=', orderId)
    .where('state', 'in', ['cancelled', 'expired'])
    .returning('id')
    .executeTakeFirst()
  if (row) await signalOrder(tx, orderId)
  return row !== undefined
}

/** Moves an order on as its money goes back: true for the call that did it. It never comes back from there. */
export async function moveRefunded(
  tx: Tx,
  orderId: OrderId,
  state: 'partially_refunded' | 'refunded',
  at: Date,
): Promise<boolean> {
  const row = await tx
    .updateTable('orders')
    .set({ state, ...(state === 'refunded' && { ended_at: at }) })
    .where('id', '=', orderId)
    .where('completed_at', 'is not', null)
    .where('state', 'in', statesBefore(state))
    .returning('id')
    .executeTakeFirst()
  if (row) await signalOrder(tx, orderId)
  return row !== undefined
}
