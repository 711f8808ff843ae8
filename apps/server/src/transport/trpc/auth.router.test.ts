import type { Failure } from '@cashwrap/shared/contracts/failures'
import { TRPCError } from '@trpc/server'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { clientHash, openSignInHouse, type SignInHouse, visitor } from '../../../test/support/sign-in-house.ts'
import { cloneDatabase, type TestDatabase } from '../../../test/support/test-database.ts'
import type { Deps } from '../../app/deps.ts'
import { type Actor, hashSessionToken, resolveSession } from '../../modules/auth/index.ts'
import { authRouter } from './auth.router.ts'
import { FailureCause } from './failure-to-trpc.ts'
import { runUseCase, type TrpcContext } from './trpc.ts'

let database: TestDatabase
let house: SignInHouse
beforeAll(async () => {
  database = await cloneDatabase()
})
let cookie: string | null
beforeEach(async () => {
  house = await openSignInHouse(database)
  cookie = null
})
afterAll(() => database[Symbol.asyncDispose]())

/** A browser with a cookie jar of one. */
async function browser() {
  const deps: Deps = {
    ...house.deps,
    signals: absent(),
    gateway: absent(),
    subscriptionGateway: absent(),
    sellerAccounts: absent(),
    carts: absent(),
    storage: absent(),
    secretBox: absent(),
    rateLimits: absent(),
    announceToSite: absent(),
    webhookPoster: absent(),
    ownSeller: absent(),
    chance: absent(),
  }
  const signInHash = cookie === null ? null : hashSessionToken(cookie)
  const user = signInHash && (await resolveSession(house.db, signInHash, house.clock.now()))
  const actor: Actor = user ? { ...visitor, kind: 'user', user } : visitor
  const context: TrpcContext = {
    deps,
    actor,
    idempotencyKey: null,
    clientHash: clientHash(),
    signInHash,
    withVisit: () => actor,
    setSignInCookie: (token) => {
      cookie = token
    },
    clearCookies: () => {
      cookie = null
    },
    run: (useCase, input, as = actor) => runUseCase(deps, as, useCase, input),
  }
  return authRouter.createCaller(context)
}

/** Stands for a part that these procedures must not touch. */
const absent = <Part extends object>(): Part =>
  new Proxy({} as Part, {
    get: () => {
      throw new Error('not part of signing in')
    },
  })

const failureOf = (error: unknown): Failure | undefined =>
  error instanceof TRPCError && error.cause instanceof FailureCause ? error.cause.failure : undefined

it('signs in with a code, says who one is, and signs out', async () => {
  const { code } = await house.askAndRead('mia@shop.example', { next: '/library' })
  const signedIn = await (await browser()).signInWithCode({ email: ' Mia@Shop.Example ', code })
  expect(signedIn).toMatchObject({ account: { email: 'mia@shop.example' }, next: '/library' })
  expect(JSON.stringify(signedIn)).not.toContain(cookie)

  expect(await (await browser()).me()).toEqual({ account: signedIn.account, sessions: 1 })
  const stolen = cookie!
  await (await browser()).signOut()
  expect(cookie).toBeNull()
  cookie = stolen
  expect(await (await browser()).me()).toEqual({ account: null, sessions: 0 })
})

it('signs in with a link, in place of the session before, and out of all', async () => {
  const { token } = await house.askAndRead('mia@shop.example')
  await (await browser()).signInWithLink({ token })
  const first = cookie!
  await (await browser()).signInWithLink({ token: (await house.askAndRead('mia@shop.example')).token })
  expect(await resolveSession(house.db, hashSessionToken(first), house.clock.now())).toBeNull()
  expect(await (await browser()).signOutEverywhere()).toEqual({ ended: 1 })
  expect(cookie).toBeNull()
})

it('says why a code is refused and sets no cookie', async () => {
  await house.askAndRead('mia@shop.example')
  const refused = await (await browser()).signInWithLink({ token: 'x'.repeat(43) }).catch(failureOf)
  expect(refused).toEqual({ kind: 'sign-in-refused', reason: 'expired', triesLeft: null })
  expect(cookie).toBeNull()
})

it.each([
  { email: 'mia@shop.example\nBcc: all@evil.example' },
  { email: 'mia@shop.example\r\n.all@evil.example' },
  { email: 'mia@shop.example, all@evil.example' },
  { email: 'Mia <mia@shop.example>' },
  { email: 'mia@shop.example', role: 'staff' },
  { email: 'mia@shop.example', next: 'x'.repeat(301) },
])('refuses %j and writes nothing', async (input) => {
  const asked = (await browser()).requestSignIn(input)
  await expect(asked).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  expect(await house.db.selectFrom('sign_in_challenges').select('id').execute()).toEqual([])
  expect(house.jobs).toEqual([])
})
