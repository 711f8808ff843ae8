import { newId } from '@cashwrap/shared/ids'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from './test-database.ts'

let one: TestDatabase
let two: TestDatabase

beforeAll(async () => {
  one = await cloneDatabase()
  two = await cloneDatabase()
})
afterAll(async () => {
  await one[Symbol.asyncDispose]()
  await two[Symbol.asyncDispose]()
})

it('gives each file tables of its own', async () => {
  const id = newId<'user'>(0)
  await one.db
    .insertInto('users')
    .values({ id, external_id: 'someone', created_at: new Date(0) })
    .execute()
  expect(await one.db.selectFrom('users').select('id').execute()).toEqual([{ id }])
  expect(await one.openAnother().selectFrom('users').select('id').execute()).toEqual([{ id }])
  expect(await two.db.selectFrom('users').select('id').execute()).toEqual([])
})
