import { describe, expect, it } from 'vitest'
import { formatMoney } from './format-money.ts'

describe('formatMoney', () => {
  it.each([
    [{ amount: 4999, currency: 'USD' }, 'en-US', '$49.99'],
    [{ amount: 114900, currency: 'USD' }, 'en-US', '$1,149.00'],
    [{ amount: 750, currency: 'JPY' }, 'en-US', '¥750'],
    [{ amount: 12345, currency: 'KWD' }, 'en-US', 'KWD 12.345'],
    [{ amount: -500, currency: 'EUR' }, 'en-IE', '-€5.00'],
    [{ amount: 0, currency: 'USD' }, 'en-US', '$0.00'],
  ])('writes %o for %s as %s', (value, locale, written) => {
    expect(formatMoney(value, locale).replaceAll('\u00a0', ' ')).toBe(written)
  })

  it('keeps every digit of an amount no double holds as a fraction', () => {
    expect(formatMoney({ amount: 9_007_199_254_740_991, currency: 'USD' }, 'en-US')).toBe('$90,071,992,547,409.91')
  })
})
