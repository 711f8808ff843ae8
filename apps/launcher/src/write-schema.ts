import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sentenceOf } from './failure.ts'
import { MIGRATE } from './house.ts'
import { startPostgres } from './postgres.ts'
import { describeSchema } from './schema/describe-schema.ts'
import { runToEnd } from './service.ts'
import { ROOT } from './settings.ts'

export const SCHEMA_FILE = join(ROOT, 'packages/shared/src/db/schema.sql')

/** The shape that all migrations together give an empty database, as readable SQL. */
export async function freshSchema(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cashwrap-schema-'))
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), durable: false })
  try {
    await runToEnd('Migrating', {
      args: [MIGRATE],
      env: { DATABASE_URL: postgres.url },
      signal: AbortSignal.timeout(60_000),
    })
    return await describeSchema(postgres.url)
  } finally {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) {
  try {
    const schema = await freshSchema()
    if (!process.argv.includes('--check')) await writeFile(SCHEMA_FILE, schema)
    else if (schema !== (await readFile(SCHEMA_FILE, 'utf8').catch(() => ''))) {
      console.error('schema.sql does not show what the migrations make: run pnpm db:schema and commit the file.')
      process.exitCode = 1
    }
  } catch (error) {
    console.error(sentenceOf(error))
    process.exitCode = 1
  }
}
