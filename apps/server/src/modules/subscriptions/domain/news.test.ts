import { describe, expect, it } from 'vitest'
import { type Known, newsOf } from './news.ts'

const day = (number: number) => new Date(Date.UTC(2027, 0, number))
const ACTIVE: Known = {
  status: 'active',
  priceId: 'small',
  isTrial: false,
  trialEndsAt: null,
  cancelAt: null,
  pausedAt: null,
  paidUntil: day(31),
  hasAccess: true,
}
const TRIAL: Known = { ...ACTIVE, status: 'trialing', isTrial: true, trialEndsAt: day(15), paidUntil: day(15) }

describe('what is told of a subscription', () => {
  it.each<[string, Known, Known, unknown[]]>([
    ['nothing changed', ACTIVE, ACTIVE, []],
    ['a further period', ACTIVE, { ...ACTIVE, paidUntil: day(59) }, [{ kind: 'renewed' }]],
    ['another plan', ACTIVE, { ...ACTIVE, priceId: 'big' }, [{ kind: 'plan-changed' }]],
    ['a failed payment, which its attempt tells', ACTIVE, { ...ACTIVE, status: 'past_due' }, []],
    [
      'what was owed is paid',
      { ...ACTIVE, status: 'past_due' },
      { ...ACTIVE, paidUntil: day(59) },
      [{ kind: 'recovered' }],
    ],
    ['an end was planned', ACTIVE, { ...ACTIVE, cancelAt: day(31) }, [{ kind: 'cancel-planned', endsAt: day(31) }]],
    ['that was taken back', { ...ACTIVE, cancelAt: day(31) }, ACTIVE, [{ kind: 'cancel-undone' }]],
    ['a pause', ACTIVE, { ...ACTIVE, pausedAt: day(10) }, [{ kind: 'paused' }]],
    ['the end of a pause', { ...ACTIVE, pausedAt: day(10) }, ACTIVE, [{ kind: 'resumed' }]],
    [
      'the end of what was paid for, in a pause',
      { ...ACTIVE, pausedAt: day(10) },
      { ...ACTIVE, pausedAt: day(10), hasAccess: false },
      [{ kind: 'access-ended', reason: 'paused' }],
    ],
    [
      'the end of grace',
      { ...ACTIVE, status: 'past_due' },
      { ...ACTIVE, status: 'past_due', hasAccess: false },
      [{ kind: 'access-ended', reason: 'unpaid' }],
    ],
    [
      'an end that was planned',
      { ...ACTIVE, cancelAt: day(31) },
      { ...ACTIVE, cancelAt: day(31), status: 'canceled', hasAccess: false },
      [{ kind: 'ended', reason: 'canceled', wasPlanned: true }],
    ],
    [
      'an end at once',
      ACTIVE,
      { ...ACTIVE, status: 'canceled', hasAccess: false },
      [{ kind: 'ended', reason: 'canceled', wasPlanned: false }],
    ],
    [
      'an end for want of payment',
      { ...ACTIVE, status: 'past_due', hasAccess: false },
      { ...ACTIVE, status: 'canceled', hasAccess: false },
      [{ kind: 'ended', reason: 'unpaid', wasPlanned: false }],
    ],
    [
      'a first payment that nobody confirmed in time',
      { ...ACTIVE, status: 'incomplete', paidUntil: null, hasAccess: false },
      { ...ACTIVE, status: 'incomplete_expired', paidUntil: null, hasAccess: false },
      [{ kind: 'ended', reason: 'unpaid', wasPlanned: false }],
    ],
    [
      'an ended one is over',
      { ...ACTIVE, status: 'canceled', hasAccess: false },
      { ...ACTIVE, status: 'canceled', hasAccess: false, cancelAt: null },
      [],
    ],
    ['the first charge after a trial', TRIAL, { ...ACTIVE, paidUntil: day(46) }, [{ kind: 'renewed' }]],
    [
      'a trial that is going to end, which its owner ended',
      TRIAL,
      { ...TRIAL, cancelAt: day(15) },
      [{ kind: 'cancel-planned', endsAt: day(15) }],
    ],
  ])('%s', (_what, before, after, news) => {
    expect(newsOf(before, after, day(5))).toEqual(news)
  })

  it('tells of the end of a trial in its last three days, at every look', () => {
    const ending = { kind: 'trial-ending', endsAt: day(15) }
    expect(newsOf(TRIAL, TRIAL, day(11))).toEqual([])
    expect(newsOf(TRIAL, TRIAL, day(12))).toEqual([ending])
    expect(newsOf(TRIAL, TRIAL, day(14))).toEqual([ending])
    expect(newsOf(TRIAL, TRIAL, day(15))).toEqual([])
  })
})
