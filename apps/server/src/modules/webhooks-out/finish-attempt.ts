import { wallMs } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/database.ts'
import { transact } from '../../platform/db/transaction.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../auth/index.ts'
import { type AttemptEnd, endAttempt } from './attempt-store.ts'
import type { DeliverDeps, DeliverOutcome, Sending } from './delivering.ts'
import { cancelWaiting, type DeliveryOutcome, lockReceiver, saveOutcome } from './delivery-store.ts'
import { judgeAnswer, type Verdict } from './domain/judge-answer.ts'
import {
  FAILING_DAYS,
  isFailingTooLong,
  KEPT_ANSWER_BYTES,
  nextAttemptAt,
  readRetryAfter,
} from './domain/sending-rules.ts'
import type { PostOutcome } from './domain/webhook-poster.ts'
import { changeEndpoint, type Endpoint, lockEndpoint, markFailing, markTaken } from './endpoint-store.ts'
import { queueNext } from './queue-next.ts'

const ENDED: Readonly<Record<DeliveryOutcome['state'], DeliverOutcome>> = {
  delivered: 'delivered',
  failed: 'given-up',
  cancelled: 'cancelled',
  pending: 'postponed',
}

/** Writes down what became of an attempt, and puts on its way what waited for it. */
export async function finishAttempt(
  deps: DeliverDeps,
  actor: Actor,
  sending: Sending,
  answer: PostOutcome,
): Promise<DeliverOutcome> {
  const { delivery, letter, number } = sending
  const verdict = judgeAnswer(answer, letter.to)
  const at = deps.clock.now()
  const outcome = outcomeOf(verdict, answer, { at, tries: delivery.tries + 1, chance: deps.chance() })
  await transact(deps.db, async (tx) => {
    await lockReceiver(tx, delivery.receiverId)
    await endAttempt(tx, { deliveryId: delivery.id, number }, endOf(verdict, answer))
    await saveOutcome(tx, delivery.id, number, outcome)
    if (delivery.endpointId !== null) {
      const endpoint = await lockEndpoint(tx, delivery.endpointId)
      if (endpoint) await keepHealth(tx, deps, actor, { endpoint, verdict, outcome, at })
    }
    await queueNext(tx, deps, delivery.receiverId, at)
  })
  if (verdict.kind !== 'taken')
    deps.log.warn(
      { deliveryId: delivery.id, attempt: number, reason: verdict.error, state: outcome.state },
      'webhook not taken',
    )
  return ENDED[outcome.state]
}

function outcomeOf(
  verdict: Verdict,
  answer: PostOutcome,
  { at, tries, chance }: { at: Date; tries: number; chance: number },
): DeliveryOutcome {
  const status = answer.kind === 'answered' ? answer.status : null
  if (verdict.kind === 'taken') return { state: 'delivered', at, status }
  const { error } = verdict
  if (verdict.kind !== 'later') return { state: 'failed', status, error }
  const retryAfterSeconds = answer.kind === 'answered' ? readRetryAfter(answer.headers['retry-after'], wallMs()) : null
  const next = nextAttemptAt(at, { tries, retryAfterSeconds, chance })
  return next === null ? { state: 'failed', status, error } : { state: 'pending', status, error, nextAttemptAt: next }
}

function endOf(verdict: Verdict, answer: PostOutcome): AttemptEnd {
  const error = verdict.kind === 'taken' ? null : verdict.error
  const { durationMs } = answer
  if (answer.kind === 'unanswered') return { status: null, headers: null, body: null, error, durationMs }
  const body = Buffer.from(answer.body).subarray(0, KEPT_ANSWER_BYTES).toString('utf8')
  return { status: answer.status, headers: answer.headers, body, error, durationMs }
}

/** An endpoint that is gone, or has taken nothing for days, is left alone from now on. */
async function keepHealth(
  tx: Tx,
  deps: DeliverDeps,
  actor: Actor,
  seen: { endpoint: Endpoint; verdict: Verdict; outcome: DeliveryOutcome; at: Date },
): Promise<void> {
  const { endpoint, verdict, outcome, at } = seen
  if (verdict.kind === 'taken') return markTaken(tx, endpoint, at)
  await markFailing(tx, endpoint, at)
  if (endpoint.state === 'disabled') return
  const hasFailed = outcome.state === 'failed' && isFailingTooLong(endpoint.failingSince, at)
  const reason =
    verdict.kind === 'gone'
      ? 'it answered 410: it wants no more'
      : hasFailed
        ? `it took nothing for ${FAILING_DAYS} days; the last answer was: ${verdict.error}`
        : null
  if (reason === null) return
  await changeEndpoint(tx, endpoint.id, { state: { state: 'disabled', reason } })
  await cancelWaiting(tx, endpoint.id, at, `the endpoint was disabled: ${reason}`)
  await recordAudit(tx, { at, actor, action: 'webhook-endpoint.disabled', subjectId: endpoint.id, facts: { reason } })
  deps.log.error({ endpointId: endpoint.id, reason }, 'webhook endpoint disabled')
}
