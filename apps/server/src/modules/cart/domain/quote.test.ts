import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DiscountRule, type LineToPrice, quote, type TaxRule } from './quote.ts'

const line = (unitAmount: number, quantity = 1, productId = `p${unitAmount}`): LineToPrice => ({
  productId,
  quantity,
  unitAmount,
})
const percent = (percentBps: number, products?: string[]): DiscountRule => ({
  percentBps,
  amountOff: null,
  productIds: products ? new Set(products) : null,
})
const off = (amountOff: number): DiscountRule => ({ percentBps: null, amountOff, productIds: null })
const tax = (mode: TaxRule['mode'], rateBps: number | null): TaxRule => ({ mode, rateBps })
const none = tax('off', null)

describe('a quote', () => {
  it.each<
    [
      string,
      LineToPrice[],
      DiscountRule | null,
      TaxRule,
      { subtotal: number; discount: number; tax: number; total: number },
    ]
  >([
    ['plain', [line(4999), line(1200, 2)], null, none, { subtotal: 7399, discount: 0, tax: 0, total: 7399 }],
    [
      'a percentage',
      [line(4999), line(1200)],
      percent(2000),
      none,
      { subtotal: 6199, discount: 1240, tax: 0, total: 4959 },
    ],
    [
      'a percentage on one product',
      [line(4999), line(1200)],
      percent(5000, ['p1200']),
      none,
      { subtotal: 6199, discount: 600, tax: 0, total: 5599 },
    ],
    ['an amount', [line(4999), line(1200)], off(500), none, { subtotal: 6199, discount: 500, tax: 0, total: 5699 }],
    ['an amount above what it is for', [line(300)], off(500), none, { subtotal: 300, discount: 300, tax: 0, total: 0 }],
    ['everything off', [line(300), line(7)], percent(10_000), none, { subtotal: 307, discount: 307, tax: 0, total: 0 }],
    [
      'tax on top, after the discount',
      [line(1000)],
      percent(1000),
      tax('exclusive', 2000),
      { subtotal: 1000, discount: 100, tax: 180, total: 1080 },
    ],
    [
      'tax inside, after the discount',
      [line(1200)],
      null,
      tax('inclusive', 2000),
      { subtotal: 1200, discount: 0, tax: 200, total: 1200 },
    ],
    [
      'tax not known yet',
      [line(1200)],
      null,
      tax('exclusive', null),
      { subtotal: 1200, discount: 0, tax: 0, total: 1200 },
    ],
    ['nothing', [], off(500), tax('exclusive', 2000), { subtotal: 0, discount: 0, tax: 0, total: 0 }],
  ])('%s', (_, lines, discount, rule, amounts) => {
    expect(quote(lines, discount, rule)).toMatchObject(amounts)
  })

  it('rounds to what the provider charges in, where a currency has three decimals', () => {
    const priced = quote([line(5120), line(3330)], percent(333), tax('exclusive', 500), 10)
    for (const { discount, tax: added, total } of priced.lines)
      expect([discount % 10, added % 10, total % 10]).toEqual([0, 0, 0])
  })

  it('always sums: lines to the order, and never below zero', () => {
    const lines = fc.array(
      fc.record({
        productId: fc.constantFrom('a', 'b', 'c'),
        quantity: fc.integer({ min: 1, max: 99 }),
        unitAmount: fc.integer({ min: 0, max: 999_999 }),
      }),
      { maxLength: 8 },
    )
    const discount = fc.oneof(
      fc.constant(null),
      fc.record({
        percentBps: fc.integer({ min: 1, max: 10_000 }),
        amountOff: fc.constant(null),
        productIds: fc.constantFrom(null, new Set(['a'])),
      }),
      fc.record({
        percentBps: fc.constant(null),
        amountOff: fc.integer({ min: 1, max: 9_999_999 }),
        productIds: fc.constantFrom(null, new Set(['b', 'c'])),
      }),
    )
    const rule = fc.record({
      mode: fc.constantFrom('off' as const, 'inclusive' as const, 'exclusive' as const),
      rateBps: fc.integer({ min: 0, max: 3000 }),
    })
    fc.assert(
      fc.property(lines, discount, rule, (someLines, someDiscount, someRule) => {
        const priced = quote(someLines, someDiscount, someRule)
        for (const part of ['subtotal', 'discount', 'tax', 'total'] as const) {
          expect(priced.lines.reduce((sum, one) => sum + one[part], 0)).toBe(priced[part])
        }
        expect(priced.total).toBe(priced.subtotal - priced.discount + (someRule.mode === 'exclusive' ? priced.tax : 0))
        for (const one of priced.lines) {
          expect(one.discount).toBeLessThanOrEqual(one.subtotal)
          expect(one.total).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })
})
