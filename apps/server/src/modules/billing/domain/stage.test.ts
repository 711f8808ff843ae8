import { describe, expect, it } from 'vitest'
import { type Standing, stageOf, whatCan } from './stage.ts'

const ACTIVE: Standing = { status: 'active', isTrial: false, isPaused: false, isEnding: false, hasAccess: true }

/** What may be asked, by name. */
const asked = (standing: Standing): string[] =>
  Object.entries(whatCan(standing)).flatMap(([verb, can]) => (can ? [verb] : []))

describe('how a subscription stands, and what may be asked of it then', () => {
  it.each<[string, Partial<Standing>, string, string[]]>([
    ['paid', {}, 'active', ['change', 'cancel', 'pause']],
    ['on trial', { status: 'trialing', isTrial: true }, 'trial', ['change', 'cancel']],
    ['paid, until another price begins', { status: 'trialing' }, 'active', ['change', 'cancel']],
    ['paid, and to end', { isEnding: true }, 'ending', ['keep']],
    ['on trial, and to end', { status: 'trialing', isTrial: true, isEnding: true }, 'ending', ['keep']],
    ['paused', { isPaused: true }, 'paused', ['cancel', 'resume']],
    ['paused, and to end', { isPaused: true, isEnding: true }, 'ending', ['keep', 'resume']],
    ['owing, in its grace', { status: 'past_due' }, 'fix-payment', ['cancel']],
    ['owing for too long', { status: 'past_due', hasAccess: false }, 'no-access', ['cancel']],
    ['not tried any more', { status: 'unpaid', hasAccess: false }, 'no-access', ['cancel']],
    ['paused by the provider', { status: 'paused', hasAccess: false }, 'no-access', ['cancel']],
    ['not confirmed yet', { status: 'incomplete', hasAccess: false }, 'incomplete', ['cancel']],
    ['over', { status: 'canceled', hasAccess: false }, 'ended', []],
    ['over, as was planned', { status: 'canceled', isEnding: true, hasAccess: false }, 'ended', []],
    ['never begun', { status: 'incomplete_expired', hasAccess: false }, 'ended', []],
  ])('%s', (_what, own, stage, can) => {
    const standing = { ...ACTIVE, ...own }
    expect(stageOf(standing)).toBe(stage)
    expect(asked(standing)).toEqual(can)
  })
})
