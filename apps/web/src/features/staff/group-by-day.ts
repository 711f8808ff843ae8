import type { TimelineEntry } from '@cashwrap/shared/contracts/staff'
import { formatTime } from '../../lib/format-time.ts'

export interface TimelineDay {
  /** The day in words, in the reader's own zone. */
  day: string
  entries: { key: string; entry: TimelineEntry }[]
}

/** Entries parted where the reader's day changes; the keys tell equal entries apart. */
export function groupByDay(entries: readonly TimelineEntry[], timeZone?: string): TimelineDay[] {
  const days: TimelineDay[] = []
  entries.forEach((entry, index) => {
    const day = formatTime(entry.at, { style: 'weekday-date', ...(timeZone && { timeZone }) })
    const keyed = { key: `${index} ${entry.at}`, entry }
    const last = days.at(-1)
    if (last?.day === day) last.entries.push(keyed)
    else days.push({ day, entries: [keyed] })
  })
  return days
}
