import type { Call } from '../context.ts'
import type { BalanceTransactionObject } from '../state/object-types.ts'
import { ids } from '../wire/ids.ts'
import { decimalsOf } from './currencies.ts'

/** The fee on every charge: 2.9 % and, in currencies with cents, 30 of them. Refunds do not give it back. */
const FEE_PER_THOUSAND = 29
const FEE_FIXED = 30
const AVAILABLE_AFTER_SECONDS = 2 * 24 * 3600

type Movement = {
  /** Signed: what a refund takes is negative. */
  amount: number
  currency: string
  description: string | null
  source: string
  type: 'charge' | 'payment' | 'refund' | 'payment_refund' | 'refund_failure' | 'adjustment'
  withFee?: boolean
  /** A fee of another kind, such as a dispute's, in minor units. */
  fee?: number
}

/** Writes one movement of the account's balance. */
export function recordBalance(call: Call, movement: Movement): BalanceTransactionObject {
  const { amount, currency } = movement
  const processing = movement.withFee ? chargeFee(amount, currency) : 0
  const fee = processing + (movement.fee ?? 0)
  const now = call.sandbox.clock.now()
  return call.store.put(
    'balance_transaction',
    {
      id: ids.balanceTransaction(),
      object: 'balance_transaction',
      amount,
      available_on: now + AVAILABLE_AFTER_SECONDS,
      balance_type: 'payments',
      created: now,
      currency,
      description: movement.description,
      exchange_rate: null,
      fee,
      fee_details:
        fee === 0
          ? []
          : [
              {
                amount: fee,
                application: null,
                currency,
                description: movement.withFee ? 'Stripe processing fees' : 'Dispute fee',
                type: 'stripe_fee',
              },
            ],
      net: amount - fee,
      reporting_category: movement.type === 'adjustment' ? 'dispute' : movement.type.replace('payment_', ''),
      source: movement.source,
      status: 'pending',
      type: movement.type,
    },
    call.account,
  )
}

function chargeFee(amount: number, currency: string): number {
  const fee = Math.round((amount * FEE_PER_THOUSAND) / 1000) + (decimalsOf(currency) === 2 ? FEE_FIXED : 0)
  return Math.min(fee, amount)
}
