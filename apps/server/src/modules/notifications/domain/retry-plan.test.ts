import { addDays, addSeconds } from '@cashwrap/shared/time'
import { expect, it } from 'vitest'
import { nextAttemptAt } from './retry-plan.ts'

const created = new Date('2026-05-04T09:00:00Z')

it.each([
  [1, 30],
  [2, 60],
  [5, 480],
  [9, 7_680],
  [10, 14_400],
  [40, 14_400],
])('after attempt %i waits %i seconds', (attempts, seconds) => {
  expect(nextAttemptAt(created, attempts, created)).toEqual(addSeconds(created, seconds))
})

it('tries some twenty-five times in three days and then gives up', () => {
  let at: Date | null = created
  let attempts = 0
  while (at !== null && attempts < 100) {
    attempts += 1
    expect(at < addDays(created, 3.2)).toBe(true)
    at = nextAttemptAt(created, attempts, at)
  }
  expect(attempts).toBeGreaterThan(20)
  expect(attempts).toBeLessThan(35)
})
