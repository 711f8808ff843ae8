import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addedBy, containedIn, type Rate, taxesOfLine, totalTaxes } from '../../src/billing/tax.ts'

const rate = (percentage: number, inclusive: boolean, id = `txr_${percentage}`): Rate => ({ id, percentage, inclusive })
const amountsOf = (amount: number, rates: Rate[]) => taxesOfLine(amount, rates).map((tax) => tax.amount)

describe('the tax of a line', () => {
  it.each([
    [1000, [rate(20, false)], [200]],
    [1000, [rate(8.875, false)], [89]],
    [1900, [rate(19, true)], [303]],
    [1190, [rate(19, true)], [190]],
    [50, [rate(1, false)], [1]],
    [49, [rate(1, false)], [0]],
    [-50, [rate(1, false)], [-1]],
    [1000, [rate(5, false), rate(9.975, false)], [50, 100]],
    [1150, [rate(10, true), rate(5, true)], [100, 50]],
    [1100, [rate(10, true), rate(5, false)], [100, 50]],
    [1000, [rate(0, false)], [0]],
    [0, [rate(20, true)], [0]],
  ])('%i by its rates', (amount, rates, expected) => {
    expect(amountsOf(amount, rates)).toEqual(expected)
  })

  it('is nothing for those who pay none, and says why', () => {
    expect(taxesOfLine(1000, [rate(20, false)], 'reverse')).toMatchObject([
      { amount: 0, taxability_reason: 'reverse_charge' },
    ])
    expect(taxesOfLine(1000, [rate(20, true)], 'exempt')).toMatchObject([
      { amount: 0, taxability_reason: 'customer_exempt' },
    ])
  })

  it('what it leaves and what lies in it add up to the amount, and credits mirror charges', () => {
    const rates = fc.array(
      fc.record({ id: fc.constant('txr'), percentage: fc.integer({ min: 0, max: 300_000 }), inclusive: fc.boolean() }),
      { maxLength: 5 },
    )
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), rates, (amount, raw) => {
        const given = raw.map((one) => ({ ...one, percentage: one.percentage / 10_000 }))
        const taxes = taxesOfLine(amount, given)
        const net = taxes[0]?.taxable_amount ?? amount
        expect(net + containedIn(taxes)).toBe(amount)
        expect(taxesOfLine(-amount, given).map((tax) => 0 - tax.amount)).toEqual(taxes.map((tax) => tax.amount))
        expect(addedBy(taxes)).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('is added up by rate over the lines', () => {
    const lines = [1000, 333].map((amount) => taxesOfLine(amount, [rate(20, false), rate(10, true)]))
    expect(totalTaxes(lines).map(({ amount, taxable_amount }) => [amount, taxable_amount])).toEqual([
      [182 + 61, 909 + 303],
      [91 + 30, 909 + 303],
    ])
  })
})
