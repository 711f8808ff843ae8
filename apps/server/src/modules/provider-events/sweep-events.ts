import type { Clock } from '@cashwrap/shared/time'
import { addSeconds } from '@cashwrap/shared/time'
import type { Db } from '../../platform/db/database.ts'
import { transact } from '../../platform/db/transaction.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { dueEvents, reopenEvent } from './inbox-store.ts'
import { EVENT_LEASE_SECONDS } from './receive-provider-event.ts'

const BATCH = 100

/** Queues again what was received and not finished. Answers how many events that were. */
export async function sweepEvents(deps: { db: Db; clock: Clock; enqueue: Enqueue }): Promise<number> {
  const now = deps.clock.now()
  const due = await dueEvents(deps.db, now, BATCH)
  for (const eventId of due) await requeue(deps, eventId, now)
  return due.length
}

/** Applies one event once more, as an operator may ask. False for an event we never received. */
export async function replayEvent(deps: { db: Db; clock: Clock; enqueue: Enqueue }, eventId: string): Promise<boolean> {
  return requeue(deps, eventId, null)
}

const requeue = (
  deps: { db: Db; clock: Clock; enqueue: Enqueue },
  eventId: string,
  dueBy: Date | null,
): Promise<boolean> =>
  transact(deps.db, async (tx) => {
    const isKnown = await reopenEvent(tx, eventId, addSeconds(deps.clock.now(), EVENT_LEASE_SECONDS), dueBy)
    if (isKnown) await deps.enqueue(tx, 'apply-provider-event', { eventId })
    return isKnown
  })
