import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { fixedClock } from '../../../test/support/fixed-clock.ts'
import { cloneDatabase, type TestDatabase } from '../../../test/support/test-database.ts'
import { type Answer, withIdempotency } from './with-idempotency.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database[Symbol.asyncDispose]())

const clock = fixedClock()
let ran = 0
beforeEach(() => {
  ran = 0
})
const ask = (
  key: string | null,
  {
    scope = 'route:someone',
    request = { a: 1 } as unknown,
    work = async (): Promise<Answer> => ({ status: 201, body: { ran } }),
  } = {},
) =>
  withIdempotency({ db: database.db, clock }, { scope, key, request }, () => {
    ran++
    return work()
  })

it('runs once per key and gives the same answer again, marked', async () => {
  const work = async () => ({ status: 201, body: { ran }, headers: { location: '/it' } })
  expect(await ask('once', { work })).toEqual({
    ok: true,
    value: { status: 201, body: { ran: 1 }, headers: { location: '/it' } },
  })
  expect(await ask('once', { work })).toEqual({
    ok: true,
    value: { status: 201, body: { ran: 1 }, headers: { location: '/it', 'idempotent-replayed': 'true' } },
  })
  expect(ran).toBe(1)
})

it('keeps a refusal too', async () => {
  const work = async () => ({ status: 404, body: null })
  await ask('refused', { work })
  expect(await ask('refused')).toMatchObject({ ok: true, value: { status: 404, body: null } })
  expect(ran).toBe(1)
})

it('refuses the key for another request', async () => {
  await ask('two-bodies')
  expect(await ask('two-bodies', { request: { a: 2 } })).toEqual({
    ok: false,
    failure: { kind: 'idempotency-key-reused' },
  })
  expect(await ask('two-bodies', { request: null })).toEqual({
    ok: false,
    failure: { kind: 'idempotency-key-reused' },
  })
  expect(ran).toBe(1)
})

it('knows another’s same key, and no key at all, as something else', async () => {
  await ask('shared')
  await ask('shared', { scope: 'route:another' })
  await ask(null)
  await ask(null)
  expect(ran).toBe(4)
})

it('of many at once one runs; the others hear that it is under way', async () => {
  const gate = Promise.withResolvers<Answer>()
  const all = Array.from({ length: 8 }, () => ask('race', { work: () => gate.promise }))
  let refused = 0
  const sevenRefused = Promise.withResolvers<void>()
  for (const one of all) one.then((answer) => !answer.ok && ++refused === 7 && sevenRefused.resolve())
  await sevenRefused.promise
  gate.resolve({ status: 200, body: 'done' })
  const answers = await Promise.all(all)
  expect(answers.filter((answer) => answer.ok)).toEqual([{ ok: true, value: { status: 200, body: 'done' } }])
  expect(answers).toContainEqual({ ok: false, failure: { kind: 'idempotency-key-in-progress' } })
  expect(ran).toBe(1)
})

it('what failed on our side gives the key back', async () => {
  expect(await ask('broken', { work: async () => ({ status: 503, body: null }) })).toMatchObject({
    value: { status: 503 },
  })
  await expect(ask('broken', { work: () => Promise.reject(new Error('no')) })).rejects.toThrow('no')
  expect(await ask('broken')).toMatchObject({ ok: true, value: { status: 201, body: { ran: 3 } } })
})
