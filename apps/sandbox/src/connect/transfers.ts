import type Stripe from 'stripe'
import type { Call } from '../context.ts'
import { recordBalance } from '../payments/balance.ts'
import type { ApplicationFeeObject, ChargeObject, TransferObject } from '../state/object-types.ts'
import { emit } from '../webhooks/emit.ts'
import { ids } from '../wire/ids.ts'
import { platformApplication } from './platform.ts'
import { presentFee, presentTransfer } from './present.ts'

export type NewTransfer = {
  amount: number
  currency: string
  destination: string
  description: string | null
  metadata: Stripe.Metadata
  /** The paid charge that the money is taken from; without it, it comes from what is available. */
  source: ChargeObject | null
  transferGroup: string | null
  /** What the platform keeps of it. */
  fee?: number
}

export type Transferred = { transfer: TransferObject; fee: ApplicationFeeObject | null }

/** Moves money from the platform to a connected account, where it arrives as a payment. The caller has checked it. */
export function createTransfer(call: Call, given: NewTransfer): Transferred {
  const now = call.sandbox.clock.now()
  const { amount, currency, destination, source } = given
  const id = ids.transfer()
  const paymentId = ids.destinationPayment()
  const availableOn = availabilityOf(call, source) ?? now
  const at = { currency, availableOn }
  const transfer: TransferObject = {
    id,
    object: 'transfer',
    amount,
    amount_reversed: 0,
    balance_transaction: recordBalance(call, {
      ...at,
      amount: -amount,
      description: given.description,
      source: id,
      type: 'transfer',
    }).id,
    created: now,
    currency,
    description: given.description,
    destination,
    destination_payment: paymentId,
    livemode: false,
    metadata: given.metadata,
    reversed: false,
    source_transaction: source?.id ?? null,
    source_type: 'card',
    transfer_group: given.transferGroup,
  }
  call.store.put('transfer', transfer, call.account)
  const fee = given.fee
    ? takeFee(call, given.fee, { ...at, charge: paymentId, account: destination, origin: source })
    : null
  const connected: Call = { ...call, account: destination }
  const balance = recordBalance(connected, {
    ...at,
    amount,
    description: null,
    source: paymentId,
    type: 'payment',
    ...(given.fee ? { applicationFee: given.fee } : {}),
  })
  call.store.put('charge', paymentOf(transfer, fee, balance.id), destination)
  emit(call, 'transfer.created', presentTransfer(call, transfer))
  return { transfer, fee }
}

type FeeFacts = { account: string; charge: string; currency: string; origin: ChargeObject | null; availableOn: number }

function takeFee(call: Call, amount: number, facts: FeeFacts): ApplicationFeeObject {
  const { account, charge, currency, origin, availableOn } = facts
  const id = ids.applicationFee()
  const fee: ApplicationFeeObject = {
    id,
    object: 'application_fee',
    account,
    amount,
    amount_refunded: 0,
    application: platformApplication.id,
    balance_transaction: recordBalance(call, {
      amount,
      currency,
      description: `Application fee from ${account}`,
      source: id,
      type: 'application_fee',
      availableOn,
    }).id,
    charge,
    created: call.sandbox.clock.now(),
    currency,
    fee_source: { charge, type: 'charge' },
    livemode: false,
    originating_transaction: origin?.id ?? null,
    refunded: false,
  }
  call.store.put('application_fee', fee, call.account)
  emit(call, 'application_fee.created', presentFee(call, fee))
  return fee
}

/** When the money of a charge may be used, in seconds of the epoch. */
function availabilityOf(call: Call, charge: ChargeObject | null): number | undefined {
  const id = charge?.balance_transaction
  return id ? call.store.get('balance_transaction', id)?.available_on : undefined
}

/** The transfer as the connected account sees it. */
function paymentOf(transfer: TransferObject, fee: ApplicationFeeObject | null, balance: string): ChargeObject {
  const { amount, created, currency, destination_payment: id } = transfer
  return {
    id,
    object: 'charge',
    amount,
    amount_captured: amount,
    amount_refunded: 0,
    application: null,
    application_fee: fee?.id ?? null,
    application_fee_amount: fee?.amount ?? null,
    balance_transaction: balance,
    billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
    calculated_statement_descriptor: null,
    captured: true,
    created,
    currency,
    customer: null,
    description: null,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    livemode: false,
    metadata: {},
    on_behalf_of: null,
    outcome: null,
    paid: true,
    payment_intent: null,
    payment_method: null,
    payment_method_details: { type: 'stripe_account', stripe_account: {} },
    receipt_email: null,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: transfer.id,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'succeeded',
    transfer_data: null,
    transfer_group: transfer.transfer_group,
  }
}
