import { describe, expect, it } from 'vitest'
import { axisAmount, heightOf, plotScale } from './plot-scale.ts'

describe('plotScale', () => {
  it.each([
    ['no sales', [{ gross: 0, net: 0 }], [0, 1]],
    ['a few cents', [{ gross: 3, net: 2 }], [0, 1, 2, 3]],
    ['nothing at all', [], [0, 1]],
    [
      'an ordinary week',
      [
        { gross: 19_800, net: 17_820 },
        { gross: 4_999, net: 4_499 },
      ],
      [0, 5_000, 10_000, 15_000, 20_000],
    ],
    ['a fee that was kept on a refund', [{ gross: 1_000, net: -100 }], [0, 500, 1_000]],
    ['more fees than sales', [{ gross: 1_000, net: -1_100 }], [-1_000, 0, 1_000]],
  ])('holds %s between round amounts', (_case, bars, ticks) => {
    const scale = plotScale(bars)
    expect(scale.ticks).toEqual(ticks)
    expect(scale.ticks.some((tick) => Object.is(tick, -0))).toBe(false)
    for (const bar of bars) {
      expect(bar.gross).toBeLessThanOrEqual(scale.high)
      expect(bar.net).toBeGreaterThanOrEqual(scale.low)
    }
  })

  it('keeps to few lines however large the amounts', () => {
    for (let gross = 1; gross < 1e12; gross = gross * 3 + 1) {
      expect(plotScale([{ gross, net: 0 }]).ticks.length).toBeLessThanOrEqual(6)
      expect(plotScale([{ gross, net: -gross }]).ticks.length).toBeLessThanOrEqual(7)
    }
  })

  it('puts the top at 0 and the bottom at 1', () => {
    const scale = plotScale([{ gross: 1_000, net: -500 }])
    expect(heightOf(scale, scale.high)).toBe(0)
    expect(heightOf(scale, scale.low)).toBe(1)
    expect(heightOf(scale, 0)).toBeCloseTo(2 / 3)
  })
})

describe('axisAmount', () => {
  it.each([
    [5_000, 'USD', 5_000, '$50'],
    [50, 'USD', 50, '$0.50'],
    [5_000, 'JPY', 5_000, '¥5,000'],
    [200_000, 'JPY', 50_000, '¥200K'],
    [1_500, 'KWD', 500, 'KWD 1.500'],
    [2_000, 'KWD', 1_000, 'KWD 2'],
    [0, 'EUR', 1_000, '€0'],
    [-500, 'USD', 500, '-$5'],
    [-750, 'USD', 250, '-$7.50'],
    [50_000, 'JPY', 50_000, '¥50K'],
    [150_000_000, 'USD', 50_000_000, '$1.5M'],
  ])('writes %i minor units of %s in steps of %i as %s', (amount, currency, step, written) => {
    expect(axisAmount(amount, currency, step, 'en-US').replaceAll('\u00a0', ' ')).toBe(written)
  })
})
