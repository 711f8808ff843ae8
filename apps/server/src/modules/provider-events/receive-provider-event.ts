import { ok, type Result } from '@cashwrap/shared/result'
import { addSeconds, type Clock } from '@cashwrap/shared/time'
import type { Db, Tx } from '../../platform/db/database.ts'
import { transact } from '../../platform/db/transaction.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { isOrderOfOurs } from '../checkout/index.ts'
import { isSellersAccount } from '../marketplace/index.ts'
import { OTHERS, UNKNOWN_ACCOUNT, UNUSED } from './acting.ts'
import { type EventHandling, handlingOf, type ProviderEvent } from './domain/provider-event.ts'
import { insertEvent } from './inbox-store.ts'

/** After this long without a result the sweep takes an event up. */
export const EVENT_LEASE_SECONDS = 60

/** Keeps a verified event and queues its work in one transaction, so that what was acknowledged is never lost. A repeat changes nothing. */
export async function receiveProviderEvent(
  deps: { db: Db; clock: Clock; enqueue: Enqueue; config: { instance: string } },
  event: ProviderEvent,
): Promise<Result<{ isNew: boolean }, never>> {
  const at = deps.clock.now()
  const handling = handlingOf(event)
  return transact(deps.db, async (tx) => {
    const note = await whyIgnored(tx, deps.config.instance, event, handling)
    if (note !== null)
      return ok({ isNew: await insertEvent(tx, event, { state: 'ignored', note, at, nextAttemptAt: null }) })
    const isNew = await insertEvent(tx, event, {
      state: 'received',
      note: null,
      at,
      nextAttemptAt: addSeconds(at, EVENT_LEASE_SECONDS),
    })
    if (isNew) await deps.enqueue(tx, 'apply-provider-event', { eventId: event.id })
    return ok({ isNew })
  })
}

/** Null for an event that is to be acted on. What names us may have come before we have written down what it is about. */
async function whyIgnored(
  tx: Tx,
  instance: string,
  event: ProviderEvent,
  handling: EventHandling,
): Promise<string | null> {
  if (event.account !== null) {
    if (handling === 'ignore') return "happened in a seller's account, and not to the account itself"
    const isOurs = event.instanceHint === instance || (await isSellersAccount(tx, event.account))
    return isOurs ? null : UNKNOWN_ACCOUNT
  }
  const hasOtherName = event.instanceHint !== null && event.instanceHint !== instance
  if (hasOtherName && !(await isOrderOfOurs(tx, event.orderHint ?? ''))) return OTHERS
  return handling === 'ignore' ? UNUSED : null
}
