import type { Call } from '../context.ts'
import { isWholeAmount } from '../payments/currencies.ts'
import type { AccountObject } from '../state/object-types.ts'
import { invalidParameter, invalidRequest } from '../wire/errors.ts'
import { findByParam } from '../wire/find.ts'

/** The account money is to go to, if it is known and may receive it. */
export function requireDestination(call: Call, id: string, param: string): AccountObject {
  const account = findByParam(call, 'account', 'destination', id, param)
  if (account.capabilities.transfers === 'active') return account
  throw invalidRequest(
    'Your destination account needs to have at least one of the following capabilities enabled: transfers, crypto_transfers, legacy_payments',
    { code: 'insufficient_capabilities_for_transfer', param },
  )
}

export type Split = {
  application_fee_amount?: number | undefined
  on_behalf_of?: string | undefined
  transfer_data?: { destination: string; amount?: number | undefined } | undefined
}

/** Refuses what cannot be split as asked for. `at` writes a parameter's name as the caller sent it. */
export function refuseSplit(
  call: Call,
  split: Split,
  price: { amount: number; currency: string },
  at: (name: string) => string,
): void {
  const { application_fee_amount: fee, on_behalf_of: merchant, transfer_data: transfer } = split
  if (transfer) requireDestination(call, transfer.destination, at('transfer_data[destination]'))
  if (merchant !== undefined) {
    const { charges_enabled } = findByParam(call, 'account', 'account', merchant, at('on_behalf_of'))
    if (!charges_enabled) {
      throw invalidRequest('The account referenced in the on_behalf_of parameter cannot currently make charges.', {
        param: at('on_behalf_of'),
      })
    }
  }
  if (fee !== undefined && transfer === undefined && call.account === '') {
    throw invalidRequest(
      'Can only apply an application_fee_amount when the PaymentIntent is attempting a direct payment (using an OAuth key or Stripe-Account header) or destination payment (using `transfer_data[destination]`).',
      { param: at('application_fee_amount') },
    )
  }
  if (fee !== undefined && transfer?.amount !== undefined) {
    throw invalidParameter(
      `You may only specify one of these parameters: ${at('application_fee_amount')}, ${at('transfer_data[amount]')}.`,
      at('application_fee_amount'),
    )
  }
  refusePart(fee, price, at('application_fee_amount'))
  refusePart(transfer?.amount, price, at('transfer_data[amount]'))
}

function refusePart(part: number | undefined, price: { amount: number; currency: string }, param: string): void {
  if (part === undefined) return
  if (part > price.amount) {
    throw invalidRequest(`${param} must be less than or equal to the amount of the charge, which is ${price.amount}.`, {
      param,
    })
  }
  refuseUneven(part, price.currency, param)
}

/** Refuses an amount in digits that Stripe does not keep, such as the last one of KWD. */
export function refuseUneven(amount: number, currency: string, param: string): void {
  if (isWholeAmount(amount, currency)) return
  const step = currency === 'isk' || currency === 'ugx' ? 100 : 10
  throw invalidRequest(`Invalid amount: amounts in ${currency} must be evenly divisible by ${step}.`, { param })
}
