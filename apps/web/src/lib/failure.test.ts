import type { Failure } from '@cashwrap/shared/contracts/failures'
import { Failure as FailureSchema } from '@cashwrap/shared/contracts/failures'
import { TRPCClientError } from '@trpc/client'
import { describe, expect, it } from 'vitest'
import { fieldError, readFailure } from './failure.ts'
import { couponProblemWords, failureWords } from './failure-words.ts'

const wireError = (failure: Failure) =>
  TRPCClientError.from({ error: { code: -32600, message: failure.kind, data: { failure } } })

describe('readFailure', () => {
  it('reads the failure the shop names', () => {
    expect(readFailure(wireError({ kind: 'cart-full', limit: 50 }))).toEqual({ kind: 'cart-full', limit: 50 })
  })

  it('calls no answer offline, and whatever else is broken internal', () => {
    expect(readFailure(TRPCClientError.from(new TypeError('fetch failed')))).toEqual({ kind: 'offline' })
    expect(readFailure(new RangeError('ours'))).toEqual({ kind: 'internal' })
    expect(readFailure(TRPCClientError.from({ error: { code: -32603, message: '?', data: {} } }))).toEqual({
      kind: 'internal',
    })
  })
})

describe('fieldError', () => {
  it('gives the message of the refused field and of no other', () => {
    const failure = { kind: 'invalid-input', fields: [{ path: 'email', message: 'is not an e-mail address' }] } as const
    expect(fieldError({ ...failure, fields: [...failure.fields] }, 'email')).toBe('is not an e-mail address')
    expect(fieldError({ ...failure, fields: [...failure.fields] }, 'country')).toBeUndefined()
    expect(fieldError({ kind: 'internal' }, 'email')).toBeUndefined()
  })
})

describe('failureWords', () => {
  const usd = (amount: number) => ({ amount, currency: 'USD' })

  it('names the amounts when the total has changed', () => {
    const { detail } = failureWords({ kind: 'price-changed', quoted: usd(1000), now: usd(1200) })
    expect(detail).toContain('$10.00')
    expect(detail).toContain('$12.00')
  })

  it('counts seats and tries in whole words', () => {
    const seats = failureWords({
      kind: 'seats-gone',
      products: [
        { productId: 'a' as never, title: 'Jam', left: 0 },
        { productId: 'b' as never, title: 'Workshop', left: 1 },
      ],
    })
    expect(seats.detail).toBe('Jam is sold out. Workshop has 1 left.')
    expect(failureWords({ kind: 'sign-in-refused', reason: 'wrong-code', triesLeft: 1 }).detail).toMatch(
      /1 try left\.$/,
    )
  })

  it('says after a failed payment call that nothing was charged', () => {
    expect(failureWords({ kind: 'provider-unavailable' }).detail).toMatch(/nothing was charged/i)
    expect(failureWords({ kind: 'internal' }).detail).toMatch(/nothing was charged/i)
  })

  it('has words of its own for every reason a coupon does not count', () => {
    const couponRefused = FailureSchema.options.find((option) => option.shape.kind.value === 'coupon-refused')
    expect(couponRefused).toBeDefined()
    const problems = ['unknown', 'not-started', 'ended', 'used-up', 'used-by-you', 'below-minimum'] as const
    expect(new Set(problems.map(couponProblemWords)).size).toBe(problems.length)
  })
})
