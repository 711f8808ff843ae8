import { afterAll, beforeAll, expect, it } from 'vitest'
import { transact } from '../../src/platform/db/transaction.ts'
import { claimKey, keepAnswer, releaseKey } from '../../src/platform/idempotency/idempotency-store.ts'
import { fixedClock } from '../support/fixed-clock.ts'
import { cloneDatabase, type TestDatabase } from '../support/test-database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database[Symbol.asyncDispose]())

const clock = fixedClock()
const claimOf = (key: string, body = 'asked') => ({ scope: 'test', key, requestHash: Buffer.from(body) })
const claim = (key: string, body?: string) =>
  transact(database.db, async (tx) => (await claimKey(tx, claimOf(key, body), clock.now())).kind)

it('of many who claim one key in the same millisecond one gets it', async () => {
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => claim('same-moment')))
  expect(outcomes.filter((outcome) => outcome === 'mine')).toHaveLength(1)
  expect(outcomes.filter((outcome) => outcome === 'in-progress')).toHaveLength(7)
})

it('a silent holder’s key is taken over after a minute, by one, and only for the same question', async () => {
  expect(await claim('silent')).toBe('mine')
  clock.advance(59)
  expect(await claim('silent')).toBe('in-progress')
  clock.advance(2)
  expect(await claim('silent', 'something else')).toBe('reused')
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => claim('silent')))
  expect(outcomes.filter((outcome) => outcome === 'mine')).toHaveLength(1)
})

it('an answered key stays answered, and giving it back then changes nothing', async () => {
  expect(await claim('answered')).toBe('mine')
  await transact(database.db, (tx) => keepAnswer(tx, claimOf('answered'), { its: 'answer' }))
  await releaseKey(database.db, claimOf('answered'))
  clock.advance(3600)
  expect(await claim('answered')).toBe('answered')
  expect(await claim('answered', 'something else')).toBe('reused')
})
