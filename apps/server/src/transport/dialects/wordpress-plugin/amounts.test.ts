import { expect, it } from 'vitest'
import { fromWire, toWholeUnits, toWire } from './amounts.ts'

it.each([
  [750, 'JPY', { amount: 750, currency: 'JPY' }],
  [750, 'jpy', { amount: 750, currency: 'JPY' }],
  [10, 'USD', { amount: 1000, currency: 'USD' }],
  [9.99, 'USD', { amount: 999, currency: 'USD' }],
  [1.1, 'USD', { amount: 110, currency: 'USD' }],
  [3, 'KWD', { amount: 3000, currency: 'KWD' }],
  [3.125, 'KWD', { amount: 3125, currency: 'KWD' }],
  // Whole units of these are a hundred of the minor ones, though the plugin's first server took them for ones without.
  [100, 'IDR', { amount: 10_000, currency: 'IDR' }],
  [100, 'PHP', { amount: 10_000, currency: 'PHP' }],
  [100, 'THB', { amount: 10_000, currency: 'THB' }],
])('%d %s of the wire are %j', (amount, currency, money) => {
  expect(fromWire(amount, currency)).toEqual(money)
  expect(toWire(money)).toBe(amount)
})

it.each([
  [7.5, 'JPY'],
  [9.999, 'USD'],
  [0.1 + 0.2, 'USD'],
  [3.1255, 'KWD'],
  [-750, 'JPY'],
  [1e21, 'JPY'],
  [1e-7, 'USD'],
  [Number.POSITIVE_INFINITY, 'JPY'],
  [750, 'UGX'],
  [750, 'yen'],
  [750, ''],
])('%d %s is no amount', (amount, currency) => {
  expect(fromWire(amount, currency)).toBeNull()
})

it.each([
  [750, 'JPY', 750],
  [1000, 'USD', 10],
  [999, 'USD', null],
  [3000, 'KWD', 3],
  [3120, 'KWD', null],
])('%d minor units of %s are %j whole ones', (amount, currency, units) => {
  expect(toWholeUnits({ amount, currency })).toBe(units)
})
