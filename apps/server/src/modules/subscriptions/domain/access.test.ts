import { describe, expect, it } from 'vitest'
import { type AccessFacts, accessOf } from './access.ts'

const day = (number: number) => new Date(Date.UTC(2027, 0, number))
const ACTIVE: AccessFacts = {
  status: 'active',
  isPaused: false,
  paidUntil: day(31),
  pastDueSince: null,
  cancelAt: null,
}
const open = (endsAt: Date | null) => ({ hasAccess: true, endsAt })
const CLOSED = { hasAccess: false, endsAt: null }

describe('what a subscription opens', () => {
  it.each<[string, Partial<AccessFacts>, Date, ReturnType<typeof accessOf>]>([
    ['one that goes on', {}, day(10), open(null)],
    ['one that goes on, whose renewal the provider has not charged yet', {}, day(32), open(null)],
    ['a trial', { status: 'trialing' }, day(10), open(null)],
    ['one that is going to end', { cancelAt: day(31) }, day(10), open(day(31))],
    ['one whose end has come before the provider says so', { cancelAt: day(31) }, day(31), CLOSED],
    ['a failed payment, in the days of grace', { status: 'past_due', pastDueSince: day(1) }, day(7), open(day(8))],
    ['a failed payment, after them', { status: 'past_due', pastDueSince: day(1) }, day(8), CLOSED],
    [
      'a failed payment of one that ends before they do',
      { status: 'past_due', pastDueSince: day(1), cancelAt: day(3) },
      day(2),
      open(day(3)),
    ],
    ['a pause in a period that is paid for', { isPaused: true }, day(10), open(day(31))],
    ['a pause after it', { isPaused: true }, day(31), CLOSED],
    [
      'a pause in a trial that was never paid for',
      { status: 'trialing', isPaused: true, paidUntil: null },
      day(2),
      CLOSED,
    ],
    ['one that waits for its first payment', { status: 'incomplete' }, day(1), CLOSED],
    ['one given up', { status: 'unpaid', pastDueSince: day(1) }, day(2), CLOSED],
    ['a trial that ended without a card', { status: 'paused' }, day(2), CLOSED],
    ['an ended one', { status: 'canceled' }, day(2), CLOSED],
    ['one that never began', { status: 'incomplete_expired' }, day(2), CLOSED],
  ])('%s', (_what, facts, now, access) => {
    expect(accessOf({ ...ACTIVE, ...facts }, 7, now)).toEqual(access)
  })
})
