import { addSeconds } from '@cashwrap/shared/time'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../test/support/test-database.ts'
import { keepAttempt, recentAttempt } from './recent-attempt.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database[Symbol.asyncDispose]())

const start = new Date('2026-05-04T09:00:00Z')
const at = (seconds: number) => addSeconds(start, seconds)
let last = 0
const somebody = () => ({ scope: 'test.click', key: `somebody ${++last}` })

it('is one attempt for all who ask at once, on any server', async () => {
  const who = somebody()
  const servers = [database.db, database.openAnother()]
  const attempts = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      recentAttempt(servers[index % 2] ?? database.db, who, { now: start, seconds: 5, since: 'beginning' }),
    ),
  )
  expect(new Set(attempts).size).toBe(1)
  expect(attempts[0]).toMatch(/^[\da-f]{32}$/)
  expect(await recentAttempt(database.db, somebody(), { now: start, seconds: 5, since: 'beginning' })).not.toBe(
    attempts[0],
  )
})

it('ends so many seconds after its beginning, however often it was asked for', async () => {
  const who = somebody()
  const ask = (seconds: number) => recentAttempt(database.db, who, { now: at(seconds), seconds: 5, since: 'beginning' })
  const first = await ask(0)
  expect(await ask(4)).toBe(first)
  expect(await ask(4.999)).toBe(first)
  const second = await ask(5)
  expect(second).not.toBe(first)
  expect(await ask(9.9)).toBe(second)
})

it('or so many seconds after it was asked for last', async () => {
  const who = somebody()
  const ask = (seconds: number) => recentAttempt(database.db, who, { now: at(seconds), seconds: 5, since: 'last' })
  const first = await ask(0)
  for (const seconds of [4, 8, 12, 16.9]) expect(await ask(seconds)).toBe(first)
  // A server whose clock is behind takes nothing back.
  expect(await ask(14)).toBe(first)
  expect(await ask(21)).toBe(first)
  expect(await ask(26)).not.toBe(first)
})

it('is not given again when it is over: all who say so get the same new one', async () => {
  const who = somebody()
  const ask = (notThis: string | null) =>
    recentAttempt(database.db, who, { now: start, seconds: 5, since: 'beginning', notThis })
  const over = await ask(null)
  const others = await Promise.all([ask(over), ask(over), ask(over)])
  expect(new Set(others).size).toBe(1)
  expect(others[0]).not.toBe(over)
  expect(await ask(null)).toBe(others[0])
})

it('is found again by another name', async () => {
  const [one, other] = [somebody(), somebody()]
  const attempt = await recentAttempt(database.db, one, { now: start, seconds: 5, since: 'beginning' })
  await keepAttempt(database.db, other, attempt, start)
  expect(await recentAttempt(database.db, other, { now: at(4), seconds: 5, since: 'last' })).toBe(attempt)
})
