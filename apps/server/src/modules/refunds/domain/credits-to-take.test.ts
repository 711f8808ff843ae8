import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { creditsToTake } from './credits-to-take.ts'

describe('credits to take back', () => {
  it.each([
    ['of a third, a third', { given: 10, taken: 0, isAlone: true, refunded: 250, captured: 750 }, 3],
    ['of the rest, the rest', { given: 10, taken: 3, isAlone: true, refunded: 750, captured: 750 }, 7],
    ['of next to nothing, none', { given: 10, taken: 0, isAlone: true, refunded: 74, captured: 750 }, 0],
    ['of next to all, not all', { given: 10, taken: 0, isAlone: true, refunded: 749, captured: 750 }, 9],
    ['of a part of several lines, none', { given: 10, taken: 0, isAlone: false, refunded: 749, captured: 750 }, 0],
    ['of all of several lines, all', { given: 10, taken: 0, isAlone: false, refunded: 750, captured: 750 }, 10],
    ['again, none', { given: 10, taken: 10, isAlone: true, refunded: 750, captured: 750 }, 0],
    [
      'after one that failed, what is more than it took',
      { given: 10, taken: 5, isAlone: true, refunded: 450, captured: 750 },
      1,
    ],
    [
      'after one that failed and took more, none',
      { given: 10, taken: 8, isAlone: true, refunded: 450, captured: 750 },
      0,
    ],
  ])('%s', (_what, credits, expected) => {
    expect(creditsToTake(credits)).toBe(expected)
  })

  it('come to the same share by any refunds, also such that fail, never to more than was given, and to all of it at the end', () => {
    const refund = fc.record({ amount: fc.integer({ min: 1, max: 400 }), fails: fc.boolean() })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.array(refund), fc.boolean(), (given, refunds, isAlone) => {
        const captured = refunds.reduce((sum, { amount }) => sum + amount, 1)
        let [taken, refunded, highest] = [0, 0, 0]
        const take = () => {
          highest = Math.max(highest, refunded)
          taken += creditsToTake({ given, taken, isAlone, refunded, captured })
          expect(taken).toBe(highest >= captured ? given : isAlone ? Math.floor((given * highest) / captured) : 0)
        }
        for (const { amount, fails } of refunds) {
          refunded += amount
          take()
          if (fails) refunded -= amount
          take()
        }
        refunded = captured
        take()
        expect(taken).toBe(given)
      }),
    )
  })
})
