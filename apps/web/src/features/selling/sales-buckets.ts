import type { SalesByDay } from '@cashwrap/shared/contracts/seller'
import { locale as ownLocale } from '../../lib/locale.ts'

/** A bar of the plot: some days of sales in one currency, in minor units. */
export interface SalesBucket {
  /** First and last day, ISO dates in UTC. */
  from: string
  to: string
  sales: number
  gross: number
  net: number
}

export type Grain = 'day' | 'week' | 'month'

/** So few bars that each can be read on a phone. */
export const grainOf = (days: number): Grain => (days <= 31 ? 'day' : days <= 100 ? 'week' : 'month')

/** Days put together: weeks of seven days that end with the last one, or calendar months. Sums stay whole. */
export function toBuckets(days: SalesByDay, grain = grainOf(days.length)): SalesBucket[] {
  const buckets = new Map<string, SalesBucket>()
  days.forEach(({ day, sales, gross, net }, index) => {
    const key =
      grain === 'day' ? day : grain === 'month' ? day.slice(0, 7) : String(Math.floor((days.length - 1 - index) / 7))
    const before = buckets.get(key)
    buckets.set(key, {
      from: before?.from ?? day,
      to: day,
      sales: (before?.sales ?? 0) + sales,
      gross: (before?.gross ?? 0) + gross,
      net: (before?.net ?? 0) + net,
    })
  })
  return [...buckets.values()]
}

const at = (day: string) => new Date(`${day}T00:00:00Z`)
const isWholeMonth = ({ from, to }: SalesBucket) =>
  from.endsWith('-01') && from.slice(0, 7) === to.slice(0, 7) && at(to).getTime() + 86_400_000 === nextMonth(from)
const nextMonth = (day: string) => Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 1)

/** Which days a bar stands for: `Tue 3 Nov`, `28 Oct – 3 Nov 2026`, `November 2026`. */
export function bucketName(bucket: SalesBucket, locale = ownLocale): string {
  if (bucket.from === bucket.to) {
    const style = { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' } as const
    return new Intl.DateTimeFormat(locale, style).format(at(bucket.from))
  }
  if (isWholeMonth(bucket)) {
    const style = { month: 'long', year: 'numeric', timeZone: 'UTC' } as const
    return new Intl.DateTimeFormat(locale, style).format(at(bucket.from))
  }
  const style = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat(locale, style).formatRange(at(bucket.from), at(bucket.to))
}

/** Under the axis: `3 Nov`, or `Nov 25` for a month. */
export function bucketTick(bucket: SalesBucket, grain: Grain, locale = ownLocale): string {
  const style = grain === 'month' ? { month: 'short', year: '2-digit' } : { day: 'numeric', month: 'short' }
  return new Intl.DateTimeFormat(locale, { ...style, timeZone: 'UTC' } as Intl.DateTimeFormatOptions).format(
    at(bucket.from),
  )
}
