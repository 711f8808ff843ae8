import type { PriceObject } from '../state/object-types.ts'

/** How often something is charged, such as every 3 months. */
export type Rhythm = { interval: 'day' | 'week' | 'month' | 'year'; count: number }
export type Period = { start: number; end: number }

const DAY_SECONDS = 24 * 3600
const ROUGH_SECONDS = { day: DAY_SECONDS, week: 7 * DAY_SECONDS, month: 28 * DAY_SECONDS, year: 365 * DAY_SECONDS }

export function rhythmOf(price: PriceObject): Rhythm {
  const { recurring } = price
  if (!recurring) throw new Error(`The price ${price.id} is charged once and has no rhythm.`)
  return { interval: readInterval(recurring.interval), count: recurring.interval_count }
}

export function isSameRhythm(one: Rhythm, other: Rhythm): boolean {
  return one.interval === other.interval && one.count === other.count
}

/** The end of the period that starts here, in seconds: the first boundary after it that the anchor makes. */
export function periodEnd(anchor: number, start: number, rhythm: Rhythm): number {
  let times = Math.floor((start - anchor) / (ROUGH_SECONDS[rhythm.interval] * rhythm.count * 1.2)) - 1
  while (boundary(anchor, rhythm, times) <= start) times += 1
  return boundary(anchor, rhythm, times)
}

/** The anchor moved by whole intervals. In months that are too short it falls on their last day, and comes back after. */
function boundary(anchor: number, { interval, count }: Rhythm, times: number): number {
  const steps = count * times
  if (interval === 'day' || interval === 'week') return anchor + steps * ROUGH_SECONDS[interval]
  const from = new Date(anchor * 1000)
  const months = from.getUTCFullYear() * 12 + from.getUTCMonth() + steps * (interval === 'year' ? 12 : 1)
  const year = Math.floor(months / 12)
  const month = months - year * 12
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  const midnight = Date.UTC(year, month, Math.min(from.getUTCDate(), lastDay)) / 1000
  return midnight + (anchor - Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), from.getUTCDate()) / 1000)
}

function readInterval(interval: string): Rhythm['interval'] {
  if (interval === 'day' || interval === 'week' || interval === 'month' || interval === 'year') return interval
  throw new Error(`There is no interval '${interval}'.`)
}
