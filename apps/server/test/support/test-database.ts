import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { type Db, type OpenDatabase, openDatabase } from '../../src/platform/db/database.ts'

export interface TestDatabase extends AsyncDisposable {
  db: Db
  url: string
  /** Every statement sent through `db` so far, for tests that count round trips. */
  statements: readonly string[]
  /** A second pool on the same database, as another process has; closed with the database. */
  openAnother(): Db
}

/** A database of its own for one test file, with every migration and no rows. Dispose of it in `afterAll`. */
export async function cloneDatabase(): Promise<TestDatabase> {
  const adminUrl = inject('adminUrl')
  const name = `cashwrap_test_${randomBytes(6).toString('hex')}`
  await run(adminUrl, `create database ${name} template ${inject('templateName')} strategy file_copy`)
  const address = new URL(adminUrl)
  address.pathname = `/${name}`

  const statements: string[] = []
  let isClosing = false
  const fail = (error: Error) => {
    // A pool has ended before its last connections have, and those the drop below may cut.
    if (!isClosing) throw error
  }
  const main = openDatabase(address.href, 12, fail, (sql) => statements.push(sql))
  const opened: OpenDatabase[] = [main]
  return {
    db: main.db,
    url: address.href,
    statements,
    openAnother() {
      const another = openDatabase(address.href, 6, fail)
      opened.push(another)
      return another.db
    },
    async [Symbol.asyncDispose]() {
      isClosing = true
      for (const one of opened) await one[Symbol.asyncDispose]()
      await run(adminUrl, `drop database ${name} with (force)`)
    },
  }
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
