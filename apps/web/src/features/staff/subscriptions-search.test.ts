import { SubscriptionStatus } from '@cashwrap/shared/contracts/subscriptions'
import { expect, it } from 'vitest'
import { readSubscriptionsSearch, STATUSES } from './subscriptions-search.ts'

it('offers every status', () => {
  expect([...STATUSES].sort()).toEqual([...SubscriptionStatus.options].sort())
})

it.each([
  [
    { search: ' sub_1 ', status: 'past_due', cursor: 'c' },
    { search: 'sub_1', status: 'past_due', cursor: 'c' },
  ],
  [{ status: 'toString', page: 2 }, {}],
  [{ search: 'x'.repeat(200) }, { search: 'x'.repeat(120) }],
])('reads %o as %o', (raw, read) => {
  expect(readSubscriptionsSearch(raw)).toEqual(read)
})
