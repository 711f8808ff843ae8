import { CheckoutStage, type CheckoutStatus } from '@cashwrap/shared/contracts/checkout'
import { describe, expect, it } from 'vitest'
import { isEnded, laterStatus, resultView } from './result-view.ts'

const EMAIL = 'mika@example.org'

const at = (stage: CheckoutStage, yours = true): CheckoutStatus => ({
  stage,
  expiresAt: null,
  url: null,
  yours: yours
    ? {
        orderId: 'order' as NonNullable<CheckoutStatus['yours']>['orderId'],
        orderNumber: 1042,
        email: EMAIL,
        total: { amount: 4999, currency: 'USD' },
        lastDecline: null,
        items: [],
      }
    : null,
})

const wordsOf = (status: CheckoutStatus, isSlow = false, cameFrom: 'success' | 'cancel' = 'success') => {
  const view = resultView(status, { cameFrom, isSlow })
  return [view.title, ...view.paragraphs].join(' ')
}

const NOT_CHARGED: CheckoutStage[] = ['failed', 'expired', 'cancelled']

describe('a checkout in words', () => {
  it.each(CheckoutStage.options.filter((stage) => stage !== 'paid'))('never says that %s is paid', (stage) => {
    expect(resultView(at(stage), { cameFrom: 'success', isSlow: false }).tone).not.toBe('good')
    expect(wordsOf(at(stage))).not.toMatch(/\bis paid\b|^Paid/)
  })

  it.each(NOT_CHARGED)('says of %s that nothing was charged', (stage) => {
    expect(wordsOf(at(stage))).toContain('Nothing was charged')
  })

  it.each(['confirming', 'on-its-way', 'in-review', 'paid', 'refunded'] as const)(
    'does not say of %s that nothing was charged',
    (stage) => {
      expect(wordsOf(at(stage))).not.toMatch(/not(hing was)? charged/i)
    },
  )

  it('says of an open one that the buyer who left was not charged, and the one who came back that it is not paid', () => {
    expect(wordsOf(at('open'), false, 'cancel')).toContain('You were not charged')
    expect(wordsOf(at('open'), false, 'success')).toContain('Not paid yet')
  })

  it('says that it is safe to close only when confirming takes long', () => {
    expect(wordsOf(at('confirming'), false)).not.toContain('safe to close')
    expect(wordsOf(at('confirming'), true)).toContain('safe to close')
  })

  it('does not call something paid that cost nothing', () => {
    const { yours, ...free } = at('paid')
    const words = wordsOf({ ...free, yours: yours && { ...yours, total: { amount: 0, currency: 'USD' } } })
    expect(words).not.toMatch(/paid/i)
    expect(wordsOf(at('paid'))).toMatch(/^Paid/)
  })

  it.each(CheckoutStage.options)('names nobody to a stranger who looks at %s', (stage) => {
    expect(wordsOf(at(stage, false), true)).not.toContain(EMAIL)
  })
})

describe('laterStatus', () => {
  it('does not let a late answer take back what was heard', () => {
    expect(laterStatus(at('paid'), at('confirming')).stage).toBe('paid')
    expect(laterStatus(at('on-its-way'), at('open')).stage).toBe('on-its-way')
    expect(laterStatus(at('refunded'), at('paid')).stage).toBe('refunded')
    expect(laterStatus(at('confirming'), at('open')).stage).toBe('confirming')
  })

  it('follows what really happens', () => {
    expect(laterStatus(undefined, at('open')).stage).toBe('open')
    expect(laterStatus(at('confirming'), at('paid')).stage).toBe('paid')
    expect(laterStatus(at('expired'), at('paid')).stage).toBe('paid')
    expect(laterStatus(at('on-its-way'), at('failed')).stage).toBe('failed')
    expect(laterStatus(at('paid'), at('refunded')).stage).toBe('refunded')
  })
})

it('ends only where nothing changes by itself', () => {
  expect(CheckoutStage.options.filter(isEnded)).toEqual(['paid', 'failed', 'expired', 'cancelled', 'refunded'])
})

it('says of a plan that it is begun, on a trial that nothing was charged, and nothing of a cart', () => {
  const ofPlan = (stage: CheckoutStage, amount: number): CheckoutStatus => {
    const status = at(stage)
    const item = { kind: 'plan', title: 'Practice Room' } as NonNullable<CheckoutStatus['yours']>['items'][number]
    const total = { amount, currency: 'USD' }
    return { ...status, yours: status.yours && { ...status.yours, total, items: [item] } }
  }
  expect(wordsOf(ofPlan('paid', 900))).toMatch(/^Subscribed.*receipt/)
  expect(wordsOf(ofPlan('paid', 0))).toMatch(/^Subscribed Nothing was charged today/)
  expect(wordsOf(at('paid'))).toMatch(/^Paid/)
  for (const stage of ['open', 'expired', 'cancelled'] as const)
    expect(wordsOf(ofPlan(stage, 900), false, 'cancel')).not.toMatch(/cart/i)
})
