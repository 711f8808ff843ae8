import type { Call } from '../context.ts'
import type { ChargeObject, RefundObject } from '../state/object-types.ts'
import { refundFee, reverseTransfer } from './reversals.ts'
import { shareOf } from './share-of.ts'
import { createTransfer } from './transfers.ts'

/** Sends the money of a paid charge on to the account it names. Without one, the charge stays as it is. */
export function splitCharge(call: Call, charge: ChargeObject): ChargeObject {
  const { transfer_data: data, application_fee_amount: kept } = charge
  if (!data) return charge
  const destination = typeof data.destination === 'string' ? data.destination : data.destination.id
  const group = charge.transfer_group ?? `group_${charge.payment_intent ?? charge.id}`
  const { transfer, fee } = createTransfer(call, {
    amount: data.amount ?? charge.amount,
    currency: charge.currency,
    description: null,
    destination,
    metadata: {},
    source: charge,
    transferGroup: group,
    ...(kept ? { fee: kept } : {}),
  })
  return call.store.put('charge', {
    ...charge,
    application_fee: fee?.id ?? null,
    transfer: transfer.id,
    transfer_group: group,
  })
}

export type Unsplit = { reversesTransfer: boolean; refundsFee: boolean }

/**
 * What a refund takes back of the transfer and gives back of the fee, both in proportion to what is refunded of the
 * charge. `charge` is as it was before the refund. Answers the id of the reversal.
 */
export function unsplitRefund(call: Call, charge: ChargeObject, refund: RefundObject, wanted: Unsplit): string | null {
  const { amount, amount_refunded: before } = charge
  const transfer = charge.transfer ? call.store.get('transfer', charge.transfer) : undefined
  const fee = charge.application_fee ? call.store.get('application_fee', charge.application_fee) : undefined
  const part = (whole: number, gone: number) => Math.min(shareOf(whole, amount, before, refund.amount), whole - gone)
  let reversal: string | null = null
  if (wanted.reversesTransfer && transfer) {
    const back = part(transfer.amount, transfer.amount_reversed)
    const given = { amount: back, metadata: {}, sourceRefund: refund.id }
    if (back > 0) reversal = reverseTransfer(call, transfer, given).id
  }
  if (wanted.refundsFee && fee) {
    const back = part(fee.amount, fee.amount_refunded)
    if (back > 0) refundFee(call, fee, back, {})
  }
  return reversal
}
