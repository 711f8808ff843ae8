import type { ChangePreview } from '@cashwrap/shared/contracts/subscriptions'
import { describe, expect, it } from 'vitest'
import { confirmWords, optionDetail, optionTitle, previewNotes } from './change-words.ts'
import { subscriptionOf } from './subscription.fixture.ts'

const usd = (amount: number) => ({ amount, currency: 'USD' })
const preview = (other: Partial<ChangePreview> = {}): ChangePreview => ({
  option: {
    priceId: 'large' as never,
    plan: { productId: 'studio' as never, title: 'Studio' },
    interval: 'month',
    price: usd(1900),
    takesEffect: 'now',
  },
  prorationAt: '2026-11-20T09:00:00Z',
  takesEffectAt: '2026-11-20T09:00:00Z',
  dueNow: usd(500),
  credit: usd(0),
  lines: [],
  nextCharge: null,
  credits: null,
  creditsReturned: null,
  ...other,
})

describe('a change of plan', () => {
  it('is called by what it changes', () => {
    const { option } = preview()
    expect(optionTitle(option, subscriptionOf())).toBe('Studio')
    expect(optionDetail(option, 'en-US')).toBe('$19.00 a month, at once')
    const yearly = { ...option, plan: subscriptionOf().plan, interval: 'year', takesEffect: 'next-period' } as const
    expect(optionTitle(yearly, subscriptionOf())).toBe('Practice Room, paid by the year')
    expect(optionDetail(yearly, 'en-US')).toBe('$19.00 a year, from the next period on')
  })

  it('has what is paid now on its button, and nothing where nothing is', () => {
    expect(confirmWords(preview(), 'en-US')).toBe('Pay $5.00 and change')
    expect(confirmWords(preview({ dueNow: usd(0) }), 'en-US')).toBe('Change it, nothing to pay now')
  })

  it('says when it counts, what is taken off, what comes next and what becomes of credits', () => {
    expect(previewNotes(preview())).toEqual(['It takes effect at once.'])
    const later = preview({
      option: { ...preview().option, takesEffect: 'next-period' },
      dueNow: usd(0),
      credit: usd(120),
      creditsReturned: { creditType: 'article', credits: 30 },
      nextCharge: { at: '2026-12-05T09:00:00Z', amount: usd(1780) },
      credits: { creditType: 'article', perPeriod: 50, from: '2026-12-05T09:00:00Z' },
    })
    const notes = previewNotes(later)
    expect(notes).toHaveLength(5)
    expect(notes[0]).toContain('until then nothing changes')
    expect(notes[1]).toContain('$1.20')
    expect(notes[2]).toBe('30 article credits of this period go back with it.')
    expect(notes[3]).toContain('$17.80')
    expect(notes[4]).toContain('50 article credits')
  })
})
