import type { CreditBucket } from '@cashwrap/shared/contracts/credits'

/** What an account has of one type, in whole credits. */
export interface Buckets {
  promotion: number
  plan: number
  bought: number
  /** Spent before the money for them went back. */
  owed: number
}

/** A change of each, with its sign. */
export type Changes = Buckets

const NONE: Changes = { promotion: 0, plan: 0, bought: 0, owed: 0 }

export const spendable = ({ promotion, plan, bought }: Omit<Buckets, 'owed'>): number => promotion + plan + bought

/** A bucket, or the debt: adding to that owes more, taking from it writes some off. */
export type Adjustable = CreditBucket | 'owed'

export const add = (bucket: Adjustable, credits: number): Changes => ({ ...NONE, [bucket]: credits })

/** Takes from one bucket, or null where it holds less. */
export function take(before: Buckets, bucket: Adjustable, credits: number): Changes | null {
  return before[bucket] < credits ? null : { ...NONE, [bucket]: -credits }
}

/** Money for so many credits goes back: what was bought and is unspent is taken, the rest is owed. */
export function takeBack(before: Buckets, credits: number): Changes {
  const taken = Math.min(before.bought, credits)
  return { ...NONE, bought: -taken || 0, owed: credits - taken }
}

/** A plan's allowance ends: what may be left of it is taken, and what other plans gave stays. Null where nothing is left. */
export function expire(before: Buckets, allowance: number): Changes | null {
  const left = Math.min(before.plan, allowance)
  return left === 0 ? null : { ...NONE, plan: -left }
}
