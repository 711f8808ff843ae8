import { createHash } from 'node:crypto'
import { addMinutes } from '@cashwrap/shared/time'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { openSignInHouse, type SignInHouse } from '../../../test/support/sign-in-house.ts'
import { cloneDatabase, type TestDatabase } from '../../../test/support/test-database.ts'
import { signInWithCode } from './sign-in-with-code.ts'

let database: TestDatabase
let house: SignInHouse
beforeAll(async () => {
  database = await cloneDatabase()
})
beforeEach(async () => {
  house = await openSignInHouse(database)
})
afterAll(() => database[Symbol.asyncDispose]())

const challenges = () => house.db.selectFrom('sign_in_challenges').selectAll().orderBy('created_at').execute()

it('answers the same for an address with an account and one without', async () => {
  await house.signIn('known@shop.example')
  const known = await house.ask('known@shop.example')
  const unknown = await house.ask('unknown@shop.example')
  expect(known).toEqual({ ok: true, value: { expiresAt: addMinutes(house.clock.now(), 15).toISOString() } })
  expect(unknown).toEqual(known)
  await house.deliver()
  const [toKnown, toUnknown] = house.mailer.mails.slice(-2)
  expect(toKnown?.subject).toBe(toUnknown?.subject)
})

it('refuses the sixth request for an address in fifteen minutes, and says when to come back', async () => {
  const first = house.clock.now()
  for (let n = 0; n < 5; n++) {
    expect((await house.ask('mia@shop.example', { client: `browser ${n}` })).ok).toBe(true)
    house.clock.advance(60)
  }
  const retryAt = addMinutes(first, 15)
  const refused = { ok: false, failure: { kind: 'too-many-requests', retryAt: retryAt.toISOString() } }
  expect(await house.ask('mia@shop.example')).toEqual(refused)
  expect((await house.ask('noa@shop.example')).ok).toBe(true)
  house.clock.set(new Date(retryAt.getTime() - 1))
  expect(await house.ask('mia@shop.example')).toEqual(refused)
  house.clock.set(retryAt)
  expect((await house.ask('mia@shop.example')).ok).toBe(true)
})

it('lets five of twelve requests for an address through when all come at once', async () => {
  const asked = await Promise.all(
    Array.from({ length: 12 }, (_, n) => house.ask('mia@shop.example', { client: `${n}` })),
  )
  expect(asked.filter((one) => one.ok)).toHaveLength(5)
  expect(await challenges()).toHaveLength(5)
  expect(house.jobs).toHaveLength(5)
})

it('lets twenty of twenty-five requests of a client through when all come at once', async () => {
  const asked = await Promise.all(Array.from({ length: 25 }, (_, n) => house.ask(`buyer-${n}@shop.example`)))
  expect(asked.filter((one) => one.ok)).toHaveLength(20)
  expect((await house.ask('other@shop.example', { client: 'another' })).ok).toBe(true)
})

it('keeps a next path of the shop and drops any other', async () => {
  await house.ask('mia@shop.example', { next: '/library?from=mail' })
  house.clock.advance(1)
  await house.ask('mia@shop.example', { next: '//evil.example' })
  expect((await challenges()).map((challenge) => challenge.next_path)).toEqual(['/library?from=mail', null])
})

it('leaves nothing in the database or the log that signs anyone in', async () => {
  await house.ask('mia@shop.example')
  const [waiting] = await challenges()
  expect(waiting).toMatchObject({ code_hash: null, link_hash: null })

  await house.deliver()
  const { code, token } = await house.askAndRead('noa@shop.example')
  const signedIn = await signInWithCode(
    house.deps,
    { kind: 'visitor', user: null, visitHash: null, name: null, requestId: null },
    { email: 'noa@shop.example', code, previousHash: null },
  )
  if (!signedIn.ok) throw new Error(signedIn.failure.reason)

  const rows = [
    await challenges(),
    await house.db.selectFrom('notifications').selectAll().execute(),
    await house.db.selectFrom('auth_sessions').selectAll().execute(),
    await house.db.selectFrom('audit_log').selectAll().execute(),
  ]
  expect(rows.map((table) => table.length)).toEqual([2, 2, 1, 1])
  const stored = JSON.stringify([rows, house.jobs], (_, value) =>
    value?.type === 'Buffer' ? Buffer.from(value.data).toString('hex') : value,
  )
  for (const secret of [code, token, signedIn.value.token]) {
    expect(stored).not.toContain(secret)
    expect(stored).not.toContain(Buffer.from(secret).toString('hex'))
    expect(house.logged.join()).not.toContain(secret)
  }
  // A plain hash of a code is the code: there are only a million.
  expect(stored).not.toContain(createHash('sha256').update(code).digest('hex'))
  expect(stored).toContain(createHash('sha256').update(signedIn.value.token).digest('hex'))
  expect(house.logged.join()).not.toContain('noa@')
})
