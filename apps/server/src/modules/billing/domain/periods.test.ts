import { expect, it } from 'vitest'
import { afterPeriods } from './periods.ts'

it.each([
  ['2027-03-14T09:30:00Z', 'month', 1, '2027-04-14T09:30:00Z'],
  ['2027-01-31T09:30:00Z', 'month', 1, '2027-02-28T09:30:00Z'],
  ['2027-01-31T09:30:00Z', 'month', 2, '2027-03-31T09:30:00Z'],
  ['2027-11-30T23:59:59Z', 'month', 3, '2028-02-29T23:59:59Z'],
  ['2028-02-29T00:00:00Z', 'year', 1, '2029-02-28T00:00:00Z'],
  ['2027-12-31T23:00:00Z', 'year', 2, '2029-12-31T23:00:00Z'],
] as const)('from %s, by the %s, %d on: %s', (from, interval, periods, to) => {
  expect(afterPeriods(new Date(from), interval, periods)).toEqual(new Date(to))
})
