import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '@cashwrap/launcher/postgres'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { readEnv } from '../../src/config/env.ts'
import { migrate } from '../../src/main.migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A superuser's connection string; its database is not to be written to. */
    adminUrl: string
    /** A migrated database to clone. */
    templateName: string
  }
}

/**
 * One PostgreSQL for the whole run, or the one of `TEST_POSTGRES_URL` (whose user must be allowed to create databases), and
 * in it one database with every migration, which each test file clones.
 */
export default async function startTestPostgres(project: TestProject): Promise<() => Promise<void>> {
  const server = await openServer(readEnv().TEST_POSTGRES_URL)
  const templateName = `cashwrap_template_${randomBytes(4).toString('hex')}`
  const template = new URL(server.url)
  template.pathname = `/${templateName}`
  await run(server.url, `create database ${templateName}`)
  await migrate(template.href)
  project.provide('adminUrl', server.url)
  project.provide('templateName', templateName)
  return async () => {
    await run(server.url, `drop database if exists ${templateName} with (force)`)
    await server.stop()
  }
}

async function openServer(given: string | undefined): Promise<{ url: string; stop(): Promise<void> }> {
  if (given) return { url: given, stop: async () => undefined }
  const folder = await mkdtemp(join(tmpdir(), 'cashwrap-test-'))
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), durable: false })
  return {
    url: postgres.url,
    stop: async () => {
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
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
