import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type HouseFacts, houseFile } from '../src/house.ts'
import { type LaunchedHouse, launch, type Plot, portsInUse, stakeOut, until } from './support/launched-house.ts'

let plot: Plot
let houses: LaunchedHouse[] = []

beforeEach(async () => {
  plot = await stakeOut()
})

afterEach(async () => {
  for (const { child, exit } of houses) {
    child.kill('SIGTERM')
    await exit
  }
  houses = []
  await plot.clear()
})

function start(env: Record<string, string> = {}): LaunchedHouse {
  const house = launch(plot, env)
  houses.push(house)
  return house
}

const facts = () => JSON.parse(readFileSync(houseFile(plot.dataDir), 'utf8')) as HouseFacts

async function ask(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: facts().env['DATABASE_URL'] })
  await client.connect()
  const { rows } = await client.query(sql)
  await client.end()
  return rows
}

async function expectNothingLeft(): Promise<void> {
  expect(await portsInUse(plot)).toEqual([])
  expect(existsSync(join(plot.dataDir, 'postgres/postmaster.pid'))).toBe(false)
  expect(existsSync(houseFile(plot.dataDir))).toBe(false)
}

describe('npm start', () => {
  it('opens the shop, says where everything is, and keeps the data for the next start', async () => {
    const first = start()
    await first.open()
    const shop = `http://localhost:${plot.ports.PORT}`
    const addresses = first.out().match(/(?<=(Shop|Sandbox|Mailbox)\s+)http\S+/g) ?? []
    expect(addresses).toHaveLength(3)
    for (const address of addresses) expect((await fetch(address)).status).toBe(200)
    const [staffLink] = first.out().match(/(?<=Staff\s+)http\S+/) ?? []
    expect(staffLink).toContain(shop)
    expect((await fetch(staffLink ?? '')).status).toBe(200)
    const furnished = await ask('select count(*)::int as products from products')
    expect(furnished).not.toEqual([{ products: 0 }])
    await ask(`update products set title = 'Renamed by its owner' where id = (select id from products limit 1)`)

    first.child.kill('SIGINT')
    expect(await first.exit).toBe(0)
    expect(first.err()).toBe('')
    await expectNothingLeft()

    const second = start()
    await second.open()
    expect(await ask('select count(*)::int as products from products')).toEqual(furnished)
    expect(await ask(`select title from products where title = 'Renamed by its owner'`)).toHaveLength(1)
  })

  it('tells the sandbox where to send webhooks, under the secrets the server expects, and of the demo sellers', async () => {
    const house = start()
    await house.open()
    const ask = async (path: string) =>
      (
        await fetch(`http://localhost:${plot.ports.SANDBOX_PORT}${path}`, {
          headers: { authorization: 'Bearer sk_test_sandbox' },
        })
      ).json()
    const url = `http://localhost:${plot.ports.PORT}/api/stripe/webhook`
    expect(await ask('/v1/webhook_endpoints/we_cashwrap')).toMatchObject({ url })
    expect(await ask('/v1/webhook_endpoints/we_cashwrap_connect')).toMatchObject({ url })
    expect(facts().env['STRIPE_WEBHOOK_SECRET']).toMatch(/^whsec_[0-9a-f]+,whsec_[0-9a-f]+$/)
    for (const seller of ['acct_demoNorthPier', 'acct_demoStudioTama']) {
      expect(await ask(`/v1/accounts/${seller}`)).toMatchObject({ charges_enabled: true, country: 'US' })
    }
  })

  it('lets operator commands in beside it, with its settings, and answers older systems as they did', async () => {
    const house = start()
    await house.open()
    const run = async (file: string, ...words: string[]) => {
      const path = join(import.meta.dirname, '../src', file)
      return (await promisify(execFile)(process.execPath, [path, ...words], { env: plot.env })).stdout
    }
    expect(await run('cli.ts', 'staff-link', 'second@demo.test')).toContain(`http://localhost:${plot.ports.PORT}/`)
    expect(await run('replay.ts')).toMatch(/^[1-9]\d* answered as documented, 0 not$/m)
  })
})

describe('a second start beside a running house', () => {
  it('is refused in a sentence and does the first no harm', async () => {
    const first = start()
    await first.open()
    const second = start()
    expect(await second.exit).toBe(1)
    expect(second.err()).toMatch(/^Port \d+ for the shop is in use: .*\.\n$/)

    const elsewhere = await stakeOut()
    const third = launch({ ...elsewhere, env: { ...elsewhere.env, DATA_DIR: plot.dataDir } })
    expect(await third.exit).toBe(1)
    expect(third.err()).toMatch(/^Cashwrap already runs from here .*\.\n$/)
    await elsewhere.clear()
    expect(facts().pid).toBe(first.child.pid)
    expect((await fetch(`http://localhost:${plot.ports.PORT}/readyz`)).status).toBe(200)
  })
})

describe('stopping', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s during start-up leaves nothing behind', async (signal) => {
    const house = start()
    await until(() => existsSync(join(plot.dataDir, 'postgres/postmaster.pid')))
    house.child.kill(signal)
    expect(await house.exit).toBe(0)
    expect(house.err()).toBe('')
    await expectNothingLeft()
  })

  it('a server that dies takes the rest along, with a sentence', async () => {
    const house = start()
    await house.open()
    process.kill(facts().serverPid ?? 0, 'SIGKILL')
    expect(await house.exit).toBe(1)
    expect(house.err()).toMatch(/^The server ended unexpectedly by SIGKILL; its log is .*server\.log\.\n$/)
    await expectNothingLeft()
  })

  it('after a kill of the launcher the others end by themselves, and the next start takes over', async () => {
    const first = start()
    await first.open()
    await ask('create table survives_a_kill ()')
    first.child.kill('SIGKILL')
    await first.exit
    await until(async () => (await portsInUse(plot)).join() === 'POSTGRES_PORT')

    await start().open()
    expect(await ask('select from survives_a_kill')).toEqual([])
  })
})
