import { newId, type SellerId } from '@cashwrap/shared/ids'
import { smallestStep } from '@cashwrap/shared/money'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { feeOf, percentText } from './fee.ts'
import { amountToSend, type SellerTerms, type SplitLine, sellersIn, splitOrder } from './split.ts'

const SELLERS = Array.from({ length: 4 }, (_, index) => newId<'seller'>(index))
const [ANA, BEN] = SELLERS as [SellerId, SellerId]
const termsAt = (feePpm: number): Map<SellerId, SellerTerms> =>
  new Map(SELLERS.map((id, index) => [id, { accountId: `acct_${index}`, feePpm }]))
const split = (lines: SplitLine[], { currency = 'USD', feePpm = 100_000 } = {}) =>
  splitOrder({ lines, currency, total: lines.reduce((sum, line) => sum + line.total, 0) }, termsAt(feePpm))

describe('the fee', () => {
  it.each([
    [4999, 100_000, 'USD', 500],
    [4995, 100_000, 'USD', 500],
    [4994, 100_000, 'USD', 499],
    [333, 333_333, 'USD', 111],
    [1, 500_000, 'USD', 1],
    [750, 25_000, 'JPY', 19],
    [5120, 100_000, 'KWD', 510],
    [5150, 100_000, 'KWD', 520],
    [10, 400_000, 'KWD', 0],
    [15, 1_000_000, 'KWD', 15],
    [4999, 0, 'USD', 0],
    [4999, 1_000_000, 'USD', 4999],
    [99_999_999, 999_999, 'USD', 99_999_899],
  ])('of %d at %d millionths in %s is %d', (gross, feePpm, currency, fee) => {
    expect(feeOf(gross, feePpm, currency)).toBe(fee)
  })

  it.each([
    [100_000, '10'],
    [25_000, '2.5'],
    [1, '0.0001'],
    [0, '0'],
    [1_000_000, '100'],
    [105_000, '10.5'],
  ])('rate of %d millionths is written %s', (ppm, text) => expect(percentText(ppm)).toBe(text))
})

describe('an order', () => {
  it('of one seller alone goes to them with the charge', () => {
    const lines = [
      { sellerId: ANA, total: 4999 },
      { sellerId: ANA, total: 900 },
    ]
    expect(split(lines)).toEqual([
      {
        sellerId: ANA,
        way: 'destination',
        accountId: 'acct_0',
        currency: 'USD',
        gross: 5899,
        fee: 590,
        feePpm: 100_000,
      },
    ])
    expect(amountToSend(split(lines)[0]!)).toBe(0)
  })

  it('of several sellers is sent to each after the charge', () => {
    const shares = split([
      { sellerId: ANA, total: 333 },
      { sellerId: BEN, total: 1001 },
      { sellerId: ANA, total: 2 },
    ])
    expect(shares.map((share) => [share.way, share.gross, share.fee, amountToSend(share)])).toEqual([
      ['transfer', 335, 34, 301],
      ['transfer', 1001, 100, 901],
    ])
  })

  it('of a seller beside the goods of the shop is sent after the charge too, unless those cost nothing', () => {
    expect(
      split([
        { sellerId: null, total: 1200 },
        { sellerId: ANA, total: 900 },
      ]),
    ).toMatchObject([{ way: 'transfer', gross: 900 }])
    expect(
      split([
        { sellerId: null, total: 0 },
        { sellerId: BEN, total: 0 },
        { sellerId: ANA, total: 900 },
      ]),
    ).toMatchObject([{ sellerId: ANA, way: 'destination', gross: 900 }])
  })

  it('of the own goods of the shop, or of nothing to pay, has no shares', () => {
    expect(split([{ sellerId: null, total: 1200 }])).toEqual([])
    expect(split([{ sellerId: ANA, total: 0 }])).toEqual([])
  })

  it('is refused when its lines are not its total, or a seller has no terms', () => {
    const lines = [{ sellerId: ANA, total: 900 }]
    expect(() => splitOrder({ lines, currency: 'USD', total: 901 }, termsAt(0))).toThrow(RangeError)
    expect(() => splitOrder({ lines, currency: 'USD', total: 900 }, new Map())).toThrow(RangeError)
  })

  it('is given out to the unit, whatever the rates, in every kind of currency', () => {
    const order = fc.constantFrom('USD', 'JPY', 'KWD', 'ISK').chain((currency) =>
      fc.record({
        currency: fc.constant(currency),
        lines: fc.array(
          fc.record({
            sellerId: fc.constantFrom<SellerId | null>(null, ...SELLERS),
            total: fc.integer({ min: 0, max: 99_999 }).map((steps) => steps * smallestStep(currency)),
          }),
          { minLength: 1, maxLength: 8 },
        ),
        rates: fc.array(
          fc.oneof(fc.integer({ min: 0, max: 1_000_000 }), fc.constantFrom(0, 1, 333_333, 999_999, 1_000_000)),
          { minLength: SELLERS.length, maxLength: SELLERS.length },
        ),
      }),
    )
    fc.assert(
      fc.property(order, ({ currency, lines, rates }) => {
        const total = lines.reduce((sum, line) => sum + line.total, 0)
        const terms = new Map(
          SELLERS.map((id, index) => [id, { accountId: `acct_${index}`, feePpm: rates[index] ?? 0 }]),
        )
        const shares = splitOrder({ lines, currency, total }, terms)
        expect(shares.map((share) => share.sellerId).sort()).toEqual(sellersIn(lines).sort())

        const ownGoods = lines.reduce((sum, line) => sum + (line.sellerId === null ? line.total : 0), 0)
        const fees = shares.reduce((sum, share) => sum + share.fee, 0)
        const net = shares.reduce((sum, share) => sum + share.gross - share.fee, 0)
        expect(net + fees + ownGoods).toBe(total)
        for (const { gross, fee, feePpm } of shares) {
          const step = smallestStep(currency)
          expect(gross).toBeGreaterThan(0)
          expect(fee).toBeGreaterThanOrEqual(0)
          expect(fee).toBeLessThanOrEqual(gross)
          expect(fee % step).toBe(0)
          // Half a step at most beside the exact share, in integers: 2 · |fee · 10⁶ − gross · rate| ≤ step · 10⁶.
          const off = BigInt(fee) * 1_000_000n - BigInt(gross) * BigInt(feePpm)
          expect(2n * (off < 0n ? -off : off)).toBeLessThanOrEqual(BigInt(step) * 1_000_000n)
        }
        const isAlone = shares.length === 1 && shares[0]!.gross === total
        expect(new Set(shares.map((share) => share.way)).size).toBeLessThanOrEqual(1)
        if (shares.length > 0) expect(shares[0]!.way).toBe(isAlone ? 'destination' : 'transfer')
        if (!isAlone) expect(shares.reduce((sum, share) => sum + amountToSend(share), 0)).toBe(net)
      }),
      { numRuns: 1000 },
    )
  })
})
