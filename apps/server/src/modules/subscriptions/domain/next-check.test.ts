import { addDays, addMinutes, addSeconds } from '@cashwrap/shared/time'
import { expect, it } from 'vitest'
import { nextCheck } from './next-check.ts'

const NOW = new Date('2027-03-14T09:00:00Z')
const RUNNING = {
  status: 'active',
  isDuplicate: false,
  periodEndsAt: addDays(NOW, 20),
  trialEndsAt: null,
  accessEndsAt: null,
  resumesAt: null,
} as const

it.each<[string, Partial<Parameters<typeof nextCheck>[0]>, Date | null]>([
  ['one that nothing happens to, after three days', {}, addDays(NOW, 3)],
  ['one whose period ends, once it can be charged', { periodEndsAt: addMinutes(NOW, 5) }, addMinutes(NOW, 80)],
  ['one whose period has ended long ago, after three days', { periodEndsAt: addDays(NOW, -2) }, addDays(NOW, 3)],
  ['one that is to close, right after', { accessEndsAt: addMinutes(NOW, 30) }, addSeconds(addMinutes(NOW, 30), 1)],
  ['one that goes on after a pause, right after', { resumesAt: addMinutes(NOW, 30) }, addMinutes(NOW, 31)],
  ['one on trial, when its end is spoken of', { trialEndsAt: addDays(NOW, 4) }, addDays(NOW, 1)],
  ['one that owes, after six hours', { status: 'past_due' }, addMinutes(NOW, 360)],
  ['one too many, soon', { isDuplicate: true }, addMinutes(NOW, 5)],
  ['one that is over, never', { status: 'canceled', isDuplicate: true }, null],
  ['one that never began, never', { status: 'incomplete_expired' }, null],
])('looks again at %s', (_what, own, at) => {
  expect(nextCheck({ ...RUNNING, ...own }, NOW)).toEqual(at)
})
