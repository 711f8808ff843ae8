import type { WebhookDeliveryId } from '@cashwrap/shared/ids'
import { ok, type Result } from '@cashwrap/shared/result'
import { wallMs } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/database.ts'
import { transact } from '../../platform/db/transaction.ts'
import type { Actor } from '../auth/index.ts'
import { addressDelivery } from './address-delivery.ts'
import { beginAttempt } from './attempt-store.ts'
import type { DeliverDeps, DeliverOutcome, Sending } from './delivering.ts'
import { claimDelivery, findDueDelivery, freePlaces, lockReceiver, saveOutcome, setAside } from './delivery-store.ts'
import { leaseUntil, RETRY_DELAYS, TIMEOUT_SECONDS } from './domain/sending-rules.ts'
import { finishAttempt } from './finish-attempt.ts'
import { LIMITS, queueNext } from './queue-next.ts'

/**
 * Tries once to send one delivery, outside any transaction. Whoever dies while sending is followed by another after the lease,
 * with the same id and bytes: at least once, not at most. Of one ordering key, one goes out after another.
 */
export async function deliverWebhook(
  deps: DeliverDeps,
  actor: Actor,
  { deliveryId }: { deliveryId: WebhookDeliveryId },
): Promise<Result<DeliverOutcome, never>> {
  const timestamp = wholeSeconds(wallMs())
  const prepared = await transact(deps.db, (tx) => prepare(tx, deps, deliveryId, timestamp))
  if (typeof prepared === 'string') return ok(prepared)
  const { letter } = prepared
  const outcome = await deps.webhookPoster.post({
    to: letter.to,
    url: letter.url,
    headers: letter.headers(timestamp),
    body: letter.body,
    timeoutMs: TIMEOUT_SECONDS[letter.to] * 1000,
  })
  return ok(await finishAttempt(deps, actor, prepared, outcome))
}

const wholeSeconds = (ms: number): number => Math.trunc(ms / 1000)

async function prepare(
  tx: Tx,
  deps: DeliverDeps,
  id: WebhookDeliveryId,
  timestamp: number,
): Promise<Sending | DeliverOutcome> {
  const now = deps.clock.now()
  const delivery = await findDueDelivery(tx, id, now)
  if (!delivery) return 'not-due'
  const { receiverId } = delivery
  await lockReceiver(tx, receiverId)
  const addressed = await addressDelivery({ db: tx, secretBox: deps.secretBox }, delivery, now)
  const reason =
    addressed.kind === 'never' ? addressed.reason : delivery.tries < RETRY_DELAYS.length ? null : OUTCOME_UNKNOWN
  if (addressed.kind === 'never' || reason !== null) {
    const state = addressed.kind === 'never' ? 'cancelled' : 'failed'
    await saveOutcome(tx, id, null, { state, status: null, error: reason ?? OUTCOME_UNKNOWN })
    await queueNext(tx, deps, receiverId, now)
    return state === 'cancelled' ? 'cancelled' : 'given-up'
  }
  const hasPlace = (await freePlaces(tx, receiverId, now, LIMITS)) > 0
  const number = hasPlace
    ? await claimDelivery(tx, id, { now, leaseUntil: leaseUntil(now), body: addressed.body })
    : undefined
  if (number === undefined) {
    await setAside(tx, id)
    return 'waiting'
  }
  await beginAttempt(tx, { deliveryId: id, number, at: now, url: addressed.url, headers: addressed.headers(timestamp) })
  return { delivery, letter: addressed, number }
}

/** Whoever sent it last died of it, again and again. */
const OUTCOME_UNKNOWN = 'every try was cut off'
