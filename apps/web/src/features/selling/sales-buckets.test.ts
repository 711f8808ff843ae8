import type { SalesByDay } from '@cashwrap/shared/contracts/seller'
import { describe, expect, it } from 'vitest'
import { bucketName, bucketTick, grainOf, toBuckets } from './sales-buckets.ts'

/** So many days that end with 21 November 2026, a sale of 1.00 with 0.90 net on each. */
const daysUpTo = (count: number): SalesByDay =>
  Array.from({ length: count }, (_, index) => ({
    day: new Date(Date.UTC(2026, 10, 21 - (count - 1 - index))).toISOString().slice(0, 10),
    sales: 1,
    gross: 100,
    net: 90,
  }))

describe('toBuckets', () => {
  it.each([
    [30, 30, ['2026-10-23', '2026-10-23'], ['2026-11-21', '2026-11-21']],
    [90, 13, ['2026-08-24', '2026-08-29'], ['2026-11-15', '2026-11-21']],
    [365, 13, ['2025-11-22', '2025-11-30'], ['2026-11-01', '2026-11-21']],
  ])('puts %i days into %i bars, none of them lost', (count, bars, first, last) => {
    const buckets = toBuckets(daysUpTo(count))
    expect(buckets).toHaveLength(bars)
    const spans = buckets.map(({ from, to }) => [from, to])
    expect(spans[0]).toEqual(first)
    expect(spans.at(-1)).toEqual(last)
    expect(buckets.reduce((sum, bucket) => sum + bucket.sales, 0)).toBe(count)
    expect(buckets.reduce((sum, bucket) => sum + bucket.gross, 0)).toBe(count * 100)
    expect(buckets.reduce((sum, bucket) => sum + bucket.net, 0)).toBe(count * 90)
  })

  it('has nothing to show for no days', () => expect(toBuckets([])).toEqual([]))
})

describe('the names of bars', () => {
  const bar = (from: string, to: string) => ({ from, to, sales: 0, gross: 0, net: 0 })
  it.each([
    [bar('2026-11-03', '2026-11-03'), 'Tue 3 Nov'],
    [bar('2026-10-28', '2026-11-03'), '28 Oct – 3 Nov 2026'],
    [bar('2026-02-01', '2026-02-28'), 'February 2026'],
    [bar('2026-12-01', '2026-12-31'), 'December 2026'],
    [bar('2026-11-01', '2026-11-21'), '1 – 21 Nov 2026'],
  ])('%o is %s', (bucket, name) => {
    expect(bucketName(bucket, 'en-GB').replaceAll(/[\u2009\u202f]/g, ' ')).toBe(name)
  })

  it('are short under the axis', () => {
    expect(bucketTick(bar('2026-11-03', '2026-11-03'), grainOf(30), 'en-GB')).toBe('3 Nov')
    expect(bucketTick(bar('2025-11-22', '2025-11-30'), grainOf(365), 'en-GB')).toBe('Nov 25')
  })
})
