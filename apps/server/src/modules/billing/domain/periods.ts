import type { PlanInterval } from '@cashwrap/shared/contracts/subscriptions'

/** The same day so many months or years on, or that month's last day where it has no such day; in UTC, as the provider counts. */
export function afterPeriods(from: Date, interval: PlanInterval, periods: number): Date {
  const months = periods * (interval === 'year' ? 12 : 1)
  const first = new Date(from)
  first.setUTCDate(1)
  first.setUTCMonth(first.getUTCMonth() + months)
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  first.setUTCDate(Math.min(from.getUTCDate(), lastDay))
  return first
}
