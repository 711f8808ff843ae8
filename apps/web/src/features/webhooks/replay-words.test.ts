import { expect, it } from 'vitest'
import { countWords, instantOf } from './replay-words.ts'

it('says how many before they are sent', () => {
  expect(countWords({ count: 0, isMore: false })).toMatch(/^Nothing fits/)
  expect(countWords({ count: 1, isMore: false })).toBe('1 delivery will be sent.')
  expect(countWords({ count: 12, isMore: false })).toBe('12 deliveries will be sent.')
  expect(countWords({ count: 1000, isMore: true }, 'en')).toMatch(/^1,000 deliveries at once.*more are left/)
})

it('reads a moment once it is whole', () => {
  expect(instantOf('')).toBeNull()
  expect(instantOf('2027-03-14T10:30')).toBe(new Date(2027, 2, 14, 10, 30).toISOString())
})
