import type Stripe from 'stripe'
import { type Unsplit, unsplitRefund } from '../connect/split-charge.ts'
import type { Call } from '../context.ts'
import type { ChargeObject, RefundObject } from '../state/object-types.ts'
import { emit } from '../webhooks/emit.ts'
import { ids, randomToken } from '../wire/ids.ts'
import { recordBalance } from './balance.ts'
import { fingerprint } from './payment-methods.ts'
import { allTestCards, findTestCard } from './test-cards.ts'

export const REFUND_SETTLES_AFTER_SECONDS = 30

export type NewRefund = {
  amount: number
  reason: RefundObject['reason']
  metadata: Stripe.Metadata
} & Partial<Unsplit>

/** Gives money back. The caller has checked that there is as much to give back. */
export function createRefund(call: Call, charge: ChargeObject, fields: NewRefund): RefundObject {
  const course = courseOf(charge)
  const id = ids.refund()
  const refund: RefundObject = {
    id,
    object: 'refund',
    amount: fields.amount,
    balance_transaction: recordBalance(call, {
      amount: -fields.amount,
      currency: charge.currency,
      description: charge.description === null ? null : `REFUND FOR CHARGE (${charge.description})`,
      source: id,
      type: 'refund',
    }).id,
    charge: charge.id,
    created: call.sandbox.clock.now(),
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    ...destinationOf(charge, course),
    metadata: fields.metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    ...(course === 'succeed_later' ? { pending_reason: 'processing' } : {}),
    reason: fields.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: course === 'succeed_later' ? 'pending' : course === 'needs_details' ? 'requires_action' : 'succeeded',
    transfer_reversal: null,
  }
  const { reversesTransfer = false, refundsFee = false } = fields
  refund.transfer_reversal = unsplitRefund(call, charge, refund, { reversesTransfer, refundsFee })
  call.store.put('refund', refund, call.account)
  const refunded = charge.amount_refunded + fields.amount
  const after = call.store.put('charge', { ...charge, amount_refunded: refunded, refunded: refunded >= charge.amount })
  emit(call, 'refund.created', refund)
  emit(call, 'charge.refunded', after, { amount_refunded: charge.amount_refunded, refunded: charge.refunded })
  if (course === 'succeed_later' || course === 'fail_later') {
    call.sandbox.timers.set('settle_refund', id, call.sandbox.clock.now() + REFUND_SETTLES_AFTER_SECONDS)
  }
  return refund
}

type Course = 'succeeds' | 'succeed_later' | 'fail_later' | 'needs_details'

function courseOf(charge: ChargeObject): Course {
  const type = charge.payment_method_details?.type
  // Where there is no account to send it back to, the buyer has to name one first.
  if (type === 'customer_balance') return 'needs_details'
  if (type !== 'card') return 'succeed_later'
  return refundCourseOfCard(charge.payment_method_details?.card?.fingerprint) ?? 'succeeds'
}

export function refundCourseOfCard(print: string | null | undefined): 'succeed_later' | 'fail_later' | undefined {
  const number = allTestCards().find((candidate) => fingerprint(candidate) === print)
  return number === undefined ? undefined : findTestCard(number).refunds
}

function destinationOf(
  charge: ChargeObject,
  course: Course,
): Pick<RefundObject, 'destination_details' | 'next_action'> {
  if (course === 'needs_details') {
    const email = charge.billing_details.email ?? ''
    return {
      destination_details: { type: 'customer_cash_balance', customer_cash_balance: {} },
      next_action: {
        type: 'display_details',
        display_details: {
          email_sent: { email_sent_at: charge.created, email_sent_to: email },
          expires_at: charge.created + 45 * 86_400,
        },
      },
    }
  }
  if (charge.payment_method_details?.type !== 'card') {
    return { destination_details: { type: charge.payment_method_details?.type ?? 'card' } }
  }
  return {
    destination_details: {
      card: {
        reference: randomToken(23),
        reference_status: course === 'succeeds' ? 'available' : 'pending',
        reference_type: 'acquirer_reference_number',
        type: 'refund',
      },
      type: 'card',
    },
  }
}
