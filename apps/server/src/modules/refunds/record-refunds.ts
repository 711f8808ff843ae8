import type { OrderId } from '@cashwrap/shared/ids'
import { addSeconds } from '@cashwrap/shared/time'
import type { Tx } from '../../platform/db/database.ts'
import { signalOrder } from '../../platform/db/order-signals.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../auth/index.ts'
import { noteReversal } from '../marketplace/index.ts'
import { lockOrder, moveRefunded } from '../orders/index.ts'
import { type Capture, findCaptureOf, type ProviderRefund, type RefundsOfPayment } from '../payments/index.ts'
import { announceRefund } from './announce-refund.ts'
import { findRow, isGivenBack, isNews } from './domain/refund-state.ts'
import { insertMadeRefund, listRefundsOf, saveStanding } from './refund-store.ts'
import { takeBackCredits, takeBackGoods } from './take-back.ts'

/** How long one that waits at the provider is left alone before somebody asks for it again. */
export const PENDING_SECONDS = 3600

/** A refund whose money counts as given back since now. */
interface NewlyGiven {
  rowId: string
  amount: number
  reason: string | null
  at: Date
}

/**
 * Makes true here what is seen of an order's refunds at the provider, in the caller's transaction and under the order's lock: each
 * is kept once, the order moves on by the sum of those that count, and what it gave is taken back. Any number of looks, also
 * older ones that come late and such as show a part of all refunds, end in the same. Answers whether there was news.
 */
export async function recordRefunds(
  deps: { enqueue: Enqueue },
  tx: Tx,
  actor: Actor,
  orderId: OrderId,
  seen: RefundsOfPayment,
  at: Date,
): Promise<boolean> {
  const order = await lockOrder(tx, orderId)
  const capture = await findCaptureOf(tx, orderId)
  if (!order || !capture) throw new Error(`order ${orderId} was not paid, and cannot be refunded`)
  const { news, given } = await keep(tx, actor, capture, seen.refunds, at)

  const rows = (await listRefundsOf(tx, orderId)).filter((row) => isGivenBack(row.state))
  const refunded = rows.reduce((sum, row) => sum + row.amount, 0)
  const captured = capture.amount
  if (order.completedAt !== null && refunded > 0) {
    const isFull = refunded >= captured
    if (await moveRefunded(tx, orderId, isFull ? 'refunded' : 'partially_refunded', at)) {
      if (isFull) await takeBackGoods(tx, orderId, at)
      const action = isFull ? 'order.refunded' : 'order.partially-refunded'
      await recordAudit(tx, { at, actor, action, orderId, facts: { refunded, captured, currency: capture.currency } })
    }
    const refundId = given.at(-1)?.rowId ?? rows.at(-1)?.id
    if (refundId !== undefined) await takeBackCredits(tx, deps, { orderId, refundId, refunded, captured, at })
  }
  if (seen.fromSeller !== null) await noteReversal(tx, orderId, { captured, ...seen.fromSeller })

  let before = refunded - given.reduce((sum, refund) => sum + refund.amount, 0)
  for (const refund of given) {
    await announceRefund(tx, deps, order, { ...refund, before, captured, now: at })
    before += refund.amount
  }
  if (news) await signalOrder(tx, orderId)
  return news
}

/** Takes back what is due of what an order gives only now, though its money went back before. Asks nobody. */
export const takeBackOfGiven = (
  deps: { enqueue: Enqueue },
  tx: Tx,
  actor: Actor,
  { orderId, at }: { orderId: OrderId; at: Date },
): Promise<boolean> => recordRefunds(deps, tx, actor, orderId, { refunds: [], fromSeller: null }, at)

/** Writes down what is new of each refund. */
async function keep(
  tx: Tx,
  actor: Actor,
  capture: Capture,
  refunds: readonly ProviderRefund[],
  at: Date,
): Promise<{ news: boolean; given: NewlyGiven[] }> {
  const { orderId, paymentId, currency } = capture
  const known = await listRefundsOf(tx, orderId)
  const given: NewlyGiven[] = []
  let news = false
  for (const refund of refunds) {
    const { providerRefundId, state, amount } = refund
    if (refund.currency !== currency) throw new Error(`refund ${providerRefundId} is not in the order's currency`)
    const row = findRow(known, refund, refund.orderId === orderId)
    // One that was asked for and never answered is whatever the provider says, though it was given up.
    if (row && row.providerRefundId !== null && !isNews(row.state, state)) continue
    const isPending = state === 'pending'
    const standing = {
      state,
      providerRefundId,
      nextAttemptAt: isPending ? addSeconds(at, PENDING_SECONDS) : null,
      settledAt: isPending ? null : at,
    }
    if (row) await saveStanding(tx, row.id, standing)
    const rowId =
      row?.id ??
      (await insertMadeRefund(tx, {
        ...refund,
        ...standing,
        orderId,
        providerPaymentId: paymentId,
        providerReason: refund.reason,
      }))
    await recordAudit(tx, {
      at,
      actor,
      action: `refund.${state}`,
      orderId,
      subjectId: rowId,
      facts: { amount, currency, providerRefundId },
    })
    news = true
    if (isGivenBack(state) && !(row && isGivenBack(row.state)))
      given.push({ rowId, amount, reason: row?.reason ?? refund.reason, at: refund.createdAt })
  }
  return { news, given }
}
