import { describe, expect, it } from 'vitest'
import { findRow, isGivenBack, isNews, type RefundState } from './refund-state.ts'

const STATES: RefundState[] = ['requested', 'pending', 'succeeded', 'failed']

describe('the state of a refund', () => {
  it('goes one way, whatever is seen of it and when', () => {
    for (const [at, known] of STATES.entries())
      for (const [to, next] of STATES.entries())
        expect([known, next, isNews(known, next)]).toEqual([known, next, to > at])
  })
  it('counts as given back from when it is on its way, and no longer when it failed', () => {
    expect(STATES.filter(isGivenBack)).toEqual(['pending', 'succeeded'])
  })
})

describe('the row of a refund', () => {
  const asked = { id: 'asked', state: 'requested', amount: 500, providerRefundId: null } as const
  const made = { id: 'made', state: 'succeeded', amount: 500, providerRefundId: 're_1' } as const
  const find = (providerRefundId: string, amount: number, isAskedForHere: boolean) =>
    findRow([asked, made], { providerRefundId, amount }, isAskedForHere)?.id

  it('is the one of its id', () => expect(find('re_1', 500, true)).toBe('made'))
  it('is the one that was asked for and not answered', () => expect(find('re_2', 500, true)).toBe('asked'))
  it.each([
    ['made by somebody else', 500, false],
    ['of another amount', 400, true],
  ])('is a new one where it was %s', (_what, amount, isAskedForHere) =>
    expect(find('re_2', amount, isAskedForHere)).toBeUndefined(),
  )
})
