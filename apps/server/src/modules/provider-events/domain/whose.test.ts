import type { InboxState } from '@cashwrap/shared/contracts/staff'
import { expect, it } from 'vitest'
import { whoseOf } from './whose.ts'

const INSTANCES = { instance: 'here.test', peers: ['peer.test'] }
const USED = { type: 'invoice.paid', account: null }
const UNUSED = { type: 'charge.succeeded', account: null }
const OF_SELLER = { type: 'payment_intent.succeeded', account: 'acct_1' }
const OF_ACCOUNT = { type: 'account.updated', account: 'acct_1' }

it.each([
  ['done', USED, null, 'ours'],
  ['failed', USED, 'here.test', 'ours'],
  ['parked', USED, 'gone.test', 'ours'],
  ['ignored', USED, 'here.test', 'ours'],
  ['ignored', USED, 'peer.test', 'others'],
  ['ignored', UNUSED, 'peer.test', 'others'],
  ['ignored', USED, 'gone.test', 'unclaimed'],
  ['ignored', USED, null, 'unclaimed'],
  ['ignored', OF_ACCOUNT, null, 'unclaimed'],
  ['ignored', UNUSED, null, null],
  ['ignored', UNUSED, 'gone.test', null],
  ['ignored', OF_SELLER, null, null],
] satisfies [InboxState, object, string | null, string | null][])(
  '%s %o of %s: %s',
  (state, event, instance, whose) => {
    expect(whoseOf({ ...event, state, instance }, INSTANCES)).toBe(whose)
  },
)
