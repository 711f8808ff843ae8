import type { PlanInterval } from '@cashwrap/shared/contracts/subscriptions'

interface Terms {
  interval: PlanInterval
  money: { amount: number; currency: string }
}

/**
 * How a change is charged: to a dearer plan the difference for what is left of the period at once, to a cheaper one taken off the
 * next charge. Another interval begins when what is paid for ends, so that nothing is charged twice and no allowance is given in
 * between.
 */
export function wayOfChange(current: Terms, target: Terms): 'charge' | 'credit' | 'next-period' {
  if (current.interval !== target.interval) return 'next-period'
  return target.money.amount < current.money.amount ? 'credit' : 'charge'
}
