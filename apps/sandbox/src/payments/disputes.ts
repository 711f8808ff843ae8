import type { Call } from '../context.ts'
import type { ChargeObject, DisputeObject } from '../state/object-types.ts'
import { emit } from '../webhooks/emit.ts'
import { ids } from '../wire/ids.ts'
import { recordBalance } from './balance.ts'

const FEE = 1500
const DAYS_TO_ANSWER = 9
const DAY_SECONDS = 24 * 3600

/** A buyer takes the money back through the bank: the amount and a fee leave the balance at once. */
export function openDispute(call: Call, charge: ChargeObject): DisputeObject {
  const now = call.sandbox.clock.now()
  const id = ids.dispute()
  const withdrawal = recordBalance(call, {
    amount: -charge.amount,
    currency: charge.currency,
    description: `Chargeback withdrawal for ${charge.id}`,
    source: id,
    type: 'adjustment',
    fee: FEE,
  })
  const dispute: DisputeObject = {
    id,
    object: 'dispute',
    amount: charge.amount,
    balance_transactions: [withdrawal],
    charge: charge.id,
    created: now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: {
      access_activity_log: null,
      billing_address: null,
      cancellation_policy: null,
      cancellation_policy_disclosure: null,
      cancellation_rebuttal: null,
      customer_communication: null,
      customer_email_address: charge.billing_details.email,
      customer_name: charge.billing_details.name,
      customer_purchase_ip: null,
      customer_signature: null,
      duplicate_charge_documentation: null,
      duplicate_charge_explanation: null,
      duplicate_charge_id: null,
      enhanced_evidence: {},
      product_description: null,
      receipt: null,
      refund_policy: null,
      refund_policy_disclosure: null,
      refund_refusal_explanation: null,
      service_date: null,
      service_documentation: null,
      shipping_address: null,
      shipping_carrier: null,
      shipping_date: null,
      shipping_documentation: null,
      shipping_tracking_number: null,
      uncategorized_file: null,
      uncategorized_text: null,
    },
    evidence_details: {
      due_by: now + DAYS_TO_ANSWER * DAY_SECONDS,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    network_reason_code: '10.4',
    payment_intent: charge.payment_intent,
    payment_method_details: {
      card: {
        brand: charge.payment_method_details?.card?.brand ?? 'visa',
        network: charge.payment_method_details?.card?.network ?? 'visa',
        case_type: 'chargeback',
        network_reason_code: '10.4',
      },
      type: 'card',
    },
    reason: 'fraudulent',
    status: 'needs_response',
  }
  call.store.put('dispute', dispute, call.account)
  call.store.put('charge', { ...charge, disputed: true })
  emit(call, 'charge.dispute.created', dispute)
  emit(call, 'charge.dispute.funds_withdrawn', dispute)
  return dispute
}

/** Evidence has been handed in; the bank is looking at it. */
export function reviewDispute(call: Call, dispute: DisputeObject): DisputeObject {
  const after = call.store.put('dispute', {
    ...dispute,
    evidence_details: { ...dispute.evidence_details, has_evidence: true, submission_count: 1 },
    status: 'under_review',
  })
  emit(call, 'charge.dispute.updated', after, { status: dispute.status })
  return after
}

/** The bank has decided. A won dispute brings the money back; the charge can be refunded again. */
export function closeDispute(call: Call, dispute: DisputeObject, status: 'won' | 'lost'): DisputeObject {
  const returned =
    status === 'won'
      ? [
          recordBalance(call, {
            amount: dispute.amount,
            currency: dispute.currency,
            description: `Chargeback reversal for ${dispute.charge}`,
            source: dispute.id,
            type: 'adjustment',
          }),
        ]
      : []
  const after = call.store.put('dispute', {
    ...dispute,
    balance_transactions: [...dispute.balance_transactions, ...returned],
    status,
  })
  emit(call, 'charge.dispute.closed', after, { status: dispute.status })
  if (status === 'won') emit(call, 'charge.dispute.funds_reinstated', after)
  return after
}
