import { addDays } from '@cashwrap/shared/time'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { openSignInHouse, type SignInHouse, visitor } from '../../../test/support/sign-in-house.ts'
import { cloneDatabase, type TestDatabase } from '../../../test/support/test-database.ts'
import type { BegunSession } from './begin-session.ts'
import type { Actor } from './domain/actor.ts'
import { readMe } from './read-me.ts'
import { resolveSession } from './resolve-session.ts'
import { hashSessionToken } from './secrets.ts'
import { signOut } from './sign-out.ts'
import { signOutEverywhere } from './sign-out-everywhere.ts'

let database: TestDatabase
let house: SignInHouse
beforeAll(async () => {
  database = await cloneDatabase()
})
beforeEach(async () => {
  house = await openSignInHouse(database)
})
afterAll(() => database[Symbol.asyncDispose]())

const whoIs = ({ token }: BegunSession) => resolveSession(house.db, hashSessionToken(token), house.clock.now())
const actorOf = async (session: BegunSession): Promise<Actor> => ({
  ...visitor,
  kind: 'user',
  user: await whoIs(session),
})
const lastSeen = async () =>
  (await house.db.selectFrom('auth_sessions').select('last_seen_at').executeTakeFirstOrThrow()).last_seen_at

it('is read with one statement, and noted as seen once in ten minutes', async () => {
  const session = await house.signIn('mia@shop.example')
  const begun = house.clock.now()
  house.clock.advance(599)
  const before = house.database.statements.length
  expect(await whoIs(session)).toMatchObject({ email: 'mia@shop.example', roles: ['buyer'] })
  expect(house.database.statements).toHaveLength(before + 1)
  expect(await lastSeen()).toEqual(begun)
  house.clock.advance(1)
  await whoIs(session)
  expect(await lastSeen()).toEqual(house.clock.now())
})

it('ends after thirty days without a visit', async () => {
  const session = await house.signIn('mia@shop.example')
  house.clock.advance(30 * 86_400 - 1)
  expect(await whoIs(session)).not.toBeNull()
  house.clock.advance(30 * 86_400)
  expect(await whoIs(session)).toBeNull()
})

it('ends after a hundred and eighty days however often one visits', async () => {
  const session = await house.signIn('mia@shop.example')
  expect(session.expiresAt).toEqual(addDays(house.clock.now(), 180))
  for (let visit = 0; visit < 8; visit++) {
    house.clock.advance(20 * 86_400)
    expect(await whoIs(session)).not.toBeNull()
  }
  house.clock.advance(20 * 86_400)
  expect(await whoIs(session)).toBeNull()
})

it('ends by signing out, here and nowhere else', async () => {
  const here = await house.signIn('mia@shop.example')
  const there = await house.signIn('mia@shop.example')
  await signOut(house.deps, await actorOf(here), { sessionHash: hashSessionToken(here.token) })
  expect(await whoIs(here)).toBeNull()
  expect(await whoIs(there)).not.toBeNull()
})

it('ends on every browser by signing out everywhere, and other accounts stay signed in', async () => {
  const sessions = [await house.signIn('mia@shop.example'), await house.signIn('mia@shop.example')]
  const other = await house.signIn('noa@shop.example')
  expect(await signOutEverywhere(house.deps, await actorOf(sessions[0]!))).toEqual({ ok: true, value: { ended: 2 } })
  expect(await Promise.all(sessions.map(whoIs))).toEqual([null, null])
  expect(await whoIs(other)).not.toBeNull()
  expect(await signOutEverywhere(house.deps, visitor)).toMatchObject({ failure: { kind: 'sign-in-required' } })
})

it('is counted among the live ones of the account', async () => {
  const first = await house.signIn('mia@shop.example')
  house.clock.advance(29 * 86_400)
  const second = await house.signIn('mia@shop.example')
  expect(await readMe(house.deps, await actorOf(second))).toMatchObject({
    value: { account: { email: 'mia@shop.example', roles: ['buyer'] }, sessions: 2 },
  })
  house.clock.advance(2 * 86_400)
  expect(await whoIs(first)).toBeNull()
  expect(await readMe(house.deps, await actorOf(second))).toMatchObject({ value: { sessions: 1 } })
  expect(await readMe(house.deps, visitor)).toEqual({ ok: true, value: { account: null, sessions: 0 } })
})
