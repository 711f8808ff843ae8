import type { CouponId } from '@cashwrap/shared/ids'
import { describe, expect, it } from 'vitest'
import { type Coupon, couponLabel, couponProblem } from './coupon.ts'

const now = new Date('2026-05-04T09:00:00Z')
const coupon: Coupon = {
  id: 'c' as CouponId,
  code: 'SPRING',
  percentBps: 2000,
  amountOff: null,
  currency: null,
  minimumSubtotal: null,
  startsAt: null,
  endsAt: null,
  maxUses: null,
  maxUsesPerBuyer: null,
  uses: 0,
  usesByBuyer: 0,
  active: true,
  productIds: null,
}
const lines = [{ productId: 'a', quantity: 2, unitAmount: 1000 }]

describe('whether a coupon counts', () => {
  it.each<[Partial<Coupon>, string | null]>([
    [{}, null],
    [{ active: false }, 'ended'],
    [{ startsAt: new Date('2026-05-04T09:00:01Z') }, 'not-started'],
    [{ startsAt: now }, null],
    [{ endsAt: now }, 'ended'],
    [{ endsAt: new Date('2026-05-04T09:00:01Z') }, null],
    [{ maxUses: 3, uses: 3 }, 'used-up'],
    [{ maxUses: 3, uses: 2 }, null],
    [{ maxUsesPerBuyer: 1, usesByBuyer: 1 }, 'used-by-you'],
    [{ currency: 'JPY' }, 'other-currency'],
    [{ currency: 'USD', minimumSubtotal: 2001 }, 'below-minimum'],
    [{ currency: 'USD', minimumSubtotal: 2000 }, null],
    [{ productIds: new Set(['b']) }, 'other-products'],
    [{ productIds: new Set(['a', 'b']) }, null],
  ])('%j: %s', (change, problem) => {
    expect(couponProblem({ ...coupon, ...change }, lines, 'USD', now)).toBe(problem)
  })

  it('is described by what it takes off', () => {
    expect(couponLabel(coupon)).toBe('20 % off')
    expect(couponLabel({ percentBps: 1250, amountOff: null, currency: null })).toBe('12.5 % off')
    expect(couponLabel({ percentBps: null, amountOff: 500, currency: 'JPY' })).toBe('¥500 off')
  })
})
