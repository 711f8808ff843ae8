import { type InboxState, InboxWhose, ListInboxInput } from '@cashwrap/shared/contracts/staff'
import { addDays } from '@cashwrap/shared/time'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fixedClock } from '../../../test/support/fixed-clock.ts'
import { cloneDatabase, type TestDatabase } from '../../../test/support/test-database.ts'
import { systemActor } from '../auth/index.ts'
import { countInstances, type InboxDeps, listInbox } from './list-inbox.ts'

const NOW = new Date('2027-03-14T12:00:00Z')
const OLD = addDays(NOW, -31)
const actor = systemActor('test')

let database: TestDatabase
let deps: InboxDeps
beforeAll(async () => {
  database = await cloneDatabase()
  deps = { db: database.db, clock: fixedClock(NOW), config: { instance: 'here.test', peers: ['peer.test'] } }
  const states: InboxState[] = ['done', 'ignored', 'parked']
  const about = [
    { type: 'invoice.paid', account: null },
    { type: 'charge.succeeded', account: null },
    { type: 'invoice.paid', account: 'acct_1' },
    { type: 'account.updated', account: 'acct_1' },
  ]
  for (const state of states)
    for (const { type, account } of about)
      for (const instance of ['here.test', 'peer.test', 'gone.test', null])
        for (const receivedAt of [NOW, OLD]) await keep({ state, type, account, instance, receivedAt })
})
afterAll(() => database[Symbol.asyncDispose]())

let kept = 0
async function keep(event: {
  state: InboxState
  type: string
  account: string | null
  instance: string | null
  receivedAt: Date
}): Promise<void> {
  const { receivedAt: at, ...rest } = event
  kept += 1
  const moments = { occurred_at: at, received_at: at, processed_at: at }
  await database.db
    .insertInto('stripe_events')
    .values({ id: `evt_${kept}`, ...rest, ...moments, livemode: false, payload: '{}' })
    .execute()
}

/** Every row of the inbox, page by page. */
async function all(filter: Partial<ListInboxInput> & { since?: Date }) {
  const { since, ...input } = filter
  const items = []
  let cursor: string | undefined
  do {
    const page = await listInbox(deps, actor, {
      ...ListInboxInput.parse({ limit: 7, ...input, ...(cursor !== undefined && { cursor }) }),
      ...(since !== undefined && { since }),
    })
    if (!page.ok) throw new Error('the inbox did not answer')
    items.push(...page.value.items)
    cursor = page.value.nextCursor ?? undefined
  } while (cursor !== undefined)
  return items
}

it.each(InboxWhose.options)('finds those that are %s, and what is not ours only of late', async (whose) => {
  const rows = await all({})
  expect(rows).toHaveLength(kept)
  const isOfLate = (at: string) => whose === 'ours' || Date.parse(at) > OLD.getTime()
  const expected = rows.filter((row) => row.whose === whose && isOfLate(row.receivedAt)).map(({ id }) => id)
  expect(expected.length).toBeGreaterThan(0)
  expect((await all({ whose })).map(({ id }) => id)).toEqual(expected)
  expect((await all({ whose, since: addDays(OLD, -1) })).map(({ id }) => id)).toEqual(
    rows.filter((row) => row.whose === whose).map(({ id }) => id),
  )
})

it('finds those of one instance, and none by a name that cannot be', async () => {
  const rows = await all({ instance: 'gone.test', state: 'ignored' })
  expect(rows).toHaveLength(8)
  expect(new Set(rows.map(({ instance, state }) => `${instance} ${state}`))).toEqual(new Set(['gone.test ignored']))
  expect(await all({ instance: 'a\0' })).toEqual([])
})

it('counts what is not ours by the instance it names', async () => {
  const counted = await countInstances(deps, actor, undefined)
  if (!counted.ok) throw new Error('nothing was counted')
  expect(counted.value).toEqual([
    { instance: 'peer.test', whose: 'others', events: 4 },
    { instance: 'gone.test', whose: 'unclaimed', events: 2 },
    { instance: null, whose: 'unclaimed', events: 2 },
  ])
})
