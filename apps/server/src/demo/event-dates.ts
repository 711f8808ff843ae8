import { addDays, addMinutes } from '@cashwrap/shared/time'
import type { DemoEvent } from './demo-product.ts'

const SATURDAY = 6

/** The first Saturday that is at least `inDays` after `from` (UTC days), with the event's hours. */
export function eventDates(event: DemoEvent, from: Date): { startsAt: Date; endsAt: Date } {
  const earliest = addDays(from, event.inDays)
  const saturday = addDays(earliest, (SATURDAY - earliest.getUTCDay() + 7) % 7)
  const startsAt = new Date(saturday)
  startsAt.setUTCHours(event.startHourUtc, 0, 0, 0)
  return { startsAt, endsAt: addMinutes(startsAt, event.hours * 60) }
}
