import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openSignInHouse, type SignInHouse, visitor, wrongCode } from '../../../test/support/sign-in-house.ts'
import { cloneDatabase, type TestDatabase } from '../../../test/support/test-database.ts'
import { signInWithCode } from './sign-in-with-code.ts'
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

const MIA = 'mia@shop.example'
const enter = (code: string, email = MIA) => signInWithCode(house.deps, visitor, { email, code, previousHash: null })
const refusal = (reason: string, triesLeft: number | null) => ({
  ok: false,
  failure: { kind: 'sign-in-refused', reason, triesLeft },
})
const countUsers = async () => (await house.db.selectFrom('users').select('id').execute()).length

it('makes an account for a new address, claims its orders and goes on to where one came from', async () => {
  const { code } = await house.askAndRead(MIA, { next: '/library' })
  const result = await enter(code)
  expect(result).toMatchObject({
    ok: true,
    value: { signedIn: { account: { email: MIA, roles: ['buyer'] }, claimedOrders: 1, next: '/library' } },
  })
  expect(house.claims).toEqual([{ email: MIA }])
})

it('signs into the account that the address has', async () => {
  const first = await house.signIn(MIA)
  const { code } = await house.askAndRead(MIA)
  const second = await enter(code)
  expect(second.ok && second.value.signedIn.account.id).toBe(first.signedIn.account.id)
  expect(await countUsers()).toBe(1)
})

it('works once', async () => {
  const { code, token } = await house.askAndRead(MIA)
  expect((await enter(code)).ok).toBe(true)
  expect(await enter(code)).toEqual(refusal('used', null))
  expect(await signInWithLink(house.deps, visitor, { token, previousHash: null })).toEqual(refusal('used', null))
})

it('lets one of eight through who enter the same code at once', async () => {
  const { code } = await house.askAndRead(MIA)
  const results = await Promise.all(Array.from({ length: 8 }, () => enter(code)))
  expect(results.filter((result) => result.ok)).toHaveLength(1)
  expect(results.filter((result) => !result.ok)).toEqual(Array(7).fill(refusal('used', null)))
  expect(await house.db.selectFrom('auth_sessions').select('id').execute()).toHaveLength(1)
})

it('stops working fifteen minutes after the mail was sent, not after it was asked for', async () => {
  await house.ask(MIA)
  house.clock.advance(10 * 60)
  await house.deliver()
  const { code } = /^ {4}(?<code>\d{6})$/m.exec(house.mailer.mails[0]?.text ?? '')?.groups ?? {}
  house.clock.advance(15 * 60)
  expect(await enter(code ?? '')).toEqual(refusal('expired', null))
  const next = await house.askAndRead(MIA)
  house.clock.advance(15 * 60 - 1)
  expect((await enter(next.code)).ok).toBe(true)
})

it('is refused for an address it was not sent to, or that never asked', async () => {
  const { code } = await house.askAndRead(MIA)
  await house.askAndRead('noa@shop.example')
  expect(await enter(code, 'noa@shop.example')).toEqual(refusal('wrong-code', 4))
  expect(await enter(code, 'ida@shop.example')).toEqual(refusal('expired', null))
  expect(await countUsers()).toBe(0)
})

it('takes the code of the older of two mails', async () => {
  const older = await house.askAndRead(MIA)
  house.clock.advance(30)
  await house.askAndRead(MIA)
  expect((await enter(older.code)).ok).toBe(true)
})

it('uses nothing up when claiming the orders fails', async () => {
  const { code } = await house.askAndRead(MIA)
  const broken = { ...house.deps, claimGuestPurchases: () => Promise.reject(new Error('broken')) }
  await expect(signInWithCode(broken, visitor, { email: MIA, code, previousHash: null })).rejects.toThrow('broken')
  expect(await countUsers()).toBe(0)
  expect((await enter(code)).ok).toBe(true)
})

describe('wrong codes', () => {
  it('are counted down, and after five the code is worth nothing, while the link works on', async () => {
    const { code, token } = await house.askAndRead(MIA)
    for (const left of [4, 3, 2, 1]) expect(await enter(wrongCode(code))).toEqual(refusal('wrong-code', left))
    expect(await enter(wrongCode(code))).toEqual(refusal('too-many-tries', 0))
    expect((await enter(code)).ok).toBe(false)
    expect((await signInWithLink(house.deps, visitor, { token, previousHash: null })).ok).toBe(true)
  })

  it('are all counted when they come at once', async () => {
    const { code } = await house.askAndRead(MIA)
    const tries = Array.from({ length: 12 }, (_, n) => enter(wrongCode(code, n + 1)))
    const refusals = await Promise.all(tries)
    expect(refusals.filter((one) => !one.ok && one.failure.reason === 'wrong-code')).toHaveLength(4)
    expect((await enter(code)).ok).toBe(false)
    expect(await house.db.selectFrom('sign_in_challenges').select('wrong_tries').execute()).toEqual([
      { wrong_tries: 5 },
    ])
  })

  it('count against every live challenge of the address', async () => {
    const first = await house.askAndRead(MIA)
    const second = await house.askAndRead(MIA)
    let wrong = 1
    const isTaken = () => [first.code, second.code].includes(wrongCode(first.code, wrong))
    for (let n = 0; n < 5; n++) {
      while (isTaken()) wrong++
      await enter(wrongCode(first.code, wrong++))
    }
    expect((await enter(first.code)).ok).toBe(false)
    expect((await enter(second.code)).ok).toBe(false)
  })

  it('are bounded for an address over all its challenges in a day', async () => {
    for (let round = 0; round < 6; round++) {
      const { code } = await house.askAndRead(MIA)
      for (let n = 0; n < 5; n++) await enter(wrongCode(code))
      house.clock.advance(16 * 60)
    }
    const { code, token } = await house.askAndRead(MIA)
    expect(await enter(code)).toEqual(refusal('too-many-tries', 0))
    expect((await signInWithLink(house.deps, visitor, { token, previousHash: null })).ok).toBe(true)

    house.clock.advance(24 * 3600)
    const nextDay = await house.askAndRead(MIA)
    expect((await enter(nextDay.code)).ok).toBe(true)
  })
})
