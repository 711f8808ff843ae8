import type { PlanInterval } from '@cashwrap/shared/contracts/subscriptions'

/** What the address says about how often one would pay: `?interval=year`; by the month is not said. */
export interface IntervalSearch {
  interval?: 'year'
}

export const readInterval = (raw: Record<string, unknown>): IntervalSearch =>
  raw.interval === 'year' ? { interval: 'year' } : {}

export const writeInterval = (interval: PlanInterval): IntervalSearch => (interval === 'year' ? { interval } : {})

/** `a month`, for after a price. */
export const EACH = { month: 'a month', year: 'a year' } as const satisfies Record<PlanInterval, string>

/** `12 months`, `1 year` */
export const countPeriods = (count: number, interval: PlanInterval): string =>
  `${count} ${interval}${count === 1 ? '' : 's'}`
