import { fail } from '@cashwrap/shared/result'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { insertUser, visitor } from '../../../test/support/builders/user.ts'
import {
  type FakeSellerAccounts,
  fakeSellerAccounts,
  NEW_ACCOUNT,
  READY_ACCOUNT,
} from '../../../test/support/fake-seller-accounts.ts'
import { fixedClock } from '../../../test/support/fixed-clock.ts'
import { recordingEnqueue } from '../../../test/support/recording-enqueue.ts'
import { cloneDatabase, type TestDatabase } from '../../../test/support/test-database.ts'
import { until } from '../../../test/support/until.ts'
import type { Actor } from '../auth/index.ts'
import { beginSelling, openDashboard, refreshAccount, showAccount } from './index.ts'

let database: TestDatabase
let provider: FakeSellerAccounts
let people = 0
beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database[Symbol.asyncDispose]())
beforeEach(() => {
  provider = fakeSellerAccounts()
})

const clock = fixedClock()
const config = { frontUrl: 'https://shop.example', instance: 'shop.example', marketplace: { feePpm: 100_000 } }
const { enqueue } = recordingEnqueue()
const deps = () => ({ db: database.db, clock, sellerAccounts: provider, enqueue, config })
const someone = () => insertUser(database.db, `seller-${++people}@shop.example`)
type User = Actor & { user: NonNullable<Actor['user']> }
/** Known by that name to an outside issuer of their own, and here by a cookie. */
const known = async (actor: User, subject: string): Promise<User> => {
  const identity = { issuer: `https://${actor.user.id}.example/`, subject, user_id: actor.user.id }
  await database.db
    .insertInto('user_identities')
    .values({ ...identity, created_at: clock.now() })
    .execute()
  return actor
}
/** The same with that issuer's token. */
const as = async (actor: User, subject: string): Promise<User> => ({
  ...(await known(actor, subject)),
  user: { ...actor.user, subject },
})
const accountOf = async (actor: Actor) => {
  const shown = await showAccount(deps(), actor, undefined)
  if (!shown.ok) throw new Error(shown.failure.kind)
  return shown.value
}
const actionsOn = async (sellerId: string) =>
  (
    await database.db
      .selectFrom('audit_log')
      .select('action')
      .where('subject_id', '=', sellerId)
      .orderBy('id')
      .execute()
  )
    .map(({ action }) => action)
    .sort()

const rolesOf = (actor: User) =>
  database.db.selectFrom('users').select('roles').where('id', '=', actor.user.id).executeTakeFirstOrThrow()
const waitingHere = async () => {
  const { rows } = await sql<{ n: number }>`
    select count(distinct pid)::integer as n from pg_locks where not granted and pid in
      (select pid from pg_stat_activity where datname = current_database())`.execute(database.db)
  return rows[0]?.n
}

/** An outside seller, known by name only. */
const unclaimed = async (externalId: string) =>
  database.db
    .insertInto('sellers')
    .values({
      id: crypto.randomUUID() as never,
      external_id: externalId,
      slug: externalId,
      name: externalId,
      user_id: null,
      created_at: clock.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()

it('makes a seller and an account, and leads to the page that asks for the rest', async () => {
  const actor = await someone()
  expect(await accountOf(actor)).toBeNull()
  const begun = await beginSelling(deps(), actor, { name: 'Käthe’s Kendama' })
  if (!begun.ok) throw new Error(begun.failure.kind)
  const url = new URL(begun.value.url)
  expect(url.searchParams.get('returnUrl')).toBe('https://shop.example/selling?onboarding=done')
  expect(url.searchParams.get('refreshUrl')).toBe('https://shop.example/selling?onboarding=again')
  const account = await accountOf(actor)
  expect(account).toMatchObject({
    name: 'Käthe’s Kendama',
    status: 'incomplete',
    accountId: begun.value.accountId,
    chargesEnabled: false,
    feePercent: '10',
  })
  const stored = await database.db
    .selectFrom('sellers')
    .innerJoin('users', 'users.id', 'sellers.user_id')
    .select(['sellers.slug', 'users.roles'])
    .where('sellers.id', '=', account!.sellerId)
    .executeTakeFirstOrThrow()
  expect(stored.slug).toMatch(/^kathe-s-kendama-[0-9a-f]{8}$/)
  expect(stored.roles).toEqual(['buyer', 'seller'])
  expect(await actionsOn(account!.sellerId)).toEqual(['seller.account-changed', 'seller.account-made', 'seller.began'])
})

it('takes up where it left off, under the name of the first time', async () => {
  const actor = await someone()
  provider.isAway = true
  expect(await beginSelling(deps(), actor, { name: 'First' })).toEqual({
    ok: false,
    failure: { kind: 'provider-unavailable' },
  })
  expect(await accountOf(actor)).toMatchObject({ name: 'First', status: 'not-started', accountId: null })
  provider.isAway = false
  const [one, two] = [
    await beginSelling(deps(), actor, { name: 'Second' }),
    await beginSelling(deps(), actor, { name: 'Third' }),
  ]
  expect(one.ok && two.ok && one.value.accountId === two.value.accountId).toBe(true)
  expect(provider.created).toHaveLength(1)
  expect(await accountOf(actor)).toMatchObject({ name: 'First' })
})

it('ends with one seller and one account however often it is begun at once', async () => {
  const actor = await someone()
  const begun = await Promise.all(Array.from({ length: 8 }, () => beginSelling(deps(), actor, { name: 'Hurried' })))
  expect(new Set(begun.map((one) => (one.ok ? one.value.accountId : one.failure.kind))).size).toBe(1)
  expect(provider.created).toHaveLength(1)
  const account = await accountOf(actor)
  expect(await actionsOn(account!.sellerId)).toEqual(['seller.account-changed', 'seller.account-made', 'seller.began'])
})

it('ends with one account at both callers though the provider made two', async () => {
  const actor = await someone()
  provider.isAway = true
  await beginSelling(deps(), actor, { name: 'Twice' })
  provider.isAway = false
  provider.forgetsKeys = true
  const { promise: allAsk, resolve } = Promise.withResolvers<void>()
  let asking = 0
  provider.beforeCreate = () => {
    if (++asking === 3) resolve()
    return allAsk
  }
  const begun = await Promise.all([1, 2, 3].map(() => beginSelling(deps(), actor, { name: 'Twice' })))
  const given = begun.map((one) => (one.ok ? one.value.accountId : one.failure.kind))
  expect(provider.created).toHaveLength(3)
  expect(new Set(given)).toEqual(new Set([(await accountOf(actor))?.accountId]))
})

it('makes another account for a seller whose account is connected no more', async () => {
  const actor = await someone()
  const first = await beginSelling(deps(), actor, { name: 'Again' })
  if (!first.ok) throw new Error(first.failure.kind)
  provider.accounts.delete(first.value.accountId)
  const second = await beginSelling(deps(), actor, { name: 'Again' })
  if (!second.ok) throw new Error(second.failure.kind)
  expect(second.value.accountId).not.toBe(first.value.accountId)
  expect(await accountOf(actor)).toMatchObject({ accountId: second.value.accountId, status: 'incomplete' })
})

it('leaves accounts as they are while the key is another platform’s, or nobody can say whose it is', async () => {
  const actor = await someone()
  const first = await beginSelling(deps(), actor, { name: 'Stays' })
  if (!first.ok) throw new Error(first.failure.kind)
  const { accountId } = first.value
  provider.accounts.set(accountId, READY_ACCOUNT)
  await refreshAccount(deps(), actor, { accountId })

  const account = await accountOf(actor)
  provider.accounts.delete(accountId)
  provider.platformId = 'acct_another_platform'
  const other = { ...deps(), sellerAccounts: provider }
  const silent = {
    ...other,
    sellerAccounts: { ...provider, platform: async () => fail({ kind: 'unavailable' as const }) },
  }
  for (const where of [other, silent]) {
    expect(await beginSelling(where, actor, {})).toEqual({ ok: false, failure: { kind: 'provider-unavailable' } })
    expect(await refreshAccount(where, actor, { accountId })).toEqual({ ok: false, failure: { kind: 'unavailable' } })
  }
  expect(await accountOf(actor)).toEqual(account)
  expect(provider.created).toEqual([accountId])
})

it.each([
  ['a cookie', known],
  ['a token', as],
])('gives a seller known by an outside name to whoever has proven that name, once, by %s', async (by, sign) => {
  const [name, otherName] = [`instructor by ${by}`, `another by ${by}`]
  const { id } = await unclaimed(name)
  const [owner, other] = [await someone(), await someone()]
  expect(await accountOf(owner)).toBeNull()
  expect(await accountOf(await sign(other, otherName))).toBeNull()
  const signed = await sign(owner, name)
  const seen = await Promise.all(Array.from({ length: 6 }, () => accountOf(signed)))
  expect(seen.map((account) => account?.sellerId)).toEqual(Array(6).fill(id))
  expect(await accountOf(await sign(other, name))).toBeNull()
  expect(await actionsOn(id)).toEqual(['seller.claimed'])
  const { roles } = await rolesOf(owner)
  expect(roles).toEqual(['buyer', 'seller'])
})

it('claims the seller that waits for whoever begins to sell with a cookie, however often at once', async () => {
  const { id } = await unclaimed('user_outside_cookie')
  const actor = await known(await known(await someone(), 'user_outside_unused'), 'user_outside_cookie')
  const begun = await Promise.all(Array.from({ length: 8 }, () => beginSelling(deps(), actor, { name: 'New' })))
  expect(begun.every(({ ok }) => ok)).toBe(true)
  expect(await accountOf(actor)).toMatchObject({ sellerId: id, name: 'user_outside_cookie' })
  expect(provider.created).toHaveLength(1)
  const own = await database.db.selectFrom('sellers').select('id').where('user_id', '=', actor.user.id).execute()
  expect(own).toEqual([{ id }])
})

it('leaves a seller unclaimed when its user gets another one at that moment', async () => {
  const { id } = await unclaimed('user_outside_busy')
  const actor = await known(await someone(), 'user_outside_busy')
  const other = database.openAnother()
  const { id: quicker } = await unclaimed('user_outside_quicker')
  let looking: ReturnType<typeof accountOf> = Promise.resolve(null)
  await other.transaction().execute(async (tx) => {
    await tx.updateTable('sellers').set({ user_id: actor.user.id }).where('id', '=', quicker).execute()
    looking = accountOf(actor)
    await until('it waits to claim', async () => (await waitingHere()) === 1)
  })
  expect((await looking)?.sellerId).toBe(quicker)
  expect(await actionsOn(id)).toEqual([])
})

it('gives a new seller a name of its own where the one outside is somebody else’s', async () => {
  const [owner, other] = [await someone(), await someone()]
  for (const actor of [owner, other])
    expect(await beginSelling(deps(), await as(actor, 'user_outside_twice'), {})).toMatchObject({ ok: true })
  const names = database.db
    .selectFrom('sellers')
    .select(['external_id', 'user_id'])
    .where('user_id', 'in', [owner.user.id, other.user.id])
  expect(await names.orderBy('external_id', 'desc').execute()).toEqual([
    { external_id: 'user_outside_twice', user_id: owner.user.id },
    { external_id: expect.stringMatching(/^seller_[0-9a-f]{32}$/), user_id: other.user.id },
  ])
})

it('leaves a seller unclaimed when who proves the name sells under another already', async () => {
  const actor = await someone()
  await beginSelling(deps(), actor, { name: 'Mine' })
  const { id } = await unclaimed('user_outside_3')
  expect(await accountOf(await as(actor, 'user_outside_3'))).toMatchObject({ name: 'Mine' })
  const row = await database.db.selectFrom('sellers').select('user_id').where('id', '=', id).executeTakeFirst()
  expect(row?.user_id).toBeNull()
})

it('opens the dashboard once the form is complete, though no event has said so', async () => {
  const actor = await someone()
  expect(await openDashboard(deps(), actor, undefined)).toEqual({
    ok: false,
    failure: { kind: 'not-found', what: 'seller' },
  })
  const begun = await beginSelling(deps(), actor, { name: 'Patient' })
  if (!begun.ok) throw new Error(begun.failure.kind)
  expect(await openDashboard(deps(), actor, undefined)).toEqual({ ok: false, failure: { kind: 'not-onboarded' } })
  provider.accounts.set(begun.value.accountId, READY_ACCOUNT)
  expect(await openDashboard(deps(), actor, undefined)).toMatchObject({ ok: true })
  expect(await accountOf(actor)).toMatchObject({ status: 'ready', requirementsDue: [] })
  provider.isAway = true
  expect(await openDashboard(deps(), actor, undefined)).toEqual({
    ok: false,
    failure: { kind: 'provider-unavailable' },
  })
})

it('looks at an account that is not ready when its seller does, every few seconds', async () => {
  const actor = await someone()
  const begun = await beginSelling(deps(), actor, { name: 'Back again' })
  if (!begun.ok) throw new Error(begun.failure.kind)
  expect(await accountOf(actor)).toMatchObject({ status: 'incomplete', requirementsDue: ['external_account'] })
  provider.accounts.set(begun.value.accountId, READY_ACCOUNT)
  expect(await accountOf(actor)).toMatchObject({ status: 'incomplete' })
  clock.advance(5)
  provider.isAway = true
  expect(await accountOf(actor)).toMatchObject({ status: 'incomplete' })
  provider.isAway = false
  expect(await accountOf(actor)).toMatchObject({ status: 'ready' })
  provider.isAway = true
  clock.advance(3600)
  expect(await accountOf(actor)).toMatchObject({ status: 'ready' })
})

it('tells a visitor to sign in', async () => {
  const failure = { kind: 'sign-in-required' }
  expect(await showAccount(deps(), visitor, undefined)).toEqual({ ok: false, failure })
  expect(await beginSelling(deps(), visitor, { name: 'Nobody' })).toEqual({ ok: false, failure })
})

it('keeps the answer that was asked for last, though an older one arrives after it', async () => {
  const actor = await someone()
  const begun = await beginSelling(deps(), actor, { name: 'Crossed' })
  if (!begun.ok) throw new Error(begun.failure.kind)
  const { accountId } = begun.value
  provider.beforeRead = async () => {
    provider.beforeRead = async () => {}
    clock.advance(1)
    provider.accounts.set(accountId, READY_ACCOUNT)
    expect(await refreshAccount(deps(), actor, { accountId })).toEqual({ ok: true, value: { outcome: 'changed' } })
  }
  expect(await refreshAccount(deps(), actor, { accountId })).toEqual({ ok: true, value: { outcome: 'same' } })
  expect(await accountOf(actor)).toMatchObject({ status: 'ready' })
})

it('takes payments off for an account that is disconnected, and writes that down once', async () => {
  const actor = await someone()
  const begun = await beginSelling(deps(), actor, { name: 'Gone' })
  if (!begun.ok) throw new Error(begun.failure.kind)
  const { accountId } = begun.value
  provider.accounts.set(accountId, READY_ACCOUNT)
  await refreshAccount(deps(), actor, { accountId })
  provider.isAway = true
  expect(await refreshAccount(deps(), actor, { accountId })).toEqual({ ok: false, failure: { kind: 'unavailable' } })
  expect(await accountOf(actor)).toMatchObject({ status: 'ready' })
  provider.isAway = false
  provider.accounts.delete(accountId)
  for (const _ of [1, 2])
    expect(await refreshAccount(deps(), actor, { accountId })).toEqual({
      ok: true,
      value: { outcome: 'disconnected' },
    })
  const account = await accountOf(actor)
  expect(account).toMatchObject({ status: 'incomplete', chargesEnabled: false, payoutsEnabled: false })
  expect((await actionsOn(account!.sellerId)).filter((action) => action.includes('disconnected'))).toHaveLength(1)
  provider.accounts.set(accountId, NEW_ACCOUNT)
  expect(await refreshAccount(deps(), actor, { accountId: 'acct_of_nobody' })).toEqual({
    ok: false,
    failure: { kind: 'unknown-account' },
  })
})
