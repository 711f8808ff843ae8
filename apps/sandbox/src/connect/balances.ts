import type Stripe from 'stripe'
import type { Call } from '../context.ts'
import type { BalanceTransactionObject } from '../state/object-types.ts'

/** The platform itself, as the owner of a balance. */
export const PLATFORM = { id: '', default_currency: 'usd' }

type Owner = { id: string; default_currency: string }

/** Nets of one account by currency, in minor units: what may be used by now, and what is still on its way. */
export type Sums = Map<string, { available: number; pending: number }>

/** What each movement has left in an account. */
export function sumsOf(call: Call, accountId: string): Sums {
  const now = call.sandbox.clock.now()
  const sums: Sums = new Map()
  const rows = call.store
    .statement("select json from objects where type = 'balance_transaction' and account = ?")
    .all(accountId)
  for (const row of rows) {
    const { currency, net, available_on }: BalanceTransactionObject = JSON.parse(String(row.json))
    const sum = sums.get(currency) ?? { available: 0, pending: 0 }
    if (available_on <= now) sum.available += net
    else sum.pending += net
    sums.set(currency, sum)
  }
  return sums
}

/** The balance as the API answers it, with at least the account's own currency in it. */
export function balanceOf(call: Call, owner: Owner): Stripe.Balance {
  const sums = sumsOf(call, owner.id)
  if (!sums.has(owner.default_currency)) sums.set(owner.default_currency, { available: 0, pending: 0 })
  const part = (name: 'available' | 'pending') =>
    [...sums].map(([currency, sum]) => ({ amount: sum[name], currency, source_types: { card: sum[name] } }))
  return { object: 'balance', available: part('available'), livemode: false, pending: part('pending') }
}
