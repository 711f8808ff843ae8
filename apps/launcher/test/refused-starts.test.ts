import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type RunningPostgres, startPostgres } from '../src/postgres.ts'
import { launch, occupy, type Plot, type PortName, portsInUse, stakeOut } from './support/launched-house.ts'

let plot: Plot

beforeEach(async () => {
  plot = await stakeOut()
})

afterEach(async () => {
  await plot.clear()
})

/** What `npm start` says when it refuses. That it is one line, without a stack, and that nothing is left, holds for all. */
async function refusal(env: Record<string, string>, occupied: string[] = []): Promise<string> {
  const house = launch(plot, env)
  expect(await house.exit).toBe(1)
  const said = house.err()
  expect(said.trimEnd().split('\n')).toHaveLength(1)
  expect(said).toMatch(/^[A-Z].*\.\n$/)
  expect(await portsInUse(plot)).toEqual(occupied)
  return said
}

describe('a port in use', () => {
  it.each([
    ['PORT', 'for the shop'],
    ['SANDBOX_PORT', 'for the sandbox'],
    ['SANDBOX_SMTP_PORT', "for the sandbox's mailbox"],
    ['POSTGRES_PORT', 'for PostgreSQL'],
  ] as [PortName, string][])('%s is named with its setting', async (name, who) => {
    const release = await occupy(plot.ports[name])
    try {
      const said = await refusal({}, [name])
      expect(said).toContain(`Port ${plot.ports[name]} ${who} is in use`)
      expect(said).toContain(name)
    } finally {
      await release()
    }
  })
})

describe('a DATABASE_URL that leads nowhere', () => {
  let folder: string
  let postgres: RunningPostgres

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cashwrap-refused-'))
    postgres = await startPostgres({ dataDir: join(folder, 'postgres'), durable: false })
  })

  afterAll(async () => {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const changed = (change: (url: URL) => void) => {
    const url = new URL(postgres.url)
    change(url)
    return url.href
  }

  it('is not an address', async () => {
    expect(await refusal({ DATABASE_URL: 'localhost/shop' })).toContain('must be a Postgres address')
  })

  it('names a port where nothing answers', async () => {
    const said = await refusal({ DATABASE_URL: `postgres://me:hunter2@127.0.0.1:${plot.ports.POSTGRES_PORT}/shop` })
    expect(said).toContain(`nothing answers at 127.0.0.1:${plot.ports.POSTGRES_PORT}`)
    expect(said).not.toContain('hunter2')
  })

  it('has the wrong password', async () => {
    const said = await refusal({ DATABASE_URL: changed((url) => Object.assign(url, { password: 'hunter2' })) })
    expect(said).toContain('does not accept this user and password')
    expect(said).not.toContain('hunter2')
  })

  it('names a database that does not exist', async () => {
    const said = await refusal({ DATABASE_URL: changed((url) => Object.assign(url, { pathname: '/attic' })) })
    expect(said).toContain('has no database named attic')
  })
})

describe('a setting', () => {
  it('that is missing beside a Stripe account is named', async () => {
    expect(await refusal({ STRIPE_SECRET_KEY: 'sk_test_made_up' })).toContain('SMTP_URL is not set')
  })

  it('that cannot be an address is named', async () => {
    expect(await refusal({ BASE_URL: 'shop.example.com' })).toContain('BASE_URL is not usable')
  })

  it('that cannot be a port is named', async () => {
    expect(await refusal({ PORT: 'eighty' })).toContain('PORT is not usable')
  })
})
