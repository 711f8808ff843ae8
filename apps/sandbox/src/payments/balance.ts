import { platformApplication } from '../connect/platform.ts'
import type { Call } from '../context.ts'
import type { BalanceTransactionObject } from '../state/object-types.ts'
import { ids } from '../wire/ids.ts'
import { decimalsOf } from './currencies.ts'

/** The fee on every charge: 2.9 % and, in currencies with cents, 30 of them. Refunds do not give it back. */
const FEE_PER_THOUSAND = 29
const FEE_FIXED = 30
const AVAILABLE_AFTER_SECONDS = 2 * 24 * 3600

const REPORTING = {
  adjustment: 'dispute',
  application_fee: 'platform_earning',
  application_fee_refund: 'platform_earning_refund',
  charge: 'charge',
  payment: 'charge',
  payment_refund: 'refund',
  refund: 'refund',
  refund_failure: 'refund_failure',
  transfer: 'transfer',
  transfer_refund: 'transfer_reversal',
} as const

type Movement = {
  /** Signed: what a refund takes is negative. */
  amount: number
  currency: string
  description: string | null
  source: string
  type: keyof typeof REPORTING
  withFee?: boolean
  /** A fee of another kind, such as a dispute's, in minor units. */
  fee?: number
  /** What the platform keeps of a payment to a connected account, in minor units. */
  applicationFee?: number
  /** Seconds of the epoch; two days from now unless the money goes with that of another movement. */
  availableOn?: number
}

/** Writes one movement of the account's balance. */
export function recordBalance(call: Call, movement: Movement): BalanceTransactionObject {
  const { amount, currency } = movement
  const fees = feesOf(movement)
  const fee = fees.reduce((sum, part) => sum + part.amount, 0)
  const now = call.sandbox.clock.now()
  return call.store.put(
    'balance_transaction',
    {
      id: ids.balanceTransaction(),
      object: 'balance_transaction',
      amount,
      available_on: movement.availableOn ?? now + AVAILABLE_AFTER_SECONDS,
      balance_type: 'payments',
      created: now,
      currency,
      description: movement.description,
      exchange_rate: null,
      fee,
      fee_details: fees,
      net: amount - fee,
      reporting_category: REPORTING[movement.type],
      source: movement.source,
      status: 'pending',
      type: movement.type,
    },
    call.account,
  )
}

/** A movement as it is now: what was on its way becomes available as time passes. */
export function presentTransaction(call: Call, transaction: BalanceTransactionObject): BalanceTransactionObject {
  const isAvailable = transaction.available_on <= call.sandbox.clock.now()
  return { ...transaction, status: isAvailable ? 'available' : 'pending' }
}

function feesOf({ amount, currency, withFee, fee, applicationFee }: Movement): BalanceTransactionObject['fee_details'] {
  const part = (value: number, type: string, description: string, application: string | null) => ({
    amount: value,
    application,
    currency,
    description,
    type,
  })
  return [
    part(withFee ? chargeFee(amount, currency) : 0, 'stripe_fee', 'Stripe processing fees', null),
    part(fee ?? 0, 'stripe_fee', 'Dispute fee', null),
    part(applicationFee ?? 0, 'application_fee', `${platformApplication.name} application fee`, platformApplication.id),
  ].filter((one) => one.amount !== 0)
}

function chargeFee(amount: number, currency: string): number {
  const fee = Math.round((amount * FEE_PER_THOUSAND) / 1000) + (decimalsOf(currency) === 2 ? FEE_FIXED : 0)
  return Math.min(fee, amount)
}
