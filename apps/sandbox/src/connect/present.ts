import type Stripe from 'stripe'
import type { Call } from '../context.ts'
import type {
  ApplicationFeeObject,
  FeeRefundObject,
  TransferObject,
  TransferReversalObject,
} from '../state/object-types.ts'

const SHOWN = 10

/** A transfer as it is answered: with its last reversals. */
export function presentTransfer(call: Call, transfer: TransferObject): Stripe.Transfer {
  const reversals = call.store.where('transfer_reversal', 'transfer', transfer.id).reverse()
  return { ...transfer, reversals: listOf(reversals, `/v1/transfers/${transfer.id}/reversals`) }
}

/** A fee as it is answered: with its last refunds. */
export function presentFee(call: Call, fee: ApplicationFeeObject): Stripe.ApplicationFee {
  const refunds = call.store.where('fee_refund', 'fee', fee.id).reverse()
  return { ...fee, refunds: listOf(refunds, `/v1/application_fees/${fee.id}/refunds`) }
}

function listOf<T extends TransferReversalObject | FeeRefundObject>(all: readonly T[], url: string): Stripe.ApiList<T> {
  return { object: 'list', data: all.slice(0, SHOWN), has_more: all.length > SHOWN, url }
}
