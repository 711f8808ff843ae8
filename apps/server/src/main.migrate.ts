import type { Database } from '@cashwrap/shared/db'
import { migrations } from '@cashwrap/shared/db/migrations'
import { Kysely, PostgresDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'
import { readEnv } from './config/env.ts'
import { openQueue } from './platform/queue/queue.ts'

/** Brings a database to the newest shape: our migrations, then the queue's own. Safe to run from many processes at once. */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: databaseUrl, max: 2 }) }),
  })
  try {
    const { error, results } = await new Migrator({
      db,
      provider: { getMigrations: async () => migrations },
    }).migrateToLatest()
    if (error) throw error
    const queue = await openQueue(databaseUrl, () => undefined)
    await queue.stop()
    return (results ?? []).map((result) => result.migrationName)
  } finally {
    await db.destroy()
  }
}

if (import.meta.main) {
  const url = readEnv()['DATABASE_URL']
  if (!url) {
    console.error(
      'DATABASE_URL is not set: it must be a Postgres address such as postgres://user:password@host:5432/cashwrap.',
    )
    process.exitCode = 1
  } else {
    try {
      for (const name of await migrate(url)) console.log(`migrated ${name}`)
    } catch (error) {
      console.error(`The database could not be migrated: ${error instanceof Error ? error.message : 'unknown error'}`)
      process.exitCode = 1
    }
  }
}
