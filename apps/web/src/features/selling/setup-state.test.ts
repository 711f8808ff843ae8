import type { SellerAccount } from '@cashwrap/shared/contracts/seller'
import { describe, expect, it } from 'vitest'
import { lookAgainAfter, setupState } from './setup-state.ts'

type Account = NonNullable<SellerAccount>

const account = (facts: Partial<Account>): Account => ({
  sellerId: '00000000-0000-7000-8000-000000000000' as Account['sellerId'],
  name: 'North Pier',
  status: 'incomplete',
  chargesEnabled: false,
  payoutsEnabled: false,
  detailsSubmitted: false,
  requirementsDue: [],
  feePercent: '10',
  ...facts,
})
const nothing = { onboarding: undefined, hasChanged: false, hasWaited: false }
const back = { ...nothing, onboarding: 'done' } as const

describe('setupState', () => {
  const due = account({ requirementsDue: ['external_account'] })
  const given = account({ detailsSubmitted: true })
  const ready = account({ status: 'ready', chargesEnabled: true, payoutsEnabled: true, detailsSubmitted: true })

  it.each([
    ['nothing made at the provider', account({ status: 'not-started' }), nothing, 'not-started'],
    ['something due', due, nothing, 'due'],
    ['nothing heard of a new account', account({}), nothing, 'due'],
    ['back, and no word yet', due, back, 'asking'],
    ['back, and the same for long', due, { ...back, hasWaited: true }, 'due'],
    ['back, and other things due', due, { ...back, hasChanged: true }, 'due'],
    ['back by a link that was used', due, { ...nothing, onboarding: 'again' as const }, 'due'],
    ['all given, not decided', given, nothing, 'checking'],
    ['back, all given, heard of it', given, { ...back, hasChanged: true }, 'checking'],
    ['charges but no payouts', { ...ready, payoutsEnabled: false }, nothing, 'held'],
    ['ready', ready, nothing, 'ready'],
    ['back and ready', ready, back, 'ready'],
  ])('%s', (_case, facts, heard, state) => {
    expect(setupState(facts, heard)).toBe(state)
  })
})

describe('lookAgainAfter', () => {
  it('asks while an answer is awaited, and rests otherwise', () => {
    expect(lookAgainAfter('asking', 'done')).toBe(2_000)
    expect(lookAgainAfter('due', 'done')).toBe(15_000)
    expect(lookAgainAfter('due', undefined)).toBe(false)
    expect(lookAgainAfter('ready', 'done')).toBe(false)
  })
})
