import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { closedLoop } from './bench/closed-loop.ts'
import type { Figures } from './bench/figures.ts'
import { ShopDriver } from './bench/shop-driver.ts'
import { type HouseFacts, houseFile, openHouse } from './house.ts'
import { findFreePort } from './ports.ts'
import { readSettings } from './settings.ts'

/**
 * `pnpm bench`: a house of its own on free ports (server, sandbox, Postgres with fsync on, all on this machine), and how fast
 * it is with 1 and with 16 requests in flight. The times hold the sandbox's share too: it answers as Stripe would, at once.
 */
const PRODUCT = { slug: 'premium-course', total: { amount: 4999, currency: 'USD' } }
const LANES = [1, 16]
const READS = { 1: 2000, 16: 8000 }
const PURCHASES = { 1: 200, 16: 800 }
const WARM_UP = 50

const folder = await mkdtemp(join(tmpdir(), 'cashwrap-bench-'))
const [port, sandboxPort, smtpPort, postgresPort] = await Promise.all([
  findFreePort(),
  findFreePort(),
  findFreePort(),
  findFreePort(),
])
const settings = readSettings({
  ...process.env,
  DATA_DIR: folder,
  PORT: String(port),
  SANDBOX_PORT: String(sandboxPort),
  SANDBOX_SMTP_PORT: String(smtpPort),
  POSTGRES_PORT: String(postgresPort),
  LOG_LEVEL: 'warn',
  NODE_ENV: 'production',
})
const house = await openHouse({
  settings,
  signal: new AbortController().signal,
  onStep: (words) => console.error(`${words} …`),
})
const { env } = JSON.parse(await readFile(houseFile(folder), 'utf8')) as HouseFacts
const completed = await listenToOrders(env.DATABASE_URL ?? '')
try {
  const driver = new ShopDriver({
    shop: house.shopUrl.replace('localhost', '127.0.0.1'),
    sandbox: `http://127.0.0.1:${sandboxPort}`,
    webhookSecret: settings.env.STRIPE_WEBHOOK_SECRET?.split(',')[0] ?? '',
  })
  const product = (await driver.readCatalogue()).find((one) => one.slug === PRODUCT.slug)
  if (!product) throw new Error(`the demo shop has no ${PRODUCT.slug}`)
  await driver.dropWebhooks()
  await closedLoop(Array.from({ length: WARM_UP }), 4, async () => purchase(driver, product.id))
  for (const lanes of LANES) await measure(driver, product.id, lanes as 1 | 16)
} finally {
  await completed.end()
  await house.close()
  await rm(folder, { recursive: true, force: true })
}

async function measure(driver: ShopDriver, productId: string, lanes: 1 | 16): Promise<void> {
  print(
    'catalogue read (24 products)',
    lanes,
    await closedLoop(numbers(READS[lanes]), lanes, async () => void (await driver.readCatalogue())),
  )
  const cookies: string[] = []
  for (let made = 0; made < PURCHASES[lanes]; made++) cookies.push(await driver.fillCart(productId))
  const started: { sessionId: string; orderId: string }[] = []
  print(
    'start checkout',
    lanes,
    await closedLoop(cookies, lanes, async (cookie) => void started.push(await driver.start(cookie, PRODUCT.total))),
  )
  const events: { orderId: string; body: Buffer }[] = []
  for (const { sessionId, orderId } of started) {
    await driver.pay(sessionId)
    events.push({ orderId, body: await driver.completedEvent(sessionId) })
  }
  print(
    'webhook to access',
    lanes,
    await closedLoop(events, lanes, ({ orderId, body }) => opened(driver, orderId, body)),
  )
}

async function purchase(driver: ShopDriver, productId: string): Promise<void> {
  const { sessionId, orderId } = await driver.start(await driver.fillCart(productId), PRODUCT.total)
  await driver.pay(sessionId)
  await opened(driver, orderId, await driver.completedEvent(sessionId))
}

/** From sending the webhook until the commit that opens access. */
async function opened(driver: ShopDriver, orderId: string, body: Buffer): Promise<void> {
  const access = completed.of(orderId)
  await driver.sendWebhook(body)
  await access
}

/** Hears of orders the moment their change is committed, as the shop's own live pages do. */
async function listenToOrders(url: string) {
  const waiting = new Map<string, () => void>()
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  client.on('notification', ({ payload }) => waiting.get(payload ?? '')?.())
  await client.query('listen cashwrap_orders')
  return {
    of: (orderId: string) => new Promise<void>((resolve) => waiting.set(orderId, resolve)),
    end: () => client.end(),
  }
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index)
}

function print(what: string, lanes: number, { rate, p50, p99, count }: Figures): void {
  console.log(
    `${what.padEnd(30)} ${String(lanes).padStart(2)} at once  ${rate.toFixed(0).padStart(6)}/s   p50 ${p50.toFixed(1).padStart(7)} ms   p99 ${p99.toFixed(1).padStart(7)} ms   (${count})`,
  )
}
