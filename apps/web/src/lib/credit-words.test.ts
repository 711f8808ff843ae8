import { describe, expect, it } from 'vitest'
import { creditAmount, creditTypeName, pricePerCredit } from './credit-words.ts'

describe('credits in words', () => {
  it.each([
    ['article', 'Article credits', '10 article credits', '1 article credit'],
    ['video_minute', 'Video minute credits', '10 video minute credits', '1 video minute credit'],
    ['credit', 'Credits', '10 credits', '1 credit'],
  ])('calls %s by its name', (type, name, ten, one) => {
    expect([creditTypeName(type), creditAmount(10, type, 'en-US'), creditAmount(1, type, 'en-US')]).toEqual([
      name,
      ten,
      one,
    ])
  })

  it.each([
    [{ amount: 3000, currency: 'JPY' }, 50, '¥60 a credit'],
    [{ amount: 750, currency: 'JPY' }, 100, '¥7.5 a credit'],
    [{ amount: 500, currency: 'USD' }, 10, '$0.50 a credit'],
    [{ amount: 100, currency: 'USD' }, 3, 'about $0.3333 a credit'],
    [{ amount: 5120, currency: 'KWD' }, 1000, 'KWD 0.00512 a credit'],
  ])('says what one of %o for %i costs', (price, credits, words) => {
    expect(pricePerCredit(price, credits, 'en-US').replace(/\s/g, ' ')).toBe(words)
  })
})
