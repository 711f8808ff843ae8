import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type House, openHouse } from '../support/house.ts'
import { Shopper } from '../support/shopper.ts'
import { until } from '../support/until.ts'

const MAIN = fileURLToPath(new URL('../../src/main.server.ts', import.meta.url))

let house: House
let server: ChildProcess
let url = ''
let exit: string | null = null
beforeAll(async () => {
  house = await openHouse({ work: false, webhooks: false })
  server = spawn(process.execPath, [MAIN], {
    env: { ...process.env, ...house.env },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let printed = ''
  server.stdout?.on('data', (chunk: Buffer) => {
    printed += chunk.toString()
  })
  server.once('exit', (code, signal) => {
    exit = `${code} ${signal}`
  })
  url = await until('the server is up', async () => /"ready":true,"url":"([^"]+)"/.exec(printed)?.[1])
})
afterAll(async () => {
  server.kill('SIGTERM')
  await until('the server ends', async () => exit)
  await house[Symbol.asyncDispose]()
})

/** Runs a statement on a connection of its own. */
const run = async (statement: string) => {
  const client = new pg.Client({ connectionString: house.database.url })
  await client.connect()
  try {
    return (await client.query<{ pid: number }>(statement)).rows
  } finally {
    await client.end()
  }
}
const WAITING = `from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`

it('a connection that breaks inside a transaction fails its request, and the server goes on', async () => {
  const shopper = new Shopper(url)
  await shopper.fill('course')
  const blocker = new pg.Client({ connectionString: house.database.url })
  await blocker.connect()
  await blocker.query('begin')
  await blocker.query('lock table orders in share mode')
  const starting = shopper.start()
  await until('the start waits in its transaction', async () => (await run(`select pid ${WAITING}`)).length > 0)
  await run(`select pg_terminate_backend(pid) ${WAITING}`)
  expect(await starting).toMatchObject({ ok: false, status: 500, failure: { kind: 'internal' } })
  await blocker.query('rollback')
  await blocker.end()
  expect((await shopper.start()).ok).toBe(true)
  expect(exit).toBeNull()
})

it('every connection may break at once, as when Postgres is restarted', async () => {
  const shopper = new Shopper(url)
  await shopper.fill('course')
  await run(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'cashwrap%'`,
  )
  await until('it is ready again', async () => (await fetch(`${url}/readyz`)).ok)
  expect((await shopper.start()).ok).toBe(true)
  await until(
    'it listens again',
    async () => (await run(`select pid from pg_stat_activity where application_name = 'cashwrap-signals'`)).length > 0,
  )
  expect(exit).toBeNull()
})
