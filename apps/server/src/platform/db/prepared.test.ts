import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { cloneDatabase } from '../../../test/support/test-database.ts'
import { openDatabase } from './database.ts'
import { prepared } from './prepared.ts'

it('has a marked statement prepared once on each connection, and no other', async () => {
  await using database = await cloneDatabase()
  await using opened = openDatabase(database.url, 1, () => undefined)
  const { db } = opened
  const ask = (number: number) => db.selectFrom('users').modifyFront(prepared).select('id').limit(number).execute()
  await ask(1)
  expect(await ask(2)).toEqual([])
  await sql`${prepared} select ${3}::int`.execute(db)
  await sql`select ${4}::int`.execute(db)
  const { rows } = await sql<{ statement: string; used: number }>`
    select statement, (generic_plans + custom_plans)::int as used from pg_prepared_statements order by name`.execute(db)
  expect(rows).toEqual([
    { statement: 'select /* prepared */ "id" from "users" limit $1', used: 2 },
    { statement: '/* prepared */ select $1::int', used: 1 },
  ])
})
