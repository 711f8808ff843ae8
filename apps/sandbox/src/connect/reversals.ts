import type Stripe from 'stripe'
import type { Call } from '../context.ts'
import { recordBalance } from '../payments/balance.ts'
import type {
  ApplicationFeeObject,
  FeeRefundObject,
  RefundObject,
  TransferObject,
  TransferReversalObject,
} from '../state/object-types.ts'
import { emit } from '../webhooks/emit.ts'
import { ids } from '../wire/ids.ts'
import { presentFee, presentTransfer } from './present.ts'

export type NewReversal = { amount: number; metadata: Stripe.Metadata; sourceRefund: string | null }

/** Takes money back from a connected account. The caller has checked that there is as much left of the transfer. */
export function reverseTransfer(call: Call, transfer: TransferObject, given: NewReversal): TransferReversalObject {
  const { amount } = given
  const { currency } = transfer
  const now = call.sandbox.clock.now()
  const availableOn = availabilityOf(call, transfer)
  const id = ids.transferReversal()
  const reversal: TransferReversalObject = {
    id,
    object: 'transfer_reversal',
    amount,
    balance_transaction: recordBalance(call, {
      amount,
      currency,
      description: `REFUND FOR TRANSFER (${transfer.id})`,
      source: id,
      type: 'transfer_refund',
      availableOn,
    }).id,
    created: now,
    currency,
    destination_payment_refund: takeBack(call, transfer, { amount, availableOn }),
    metadata: given.metadata,
    source_refund: given.sourceRefund,
    transfer: transfer.id,
  }
  call.store.put('transfer_reversal', reversal, call.account)
  const reversed = transfer.amount_reversed + amount
  const after = { ...transfer, amount_reversed: reversed, reversed: reversed >= transfer.amount }
  call.store.put('transfer', after)
  emit(call, 'transfer.reversed', presentTransfer(call, after))
  return reversal
}

/** What is taken back of money that is still on its way is on its way for as long. Seconds of the epoch. */
function availabilityOf(call: Call, { balance_transaction: id }: TransferObject | ApplicationFeeObject): number {
  return Math.max(call.sandbox.clock.now(), call.store.get('balance_transaction', id)?.available_on ?? 0)
}

type Taken = { amount: number; availableOn: number }

/** The other side: the payment in the connected account is refunded. */
function takeBack(call: Call, transfer: TransferObject, { amount, availableOn }: Taken): string {
  const connected: Call = { ...call, account: transfer.destination }
  const payment = call.store.get('charge', transfer.destination_payment)
  const id = ids.paymentRefund()
  const refund: RefundObject = {
    id,
    object: 'refund',
    amount,
    balance_transaction: recordBalance(connected, {
      amount: -amount,
      currency: transfer.currency,
      description: null,
      source: id,
      type: 'payment_refund',
      availableOn,
    }).id,
    charge: transfer.destination_payment,
    created: call.sandbox.clock.now(),
    currency: transfer.currency,
    customer: null,
    customer_account: null,
    metadata: {},
    payment_intent: null,
    payment_method: null,
    reason: null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  }
  call.store.put('refund', refund, transfer.destination)
  if (payment) {
    const refunded = payment.amount_refunded + amount
    call.store.put('charge', { ...payment, amount_refunded: refunded, refunded: refunded >= payment.amount })
  }
  return id
}

/** Gives the connected account back what was kept of its payment. The caller has checked that as much is left. */
export function refundFee(
  call: Call,
  fee: ApplicationFeeObject,
  amount: number,
  metadata: Stripe.Metadata,
): FeeRefundObject {
  const id = ids.feeRefund()
  const movement = {
    currency: fee.currency,
    description: null,
    source: id,
    availableOn: availabilityOf(call, fee),
  } as const
  const refund: FeeRefundObject = {
    id,
    object: 'fee_refund',
    amount,
    balance_transaction: recordBalance(call, { ...movement, amount: -amount, type: 'application_fee_refund' }).id,
    created: call.sandbox.clock.now(),
    currency: fee.currency,
    fee: fee.id,
    metadata,
  }
  recordBalance({ ...call, account: fee.account }, { ...movement, amount, type: 'application_fee_refund' })
  call.store.put('fee_refund', refund, call.account)
  const refunded = fee.amount_refunded + amount
  const after = { ...fee, amount_refunded: refunded, refunded: refunded >= fee.amount }
  call.store.put('application_fee', after)
  emit(call, 'application_fee.refunded', presentFee(call, after))
  return refund
}
