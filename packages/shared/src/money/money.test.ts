import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  allocate,
  CURRENCIES,
  divideHalfUp,
  exponentOf,
  formatMoney,
  fromDecimal,
  partOf,
  shareOf,
  taxWithin,
  toDecimal,
} from './money.ts'

describe('a part', () => {
  it.each([
    [10, 74, 750, 0],
    [10, 75, 750, 1],
    [10, 749, 750, 9],
    [10, 750, 750, 10],
    [99_999_999, 99_999_998, 99_999_999, 99_999_998],
  ])('of %d, as %d is of %d, is %d', (whole, part, total, expected) => {
    expect(partOf(whole, part, total)).toBe(expected)
  })
})

describe('allocate', () => {
  it.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [-100, [1, 1, 1], [-34, -33, -33]],
    [5, [0, 0], [3, 2]],
    [999, [4999, 1200, 0], [806, 193, 0]],
    [0, [], []],
  ])('splits %d by %j into %j', (amount, weights, parts) => {
    expect(allocate(amount, weights).map((part) => part + 0)).toEqual(parts)
  })

  it('always sums to the amount, and no part is off by a whole unit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1, maxLength: 12 }),
        (amount, weights) => {
          const parts = allocate(amount, weights)
          const sum = weights.reduce((a, b) => a + b, 0)
          expect(parts.reduce((a, b) => a + b, 0)).toBe(amount)
          if (sum > 0)
            for (const [i, part] of parts.entries())
              expect(Math.abs(part - (amount * weights[i]!) / sum)).toBeLessThan(1.001)
        },
      ),
    )
  })
})

describe('rounding', () => {
  it.each([
    [5n, 2n, 3],
    [-5n, 2n, -2],
    [-3n, 2n, -1],
    [-7n, 3n, -2],
    [1n, 3n, 0],
  ])('%d / %d rounds half up to %d', (numerator, denominator, expected) => {
    expect(divideHalfUp(numerator, denominator)).toBe(expected)
  })
  it('takes shares in basis points', () => {
    expect(shareOf(4999, 1000)).toBe(500)
    expect(shareOf(10, 500)).toBe(1)
  })
  it('finds the tax inside a gross amount', () => {
    expect(taxWithin(1200, 2000)).toBe(200)
    expect(taxWithin(1100, 1000)).toBe(100)
  })
})

describe('currencies', () => {
  it('has the real decimals and leaves UGX out', () => {
    expect([exponentOf('JPY'), exponentOf('USD'), exponentOf('KWD'), exponentOf('HUF'), exponentOf('ISK')]).toEqual([
      0, 2, 3, 2, 0,
    ])
    expect(CURRENCIES).not.toContain('UGX')
    expect(() => exponentOf('UGX')).toThrow(RangeError)
  })
  it('writes major units exactly', () => {
    expect(toDecimal({ amount: 5, currency: 'KWD' })).toBe('0.005')
    expect(toDecimal({ amount: -4999, currency: 'USD' })).toBe('-49.99')
    expect(toDecimal({ amount: 750, currency: 'JPY' })).toBe('750')
    expect(formatMoney({ amount: 4999, currency: 'USD' })).toBe('$49.99')
    expect(formatMoney({ amount: 750, currency: 'JPY' })).toBe('¥750')
  })

  it('reads what a person types, and nothing with more decimals than the currency has', () => {
    expect(fromDecimal('49.99', 'USD')).toEqual({ amount: 4999, currency: 'USD' })
    expect(fromDecimal('4.5', 'USD')).toEqual({ amount: 450, currency: 'USD' })
    expect(fromDecimal('750', 'JPY')).toEqual({ amount: 750, currency: 'JPY' })
    for (const text of ['49.999', '-1', '1,50', '1e3', '', '0x10', ' 5'])
      expect(fromDecimal(text, 'USD')).toBeUndefined()
    expect(fromDecimal('7.5', 'JPY')).toBeUndefined()
  })
})
