import { expect, it } from 'vitest'
import { formatDuration } from './format-duration.ts'

it('says how long something took', () => {
  expect(formatDuration(38)).toBe('38 ms')
  expect(formatDuration(999)).toBe('999 ms')
  expect(formatDuration(15_004, 'en')).toBe('15.0 s')
})
