import {
  type InboxInstances,
  type InboxPage,
  type ListInboxInput,
  OTHERS_WINDOW_DAYS,
} from '@cashwrap/shared/contracts/staff'
import { ok, type Result } from '@cashwrap/shared/result'
import { addDays, type Clock } from '@cashwrap/shared/time'
import type { Db } from '../../platform/db/database.ts'
import { toPage } from '../../platform/db/keyset.ts'
import { isStorableText } from '../../platform/db/storable-text.ts'
import type { Actor } from '../auth/index.ts'
import { type Instances, whoseOf } from './domain/whose.ts'
import { countIgnored, listEvents } from './inbox-list-store.ts'

export interface InboxDeps {
  db: Db
  clock: Clock
  config: Instances
}

/**
 * What the provider told us, newest first, for staff. What is not ours reaches thirty days back, or to `since`. The caller's role is
 * checked before this.
 */
export async function listInbox(
  deps: InboxDeps,
  _actor: Actor,
  { since, ...input }: ListInboxInput & { since?: Date },
): Promise<Result<InboxPage, never>> {
  if (input.instance !== undefined && !isStorableText(input.instance)) return ok({ items: [], nextCursor: null })
  const { instance, peers } = deps.config
  const filter = {
    state: input.state,
    instance: input.instance,
    whose: input.whose && { is: input.whose, instance, peers, since: since ?? windowStart(deps.clock) },
  }
  const rows = await listEvents(deps.db, filter, input.cursor, input.limit)
  return ok(
    toPage(
      rows,
      input.limit,
      (row) => [row.received_at.toISOString(), row.id],
      (row) => ({
        id: row.id,
        type: row.type,
        state: row.state,
        objectId: row.object_id,
        orderId: row.order_id,
        orderNumber: row.order_number,
        attempts: row.attempts,
        note: row.note,
        instance: row.instance,
        whose: whoseOf(row, deps.config),
        receivedAt: row.received_at.toISOString(),
        processedAt: row.processed_at?.toISOString() ?? null,
      }),
    ),
  )
}

/** How many events of the last thirty days are not ours, by the instance that they name; the most first. */
export async function countInstances(
  deps: InboxDeps,
  _actor: Actor,
  _input: undefined,
): Promise<Result<InboxInstances, never>> {
  const { instance: own, peers } = deps.config
  const counted = await countIgnored(deps.db, windowStart(deps.clock))
  const counts = counted.flatMap(({ instance, events, used }): InboxInstances => {
    if (instance === own) return []
    if (instance !== null && peers.includes(instance)) return [{ instance, whose: 'others', events }]
    return used > 0 ? [{ instance, whose: 'unclaimed', events: used }] : []
  })
  return ok(counts.toSorted((one, other) => other.events - one.events))
}

const windowStart = (clock: Clock): Date => addDays(clock.now(), -OTHERS_WINDOW_DAYS)
