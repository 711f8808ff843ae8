import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSandbox } from '@cashwrap/sandbox'
import type { ProductId, SellerId } from '@cashwrap/shared/ids'
import { createContext } from '../../src/app/context.ts'
import type { Deps } from '../../src/app/deps.ts'
import { readConfig } from '../../src/config/config.ts'
import type { Env } from '../../src/config/env.ts'
import { buildServer } from '../../src/transport/http/build-server.ts'
import { jobHandlers } from '../../src/transport/jobs/job-handlers.ts'
import { SandboxClient } from './sandbox-client.ts'
import { openStalls, SELLERS, type SellerSlug, type Slug, stockShop } from './stock.ts'
import { cloneDatabase, type TestDatabase } from './test-database.ts'

export const WEBHOOK_SECRET = 'whsec_test_of_the_house'
const CONNECT_SECRET = 'whsec_test_of_the_sellers'
/** What its webhooks are signed with. */
export const SECRETS = { account: WEBHOOK_SECRET, connect: CONNECT_SECRET } as const

/** A whole running shop of its own: database, sandbox and server, joined by real HTTP and real webhooks. */
export interface House extends AsyncDisposable {
  deps: Deps
  url: string
  sandbox: SandboxClient
  database: TestDatabase
  /** Every statement since the list was last emptied. */
  statements: string[]
  /** The products of the test shop by slug. */
  products: Record<Slug, ProductId>
  /** Who sells there besides the shop, with accounts that are ready in the sandbox. */
  sellers: Record<SellerSlug, SellerId>
  /** The settings it runs with, for another process on the same house. */
  env: Env
}

export interface HouseOptions {
  env?: Env
  /** Take jobs from the queue in this process; off where a test calls the use-cases itself. */
  work?: boolean
  /** Have the sandbox send webhooks here. */
  webhooks?: boolean
  /** Another house, on whose sandbox this one is. */
  beside?: House | undefined
}

async function openSandbox(stack: AsyncDisposableStack): Promise<Env> {
  const sandbox = await startSandbox({ port: 0, smtpPort: 0, dataDir: null })
  stack.defer(() => sandbox.close())
  return { STRIPE_API_BASE: sandbox.url, SMTP_URL: sandbox.smtpUrl }
}

export async function openHouse({ env = {}, work = true, webhooks = true, beside }: HouseOptions = {}): Promise<House> {
  await using stack = new AsyncDisposableStack()
  const database = stack.use(await cloneDatabase())
  const files = await mkdtemp(join(tmpdir(), 'cashwrap-files-'))
  stack.defer(() => rm(files, { recursive: true, force: true }))
  const { STRIPE_API_BASE = '', SMTP_URL = '' } = beside?.env ?? (await openSandbox(stack))
  const settings: Env = {
    DATABASE_URL: database.url,
    DATABASE_POOL: '10',
    STRIPE_API_BASE,
    STRIPE_WEBHOOK_SECRET: `${WEBHOOK_SECRET},${CONNECT_SECRET}`,
    SMTP_URL,
    STORAGE_URL: `file:${files}`,
    LOG_LEVEL: 'fatal',
    PORT: '0',
    BASE_URL: 'http://localhost:4321',
    ...env,
  }
  const config = readConfig(settings)
  const statements: string[] = []
  const context = stack.use(await createContext(config, (sql) => statements.push(sql)))
  if (work) await context.queue.work(jobHandlers(context.deps), 2)
  const app = await buildServer(context.deps, { readEvent: context.readEvent, isStopping: () => false })
  await app.listen({ port: 0, host: '127.0.0.1' })
  stack.defer(() => app.close())
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const client = new SandboxClient(STRIPE_API_BASE)
  if (webhooks) await client.plantWebhooks(`${url}/api/stripe/webhook`, SECRETS)
  await client.plantAccounts(Object.values(SELLERS).map((seller) => seller.accountId))
  const now = context.deps.clock.now()
  const sellers = await openStalls(context.deps.db, now)
  const products = await stockShop(context.deps.db, now, sellers)
  const owned = stack.move()
  return {
    deps: context.deps,
    url,
    sandbox: client,
    database,
    statements,
    products,
    sellers,
    env: settings,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}
