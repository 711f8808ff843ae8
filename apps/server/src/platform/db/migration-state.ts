import { sql } from 'kysely'
import type { Db } from './database.ts'

/** How many of our migrations a database has. Throws where it cannot be asked. */
export async function appliedMigrations(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::integer as count from kysely_migration`.execute(db)
  return rows[0]?.count ?? 0
}
