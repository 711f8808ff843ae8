import {
  MAX_REPLAYED_AT_ONCE,
  type NamedWebhookDelivery,
  type ReplayedWebhooks,
  type ReplayWebhooksInput,
} from '@cashwrap/shared/contracts/webhooks'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import type { Db } from '../../platform/db/database.ts'
import { inTransaction } from '../../platform/db/transaction.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../auth/index.ts'
import { findDeliveryRow } from './delivery-report-store.ts'
import { findEndpoint } from './endpoint-store.ts'
import { type Invalid, invalid } from './invalid-input.ts'
import { findSide, maySee, type NoSide, type SideDeps } from './own-side.ts'
import { reopenDeliveries, reopenDelivery } from './replay-store.ts'

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
  const { endpointId, siteId } = input
  return inTransaction<ReplayedWebhooks, NoSide | Invalid>(deps.db, async (tx) => {
    if (endpointId !== undefined) {
      const endpoint = await findEndpoint(tx, endpointId)
      if (!endpoint || !maySee(side.value, endpoint)) return fail({ kind: 'not-found', what: 'webhook-endpoint' })
      if (endpoint.state !== 'active') return invalid('endpointId', DISABLED)
    }
    const at = deps.clock.now()
    const wanted = {
      states:
        input.which === 'failed' ? (['failed', 'cancelled'] as const) : (['failed', 'cancelled', 'delivered'] as const),
      receiverId: endpointId ?? siteId,
      from: input.from === undefined ? undefined : new Date(input.from),
      to: input.to === undefined ? undefined : new Date(input.to),
    }
    const reopened = await reopenDeliveries(tx, side.value, wanted, at, MAX_REPLAYED_AT_ONCE)
    for (const deliveryId of reopened.ids) await deps.enqueue(tx, 'deliver-webhook', { deliveryId })
    const replayed = reopened.ids.length
    const facts = { ...input, replayed }
    await recordAudit(tx, { at, actor, action: 'webhook-deliveries.replayed', facts })
    return ok({ replayed, isMore: reopened.isMore })
  })
}
