import { ok, type Result } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import type { Db } from '../../platform/db/database.ts'
import { transact } from '../../platform/db/transaction.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import type { Actor } from '../auth/index.ts'
import { listDueDeliveries, markQueued } from './delivery-store.ts'
import { MAX_IN_FLIGHT } from './domain/sending-rules.ts'

/**
 * Makes jobs for deliveries that are due and have none: those to be tried again, those whose sender died, and those whose job
 * was lost. Answers how many. For a timer; two at once make a job too many, which finds nothing to do.
 */
export async function requeueDueDeliveries(
  deps: { db: Db; clock: Clock; enqueue: Enqueue },
  _actor: Actor,
  { limit }: { limit: number },
): Promise<Result<{ requeued: number }, never>> {
  const at = deps.clock.now()
  const ids = await listDueDeliveries(deps.db, at, { perReceiver: MAX_IN_FLIGHT, all: limit })
  if (ids.length > 0)
    await transact(deps.db, async (tx) => {
      await markQueued(tx, ids, at)
      for (const deliveryId of ids) await deps.enqueue(tx, 'deliver-webhook', { deliveryId })
    })
  return ok({ requeued: ids.length })
}
