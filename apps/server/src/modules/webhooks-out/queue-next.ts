import type { Tx } from '../../platform/db/database.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { freePlaces, type ReceiverId, takeSetAside } from './delivery-store.ts'
import { MAX_IN_FLIGHT, MAX_IN_FLIGHT_HANGING } from './domain/sending-rules.ts'

export const LIMITS = { usual: MAX_IN_FLIGHT, hanging: MAX_IN_FLIGHT_HANGING }

/** Makes jobs for what had to wait for others to this receiver and need not any more. The receiver is locked by the caller. */
export async function queueNext(tx: Tx, deps: { enqueue: Enqueue }, receiverId: ReceiverId, at: Date): Promise<void> {
  const free = await freePlaces(tx, receiverId, at, LIMITS)
  if (free <= 0) return
  for (const deliveryId of await takeSetAside(tx, receiverId, at, free))
    await deps.enqueue(tx, 'deliver-webhook', { deliveryId })
}
