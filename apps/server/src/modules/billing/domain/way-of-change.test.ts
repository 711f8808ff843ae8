import { expect, it } from 'vitest'
import { wayOfChange } from './way-of-change.ts'

const terms = (interval: 'month' | 'year', amount: number) => ({ interval, money: { amount, currency: 'USD' } })

it.each([
  ['a dearer plan', terms('month', 900), terms('month', 1900), 'charge'],
  ['a cheaper plan', terms('month', 1900), terms('month', 900), 'credit'],
  ['a plan of the same price', terms('year', 900), terms('year', 900), 'charge'],
  ['the year, though it costs more', terms('month', 900), terms('year', 9000), 'next-period'],
  ['the month, though it costs less', terms('year', 9000), terms('month', 900), 'next-period'],
] as const)('to %s', (_what, current, target, way) => {
  expect(wayOfChange(current, target)).toBe(way)
})
