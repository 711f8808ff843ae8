import { expect, it } from 'vitest'
import type { BookingConfirmation } from '../messages.ts'
import { writeBookingConfirmation } from './write-booking-confirmation.ts'

const workshop = {
  title: 'Workshop',
  seats: 2,
  startsAt: '2026-06-20T01:00:00.000Z',
  timeZone: 'Asia/Tokyo',
  place: 'Kyoto',
}
const write = (...events: BookingConfirmation['events']) =>
  writeBookingConfirmation({ orderNumber: 1001, events }, 'Kendama School')

it('says what was booked, when by the clocks of the place, and where', () => {
  expect(write(workshop)).toBe(
    [
      'Kendama School: your booking is confirmed. Order 1001.',
      '',
      'Workshop, 2 seats',
      'Saturday, 20 June 2026 at 10:00 GMT+9',
      'Kyoto',
    ].join('\n'),
  )
})

it.each([
  ['America/New_York', '2026-07-01T03:30:00Z', 'Tuesday, 30 June 2026 at 23:30 GMT-4'],
  ['America/New_York', '2026-12-01T03:30:00Z', 'Monday, 30 November 2026 at 22:30 GMT-5'],
  ['Europe/London', '2026-07-01T23:30:00Z', 'Thursday, 2 July 2026 at 00:30 BST'],
  ['Asia/Kathmandu', '2026-07-01T00:00:00Z', 'Wednesday, 1 July 2026 at 05:45 GMT+5:45'],
  ['Nowhere/At_All', '2026-07-01T00:00:00Z', 'Wednesday, 1 July 2026 at 00:00 UTC'],
])('in %s writes %s as %s', (timeZone, startsAt, written) => {
  expect(write({ ...workshop, timeZone, startsAt }).split('\n')).toContain(written)
})

it('counts one seat as one, leaves out a place that is not said, and keeps a title on its line', () => {
  expect(
    write({ ...workshop, seats: 1, place: ' ', title: 'Work\r\nshop' })
      .split('\n')
      .slice(2),
  ).toEqual(['Work shop, 1 seat', 'Saturday, 20 June 2026 at 10:00 GMT+9'])
})

it('has every event of an order in it', () => {
  const text = write(workshop, { ...workshop, title: 'Evening', place: 'Osaka' })
  expect(text).toContain('Workshop, 2 seats')
  expect(text).toContain('Evening, 2 seats')
  expect(text).toContain('Osaka')
})

it('stays within what WhatsApp takes, and says what it left out', () => {
  const events = Array.from({ length: 40 }, (_, n) => ({ ...workshop, title: `${n} ${'剣玉'.repeat(60)}` }))
  const text = write(...events)
  expect(text.length).toBeLessThanOrEqual(4096)
  const shown = text.match(/, 2 seats/g)?.length ?? 0
  expect(shown).toBeGreaterThan(15)
  expect(text).toMatch(new RegExp(`And ${40 - shown} more, all of them in your receipt by mail\\.$`))
})
