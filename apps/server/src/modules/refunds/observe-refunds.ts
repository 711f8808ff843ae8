import type { OrderId } from '@cashwrap/shared/ids'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import type { Db } from '../../platform/db/database.ts'
import { transact } from '../../platform/db/transaction.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import type { Actor } from '../auth/index.ts'
import { sharesOf } from '../marketplace/index.ts'
import { findCapture, findCaptureOf, type PaymentGateway } from '../payments/index.ts'
import { recordRefunds } from './record-refunds.ts'

export interface ObserveDeps {
  db: Db
  clock: Clock
  gateway: PaymentGateway
  enqueue: Enqueue
}

export type ObserveFailure =
  /** No order here was paid with it, as far as anybody knows yet. */
  { kind: 'payment-not-found' } | { kind: 'provider-unavailable' }

/**
 * Looks at all refunds of a payment, whoever made them, and makes true here what is true there: the one way by which a refund made
 * at the provider becomes known. Any number of times and at once. One read at the provider, one transaction.
 */
export async function observeRefunds(
  deps: ObserveDeps,
  actor: Actor,
  about: { orderId: OrderId } | { paymentId: string },
): Promise<Result<{ orderId: OrderId; outcome: 'refunds changed' | 'nothing new' }, ObserveFailure>> {
  const capture =
    'orderId' in about ? await findCaptureOf(deps.db, about.orderId) : await findCapture(deps.db, about.paymentId)
  if (!capture) return fail({ kind: 'payment-not-found' })
  const { orderId, paymentId } = capture
  const ofSeller = (await sharesOf(deps.db, orderId)).some((share) => share.way === 'destination')
  const seen = await deps.gateway.listRefunds({ paymentId, ofSeller })
  if (!seen.ok) return fail({ kind: 'provider-unavailable' })
  const news = await transact(deps.db, (tx) => recordRefunds(deps, tx, actor, orderId, seen.value, deps.clock.now()))
  return ok({ orderId, outcome: news ? 'refunds changed' : 'nothing new' })
}

/** The same as a job: it is tried again until the provider answers. */
export async function observeRefundsAgain(deps: ObserveDeps, actor: Actor, about: { orderId: OrderId }): Promise<void> {
  const observed = await observeRefunds(deps, actor, about)
  if (!observed.ok) throw new Error(`the refunds of order ${about.orderId} could not be seen: ${observed.failure.kind}`)
}
