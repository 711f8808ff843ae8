import { describe, expect, it } from 'vitest'
import { formatTime, zoneName } from './format-time.ts'

describe('formatTime', () => {
  const instant = '2026-12-12T23:30:00Z'

  it('tells the day of the place, not of the reader', () => {
    const day = (timeZone: string) => formatTime(instant, { style: 'weekday-date', timeZone, locale: 'en-GB' })
    expect(day('Asia/Tokyo')).toMatch(/^Sunday,? 13 December 2026$/)
    expect(day('America/New_York')).toMatch(/^Saturday,? 12 December 2026$/)
  })

  it('follows summer time', () => {
    expect(formatTime('2026-07-01T12:00:00Z', { style: 'time', timeZone: 'Europe/Paris', locale: 'en-GB' })).toBe(
      '14:00',
    )
    expect(formatTime('2026-12-01T12:00:00Z', { style: 'time', timeZone: 'Europe/Paris', locale: 'en-GB' })).toBe(
      '13:00',
    )
    expect(zoneName('2026-12-01T12:00:00Z', 'Asia/Tokyo', 'en-US')).toBe('GMT+9')
  })
})
