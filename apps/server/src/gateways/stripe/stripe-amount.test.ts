import { describe, expect, it } from 'vitest'
import { fromStripeAmount, isAboveMaximum, minimumFor, toStripeAmount } from './stripe-amount.ts'

describe('amounts at Stripe', () => {
  it.each([
    [4999, 'USD', 4999],
    [750, 'JPY', 750],
    [5120, 'KWD', 5120],
    [500, 'ISK', 50_000],
    [12_345, 'HUF', 12_345],
    [12_345, 'TWD', 12_345],
  ])('%d %s is sent as %d, and read back the same', (ours, currency, theirs) => {
    expect(toStripeAmount(ours, currency)).toBe(theirs)
    expect(fromStripeAmount(theirs, currency)).toBe(ours)
  })

  it('refuses what Stripe refuses', () => {
    expect(() => toStripeAmount(5124, 'KWD')).toThrow(RangeError)
    expect(() => toStripeAmount(100, 'UGX')).toThrow(RangeError)
    expect(() => fromStripeAmount(50_050, 'ISK')).toThrow(RangeError)
  })

  it('knows the least and the most', () => {
    expect([minimumFor('USD'), minimumFor('JPY'), minimumFor('GBP'), minimumFor('HUF')]).toEqual([50, 50, 30, 17_500])
    expect(isAboveMaximum(99_999_999, 'USD')).toBe(false)
    expect(isAboveMaximum(100_000_000, 'USD')).toBe(true)
    expect(isAboveMaximum(1_000_000, 'ISK')).toBe(true)
  })
})
