import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { add, type Buckets, spendable, take, takeBack } from './changes.ts'

const before: Buckets = { promotion: 2, plan: 3, bought: 5, owed: 1 }

describe('changes of a balance', () => {
  it('spends from all buckets and from no debt', () => {
    expect(spendable(before)).toBe(10)
  })
  it('adds to one bucket', () => {
    expect(add('plan', 7)).toEqual({ promotion: 0, plan: 7, bought: 0, owed: 0 })
  })
  it.each([
    ['promotion', 2, { promotion: -2, plan: 0, bought: 0, owed: 0 }],
    ['bought', 5, { promotion: 0, plan: 0, bought: -5, owed: 0 }],
    ['plan', 4, null],
  ] as const)('takes from %s only what is in it: %d', (bucket, credits, changes) => {
    expect(take(before, bucket, credits)).toEqual(changes)
  })
  it.each([
    [3, { promotion: 0, plan: 0, bought: -3, owed: 0 }],
    [5, { promotion: 0, plan: 0, bought: -5, owed: 0 }],
    [8, { promotion: 0, plan: 0, bought: -5, owed: 3 }],
  ])('takes %d back from what was bought and is unspent; what is missing is owed', (credits, changes) => {
    expect(takeBack(before, credits)).toEqual(changes)
  })
  it('takes back exactly what the money was for, and leaves nothing negative', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.integer({ min: 1, max: 1000 }), (bought, credits) => {
        const changes = takeBack({ ...before, bought }, credits)
        expect(changes.owed - changes.bought).toBe(credits)
        expect(bought + changes.bought).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})
