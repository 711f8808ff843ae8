import { SubscriptionStage } from '@cashwrap/shared/contracts/subscriptions'
import { describe, expect, it } from 'vitest'
import { nextWords, priceEach, STAGES, stageBanner } from './stage-words.ts'
import { subscriptionOf } from './subscription.fixture.ts'

const can = { change: false, cancel: false, keep: false, pause: false, resume: false }

describe('what is said of a subscription first', () => {
  it('has a word for every stage', () => {
    expect(Object.keys(STAGES).sort()).toEqual([...SubscriptionStage.options].sort())
  })

  it('is nothing while it goes on', () => {
    expect(stageBanner(subscriptionOf())).toBeNull()
  })

  it('is when a trial is first charged, and how much', () => {
    const banner = stageBanner(subscriptionOf({ stage: 'trial' }))
    expect(banner?.title).toContain('2026')
    expect(banner?.detail).toContain('$9.00')
    expect(banner?.actions).toEqual([])
  })

  it('leads to the card first where a payment failed, and to the invoice where one waits', () => {
    const failed = subscriptionOf({ stage: 'fix-payment', accessEndsAt: '2026-12-12T09:00:00Z' })
    expect(stageBanner(failed)).toMatchObject({ tone: 'bad', actions: ['fix-card'] })
    expect(stageBanner(failed)?.detail).toMatch(/until .*2026/)
    expect(stageBanner({ ...failed, openInvoiceId: 'i' as never })?.actions).toEqual(['fix-card', 'pay-invoice'])
    expect(stageBanner({ ...failed, stage: 'no-access' })?.actions[0]).toBe('fix-card')
    expect(stageBanner(subscriptionOf({ stage: 'incomplete', openInvoiceId: 'i' as never }))?.actions).toEqual([
      'pay-invoice',
    ])
  })

  it('offers to keep or resume only what can be', () => {
    const ending = subscriptionOf({ stage: 'ending', cancelAt: '2026-12-05T09:00:00Z', nextCharge: null, can })
    expect(stageBanner(ending)?.actions).toEqual([])
    expect(stageBanner({ ...ending, can: { ...can, keep: true } })?.actions).toEqual(['keep'])
    const paused = subscriptionOf({ stage: 'paused', resumesAt: '2027-01-05T09:00:00Z', can: { ...can, resume: true } })
    expect(stageBanner(paused)).toMatchObject({ actions: ['resume'] })
    expect(stageBanner(paused)?.detail).not.toMatch(/close/)
    expect(stageBanner({ ...paused, accessEndsAt: '2026-12-05T09:00:00Z' })?.detail).toMatch(/closes on .*2026/)
    expect(stageBanner({ ...paused, hasAccess: false })?.detail).toContain('closed')
  })

  it('says of an ended one where to begin anew', () => {
    expect(stageBanner(subscriptionOf({ stage: 'ended', endedAt: '2026-12-05T09:00:00Z' }))?.actions).toEqual([
      'see-plans',
    ])
  })
})

it('says what is charged next, or that nothing is', () => {
  expect(priceEach(subscriptionOf({ interval: 'year' }), 'en-US')).toBe('$9.00 a year')
  expect(nextWords(subscriptionOf())).toMatch(/^\$9\.00 on .*2026/)
  expect(nextWords(subscriptionOf({ stage: 'ending', cancelAt: '2026-12-05T09:00:00Z', nextCharge: null }))).toMatch(
    /^Nothing: it ends on .*2026/,
  )
  expect(nextWords(subscriptionOf({ stage: 'ended', nextCharge: null }))).toBe('Nothing')
})
