import type { Call } from '../context.ts'
import type { RefundObject } from '../state/object-types.ts'
import { changesOf } from '../webhooks/changes.ts'
import { emit } from '../webhooks/emit.ts'
import { recordBalance } from './balance.ts'
import { refundCourseOfCard } from './create-refund.ts'

/** Ends a refund that took its time: a pending one succeeds, one to a closed account fails and the money is back. */
export function settleRefund(call: Call, refundId: string): RefundObject | undefined {
  const refund = call.store.get('refund', refundId)
  const charge = refund ? call.store.get('charge', refund.charge) : undefined
  if (!refund || !charge || refund.status === 'failed' || refund.status === 'canceled') return refund
  if (refundCourseOfCard(charge.payment_method_details?.card?.fingerprint) === 'fail_later') {
    return endRefund(call, refund, 'failed')
  }
  const { pending_reason: _pending, ...rest } = refund
  const after = call.store.put('refund', { ...rest, status: 'succeeded' })
  tell(call, refund, after)
  return after
}

/** A refund that gave nothing back after all: the charge is as if it had not been. */
export function endRefund(call: Call, refund: RefundObject, status: 'failed' | 'canceled'): RefundObject {
  const charge = call.store.get('charge', refund.charge)
  call.sandbox.timers.clear('settle_refund', refund.id)
  const { pending_reason: _pending, next_action: _next, ...rest } = refund
  const after = call.store.put('refund', {
    ...rest,
    status,
    failure_balance_transaction: recordBalance(call, {
      amount: refund.amount,
      currency: refund.currency,
      description: 'REFUND FAILURE',
      source: refund.id,
      type: 'refund_failure',
    }).id,
    ...(status === 'failed' ? { failure_reason: 'expired_or_canceled_card' } : {}),
  })
  if (charge) {
    const refunded = charge.amount_refunded - refund.amount
    call.store.put('charge', { ...charge, amount_refunded: refunded, refunded: false })
  }
  if (status === 'failed') emit(call, 'refund.failed', after)
  tell(call, refund, after)
  return after
}

function tell(call: Call, before: RefundObject, after: RefundObject): void {
  const changes = changesOf(before, after)
  emit(call, 'refund.updated', after, changes)
  emit(call, 'charge.refund.updated', after, changes)
}
