import {
  MAX_REPLAYED_AT_ONCE,
  type NamedWebhookDelivery,
  type ReplayableWebhooks,
  type ReplayedWebhooks,
  type ReplayWebhooksInput,
} from '@cashwrap/shared/contracts/webhooks'
import { type Failed, fail, ok, type Result } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import type { Db, Tx } from '../../platform/db/database.ts'
import { inTransaction } from '../../platform/db/transaction.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../auth/index.ts'
import { findDeliveryRow } from './delivery-report-store.ts'
import { findEndpoint, type Owner } from './endpoint-store.ts'
import { type Invalid, invalid } from './invalid-input.ts'
import { findSide, maySee, type NoSide, type SideDeps } from './own-side.ts'
import { countReopenable, reopenDeliveries, reopenDelivery, type WantedDeliveries } from './replay-store.ts'

type Deps = SideDeps & { db: Db; clock: Clock; enqueue: Enqueue }

const DISABLED = 'the endpoint is disabled or removed: nothing can be sent to it'

/**
 * Sends one once more, whatever became of it: with its id and bytes of then, and all its tries ahead. Its attempts so far stay.
 * One that is waiting for its next try goes out now.
 */
export async function replayDelivery(
  deps: Deps,
  actor: Actor,
  input: NamedWebhookDelivery,
): Promise<Result<{ isQueued: true }, NoSide | Invalid>> {
  const side = await findSide(deps, actor, input.side)
  if (!side.ok) return side
  const { deliveryId } = input
  return inTransaction<{ isQueued: true }, NoSide | Invalid>(deps.db, async (tx) => {
    const row = await findDeliveryRow(tx, side.value, deliveryId)
    if (!row) return fail({ kind: 'not-found', what: 'webhook-delivery' })
    if (row.endpoint_id !== null && (await findEndpoint(tx, row.endpoint_id))?.state !== 'active')
      return invalid('deliveryId', DISABLED)
    const at = deps.clock.now()
    if (!(await reopenDelivery(tx, deliveryId, at))) return ok({ isQueued: true })
    await deps.enqueue(tx, 'deliver-webhook', { deliveryId })
    const facts = { type: row.type, was: row.state, ...(row.order_id !== null && { orderId: row.order_id }) }
    await recordAudit(tx, { at, actor, action: 'webhook-delivery.replayed', subjectId: deliveryId, facts })
    return ok({ isQueued: true })
  })
}

/** The same for many, the oldest first, up to a bound for each call. Those that are on their way already are left alone. */
export async function replayDeliveries(
  deps: Deps,
  actor: Actor,
  input: ReplayWebhooksInput,
): Promise<Result<ReplayedWebhooks, NoSide | Invalid>> {
  const side = await findSide(deps, actor, input.side)
  if (!side.ok) return side
  return inTransaction<ReplayedWebhooks, NoSide | Invalid>(deps.db, async (tx) => {
    const fault = await faultOf(tx, side.value, input)
    if (fault) return fault
    const at = deps.clock.now()
    const reopened = await reopenDeliveries(tx, side.value, wantedBy(input), at, MAX_REPLAYED_AT_ONCE)
    for (const deliveryId of reopened.ids) await deps.enqueue(tx, 'deliver-webhook', { deliveryId })
    const replayed = reopened.ids.length
    const facts = { ...input, replayed }
    await recordAudit(tx, { at, actor, action: 'webhook-deliveries.replayed', facts })
    return ok({ replayed, isMore: reopened.isMore })
  })
}

/** How many the same input would replay now, and whether some would be left for another call. */
export async function countReplayable(
  deps: SideDeps & { db: Db },
  actor: Actor,
  input: ReplayWebhooksInput,
): Promise<Result<ReplayableWebhooks, NoSide | Invalid>> {
  const side = await findSide(deps, actor, input.side)
  if (!side.ok) return side
  const fault = await faultOf(deps.db, side.value, input)
  if (fault) return fault
  const found = await countReopenable(deps.db, side.value, wantedBy(input), MAX_REPLAYED_AT_ONCE)
  return ok({ count: Math.min(found, MAX_REPLAYED_AT_ONCE), isMore: found > MAX_REPLAYED_AT_ONCE })
}

/** Why nothing can be sent to the endpoint that is named, if one is. */
async function faultOf(
  db: Db | Tx,
  owner: Owner,
  { endpointId }: ReplayWebhooksInput,
): Promise<Failed<NoSide | Invalid> | null> {
  if (endpointId === undefined) return null
  const endpoint = await findEndpoint(db, endpointId)
  if (!endpoint || !maySee(owner, endpoint)) return fail({ kind: 'not-found', what: 'webhook-endpoint' })
  return endpoint.state === 'active' ? null : invalid('endpointId', DISABLED)
}

const wantedBy = (input: ReplayWebhooksInput): WantedDeliveries => ({
  states: input.which === 'failed' ? ['failed', 'cancelled'] : ['failed', 'cancelled', 'delivered'],
  receiverId: input.endpointId ?? input.siteId,
  type: input.type,
  from: input.from === undefined ? undefined : new Date(input.from),
  to: input.to === undefined ? undefined : new Date(input.to),
})
