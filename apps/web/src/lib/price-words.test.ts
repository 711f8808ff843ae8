import { describe, expect, it } from 'vitest'
import { priceWords } from './price-words.ts'

const price = (amount: number, interval: 'month' | 'year' | null = null, currency = 'USD') => ({
  id: 'p' as never,
  amount,
  currency,
  interval,
})

describe('priceWords', () => {
  it.each([
    ['one price', [price(4999)], '$49.99'],
    ['nothing to pay', [price(0)], 'Free'],
    ['several in one currency', [price(1900), price(900)], 'from $9.00'],
    ['a plan by its month', [price(12000, 'year'), price(1200, 'month')], 'from $12.00 a month'],
    ['a plan by the year only', [price(12000, 'year')], '$120.00 a year'],
    ['another currency beside it', [price(4999), price(7000, null, 'JPY')], '$49.99'],
    ['no price', [], ''],
  ])('writes %s', (_name, prices, words) => {
    expect(priceWords(prices, 'en-US')).toBe(words)
  })
})
