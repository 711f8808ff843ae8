import { addSeconds } from '@cashwrap/shared/time'
import { expect, it } from 'vitest'
import { nextCheck } from './check-schedule.ts'

const now = new Date('2026-05-04T09:00:00Z')

it.each([
  [
    'first look at an open session',
    { status: 'open', isSettling: false, expiresAt: addSeconds(now, 86_400), checks: 0 },
    120,
  ],
  [
    'later looks come less often',
    { status: 'open', isSettling: false, expiresAt: addSeconds(now, 86_400), checks: 3 },
    1200,
  ],
  ['and then every hour', { status: 'open', isSettling: false, expiresAt: addSeconds(now, 86_400), checks: 50 }, 3600],
  [
    'just after its end, when that is sooner',
    { status: 'open', isSettling: false, expiresAt: addSeconds(now, 60), checks: 3 },
    62,
  ],
  [
    'an end that has passed is asked about regularly',
    { status: 'open', isSettling: false, expiresAt: addSeconds(now, -60), checks: 0 },
    120,
  ],
  ['a delayed payment', { status: 'complete', isSettling: true, expiresAt: now, checks: 0 }, 3600],
] as const)('%s', (_, session, seconds) => {
  expect(nextCheck(session, now)).toEqual(addSeconds(now, seconds))
})

it.each(['complete', 'expired'] as const)('never looks again at a session that is %s', (status) => {
  expect(nextCheck({ status, isSettling: false, expiresAt: now, checks: 0 }, now)).toBeNull()
})
