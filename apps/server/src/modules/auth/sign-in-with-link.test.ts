import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { openSignInHouse, type SignInHouse, visitor } from '../../../test/support/sign-in-house.ts'
import { cloneDatabase, type TestDatabase } from '../../../test/support/test-database.ts'
import { systemActor } from './domain/actor.ts'
import { makeSignInLink } from './make-sign-in-link.ts'
import { resolveSession } from './resolve-session.ts'
import { hashSessionToken } from './secrets.ts'
import { signInWithLink } from './sign-in-with-link.ts'

let database: TestDatabase
let house: SignInHouse
beforeAll(async () => {
  database = await cloneDatabase()
})
beforeEach(async () => {
  house = await openSignInHouse(database)
})
afterAll(() => database[Symbol.asyncDispose]())

const follow = (token: string, previousHash: Buffer | null = null) =>
  signInWithLink(house.deps, visitor, { token, previousHash })
const refusal = (reason: string) => ({ ok: false, failure: { kind: 'sign-in-refused', reason, triesLeft: null } })
const printed = async (email: string) => {
  const made = await makeSignInLink(house.deps, systemActor('cli'), { email, roles: ['staff'] })
  if (!made.ok) throw new Error('not made')
  const { origin, pathname, search, hash } = new URL(made.value.url)
  expect([origin, pathname, search]).toEqual(['https://shop.example', '/sign-in', ''])
  return hash.replace('#token=', '')
}

it('works once', async () => {
  const { token } = await house.askAndRead('mia@shop.example', { next: '/orders' })
  expect(await follow(token)).toMatchObject({ ok: true, value: { signedIn: { next: '/orders', claimedOrders: 1 } } })
  expect(await follow(token)).toEqual(refusal('used'))
})

it('lets one of eight through who follow it at once', async () => {
  const { token } = await house.askAndRead('mia@shop.example')
  const results = await Promise.all(Array.from({ length: 8 }, () => follow(token)))
  expect(results.filter((result) => result.ok)).toHaveLength(1)
  expect(results.filter((result) => !result.ok)).toEqual(Array(7).fill(refusal('used')))
})

it('stops working after fifteen minutes, and a made-up one never works', async () => {
  const { token } = await house.askAndRead('mia@shop.example')
  house.clock.advance(15 * 60)
  expect(await follow(token)).toEqual(refusal('expired'))
  expect(await follow('x'.repeat(43))).toEqual(refusal('expired'))
})

it('ends the session the browser had before, whoever it belonged to', async () => {
  const before = await house.signIn('noa@shop.example')
  const elsewhere = await house.signIn('noa@shop.example')
  const previousHash = hashSessionToken(before.token)
  const after = await house.signIn('mia@shop.example', previousHash)

  const whoIs = (token: string) => resolveSession(house.db, hashSessionToken(token), house.clock.now())
  expect(await whoIs(before.token)).toBeNull()
  expect(await whoIs(elsewhere.token)).toMatchObject({ email: 'noa@shop.example' })
  expect(await whoIs(after.token)).toMatchObject({ email: 'mia@shop.example' })
})

it('can be printed for staff: good for a day, once, with the role', async () => {
  const late = await printed('owner@shop.example')
  const token = await printed('owner@shop.example')
  house.clock.advance(23 * 3600)
  expect(await follow(token)).toMatchObject({
    ok: true,
    value: { signedIn: { account: { email: 'owner@shop.example', roles: ['buyer', 'staff'] } } },
  })
  expect(await follow(token)).toEqual(refusal('used'))
  house.clock.advance(3600)
  expect(await follow(late)).toEqual(refusal('expired'))
})

it('leads from a printed link to where it was made for', async () => {
  const made = await makeSignInLink(house.deps, systemActor('cli'), {
    email: 'owner@shop.example',
    roles: ['staff'],
    next: '/staff/orders',
  })
  const token = made.ok ? made.value.url.replace(/.*#token=/, '') : ''
  expect(await follow(token)).toMatchObject({ ok: true, value: { signedIn: { next: '/staff/orders' } } })
})

it('leaves the roles an account has when one more is printed for it', async () => {
  await printed('owner@shop.example')
  await makeSignInLink(house.deps, systemActor('cli'), { email: 'owner@shop.example', roles: ['seller', 'staff'] })
  const users = await house.db.selectFrom('users').select(['email', 'roles']).execute()
  expect(users).toEqual([{ email: 'owner@shop.example', roles: ['buyer', 'seller', 'staff'] }])
})
