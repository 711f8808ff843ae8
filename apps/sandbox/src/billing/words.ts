import { decimalsOf } from '../payments/currencies.ts'
import type { PriceObject } from '../state/object-types.ts'
import { rhythmOf } from './cycle.ts'

/** `1 × Studio plan (at $19.00 / month)`, as the lines of a period read. */
export function periodWords(name: string, price: PriceObject, quantity: number): string {
  const { interval, count } = rhythmOf(price)
  const each = count === 1 ? `/ ${interval}` : `every ${count} ${interval}s`
  return `${quantity} × ${name} (at ${money(unitAmount(price), price.currency)} ${each})`
}

export const trialWords = (name: string) => `Trial period for ${name}`

export const unusedWords = (name: string, quantity: number, at: number) =>
  `Unused time on ${counted(name, quantity)} after ${dayOf(at)}`

export const remainingWords = (name: string, quantity: number, at: number) =>
  `Remaining time on ${counted(name, quantity)} after ${dayOf(at)}`

const counted = (name: string, quantity: number) => (quantity === 1 ? name : `${quantity} × ${name}`)

/** What one costs, in minor units; a part of one where the price says so. */
export function unitAmount(price: PriceObject): number {
  return price.unit_amount ?? Number(price.unit_amount_decimal ?? 0)
}

function money(amount: number, currency: string): string {
  return new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(amount / 10 ** decimalsOf(currency))
}

/** `05 Jan 2027`, in UTC. */
function dayOf(at: number): string {
  return new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    at * 1000,
  )
}
