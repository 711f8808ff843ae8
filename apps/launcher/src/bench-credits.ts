import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { BARE_SETTINGS, type BareSettings, type BareStatement, toBareStatement } from './bench/bare-route.ts'
import { closedLoopFor } from './bench/closed-loop.ts'
import { type BenchSite, deductCredit, fillLedger, readCredits, registerSites } from './bench/credits-ledger.ts'
import { type Figures, figuresOf } from './bench/figures.ts'
import { type Call, type KeepAliveConnection, openConnections } from './bench/keep-alive-connection.ts'
import { openLoop } from './bench/open-loop.ts'
import { processorTime } from './bench/processor-time.ts'
import { seededRandom } from './bench/random.ts'
import { StatementLog, statementsPerCall } from './bench/statement-log.ts'
import { answers, type HouseFacts, houseFile, openHouse, SERVER_CLI, serverEnvironment } from './house.ts'
import { findFreePort } from './ports.ts'
import { startPostgres } from './postgres.ts'
import { runToEnd, startService } from './service.ts'
import { readSettings } from './settings.ts'

/**
 * `pnpm bench:credits [--repeat 3]`: a house of its own on free ports (server, sandbox, Postgres with fsync on, and this driver,
 * all on this machine) with a ledger of a million entries, and how fast the WordPress plugin's two calls on it are: reading
 * credits and taking some. First at so many requests a second, each timed from the moment it was due, then as many as go, beside
 * a server that does nothing but the same statement.
 */
const SITES = 200
const USERS_PER_SITE = 500
const CONNECTIONS = 50
const RATE = 500
const OPEN_SECONDS = 30
const CLOSED_SECONDS = 10
const WARM_UP_SECONDS = 5
const COUNTED_CALLS = 50
const POOL_SIZE = 20
const BARE_SERVER = join(import.meta.dirname, 'bench/bare-server.ts')

const ROUTES = {
  read: { title: 'GET /users/credits', call: readCredits },
  deduct: { title: 'POST /users/deduct-credits', call: deductCredit },
} as const
type Route = keyof typeof ROUTES
const BOTH: readonly Route[] = ['read', 'deduct']

/** A server by where it listens, and by its process. */
interface Measured {
  port: number
  pid: number
}

const { values } = parseArgs({ options: { repeat: { type: 'string', default: '1' } } })
const signal = new AbortController().signal
// Exiting takes along what this process started.
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => process.exit(1))
const random = seededRandom(1)
const folder = await mkdtemp(join(tmpdir(), 'cashwrap-bench-'))
const log = new StatementLog()
const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), onLog: log.take })
try {
  await bench()
} finally {
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}

async function bench(): Promise<void> {
  const [port, sandboxPort, smtpPort] = await Promise.all([findFreePort(), findFreePort(), findFreePort()])
  const settings = readSettings({
    ...process.env,
    DATA_DIR: folder,
    DATABASE_URL: postgres.url,
    DATABASE_POOL: String(POOL_SIZE),
    PORT: String(port),
    SANDBOX_PORT: String(sandboxPort),
    SANDBOX_SMTP_PORT: String(smtpPort),
    RATE_LIMITS: 'plugin=100000000/60,register=100000/60',
    LOG_LEVEL: 'warn',
    NODE_ENV: 'production',
  })
  const house = await openHouse({ settings, signal, onStep: (words) => console.error(`${words} …`) })
  const doctor = () =>
    runToEnd('The doctor', { args: [SERVER_CLI, 'doctor'], env: serverEnvironment(settings, postgres.url), signal })
  try {
    console.error('Filling the ledger …')
    const sites = await registerSites(port, postgres.url, SITES)
    const entries = await fillLedger(postgres.url, USERS_PER_SITE)
    console.log(`${SITES} sites, ${SITES * USERS_PER_SITE} users, ${entries} entries. ${(await doctor()).trim()}`)

    const { serverPid = 0 } = JSON.parse(await readFile(houseFile(folder), 'utf8')) as HouseFacts
    const bare = await openBare(port, sites)
    try {
      for (let run = 1; run <= Number(values.repeat); run++) {
        console.log(
          `\nRun ${run}. ${cpus().length} processors; load ${loadavg()
            .map((one) => one.toFixed(1))
            .join(', ')}`,
        )
        await atGivenRate(port, sites)
        await asFastAsItGoes({ port, pid: serverPid }, bare, sites)
      }
    } finally {
      await bare.stop()
    }
    console.log(`\nAfterwards: ${(await doctor()).trim()}`)
  } finally {
    await house.close()
  }
}

/** Counts what the server asks of PostgreSQL, and starts the server beside it that asks the last of it alone. */
async function openBare(
  serverPort: number,
  sites: readonly BenchSite[],
): Promise<Measured & { stop(): Promise<void> }> {
  using connections = await openConnections(serverPort, 1)
  const lane = connections.lanes[0] as KeepAliveConnection
  // The first call of each site is kept as its first.
  for (const site of sites) await send(lane, 'read', site, 1)
  const port = await findFreePort()
  const settings: BareSettings = {
    port,
    databaseUrl: postgres.url,
    poolSize: POOL_SIZE,
    read: await countStatements(lane, 'read', anyOf(sites)),
    deduct: await countStatements(lane, 'deduct', anyOf(sites)),
  }
  const service = startService({
    name: 'The bare server',
    args: [BARE_SERVER],
    env: { NODE_ENV: 'production', [BARE_SETTINGS]: JSON.stringify(settings) },
    logFile: join(folder, 'logs/bare.log'),
  })
  await answers(`http://127.0.0.1:${port}/readyz`, service, signal)
  return { port, pid: service.pid ?? 0, stop: service.stop }
}

async function countStatements(lane: KeepAliveConnection, route: Route, site: BenchSite): Promise<BareStatement> {
  const userId = USERS_PER_SITE
  const sent = await log.during(postgres.url, async () => {
    for (let call = 0; call < COUNTED_CALLS; call++) await send(lane, route, site, userId)
  })
  console.log(`${ROUTES[route].title.padEnd(28)} ${statementsPerCall(sent, COUNTED_CALLS)} statements a request`)
  const ofTheUser = sent.findLast(({ parameters }) => parameters.includes(String(userId)))
  if (!ofTheUser) throw new Error(`${ROUTES[route].title} asks nothing about its user`)
  return toBareStatement(ofTheUser, { siteId: site.id, userId })
}

/** Half of the calls read, half take; users at random. */
async function atGivenRate(port: number, sites: readonly BenchSite[]): Promise<void> {
  using connections = await openConnections(port, CONNECTIONS)
  const { lanes } = connections
  const callsFor = (seconds: number) =>
    Array.from({ length: RATE * seconds }, (_, index) => {
      const route = BOTH[index % 2] as Route
      return { route, call: ROUTES[route].call(anyOf(sites), anyUser()) }
    })
  const times: Record<Route, number[]> = { read: [], deduct: [] }
  let errors = 0
  const run = async (seconds: number): Promise<number> => {
    const began = performance.now()
    for (const route of BOTH) times[route] = []
    errors = 0
    await openLoop(
      { rate: RATE, lanes, items: callsFor(seconds) },
      async (lane, { call }) => {
        const { status } = await lane.send(call)
        if (status !== 200) errors++
      },
      ({ route }, milliseconds) => times[route].push(milliseconds),
    )
    return (performance.now() - began) / 1000
  }
  await run(WARM_UP_SECONDS)
  const seconds = await run(OPEN_SECONDS)
  console.log(`${RATE} requests a second over ${CONNECTIONS} connections for ${OPEN_SECONDS} s; ${errors} errors`)
  for (const route of BOTH) print(ROUTES[route].title, figuresOf(times[route], seconds))
  print('both', figuresOf([...times.read, ...times.deduct], seconds))
}

async function asFastAsItGoes(server: Measured, bare: Measured, sites: readonly BenchSite[]): Promise<void> {
  console.log(`as many as go over ${CONNECTIONS} connections, ${CLOSED_SECONDS} s each`)
  const measure = async (title: string, route: Route, { port, pid }: Measured): Promise<Figures> => {
    using connections = await openConnections(port, CONNECTIONS)
    const work = (lane: KeepAliveConnection) => send(lane, route, anyOf(sites), anyUser())
    await closedLoopFor(WARM_UP_SECONDS, connections.lanes, work)
    const used = [processorTime(pid), processorTime(postgres.pid)]
    const figures = await closedLoopFor(CLOSED_SECONDS, connections.lanes, work)
    const [ofServer, ofPostgres] = [pid, postgres.pid].map(
      (one, index) => (processorTime(one) - (used[index] ?? 0)) / figures.count,
    )
    print(title, figures)
    console.log(`    processor a request: server ${ofServer?.toFixed(2)} ms, PostgreSQL ${ofPostgres?.toFixed(2)} ms`)
    return figures
  }
  for (const route of BOTH) {
    const whole = await measure(ROUTES[route].title, route, server)
    const alone = await measure('  the statement alone', route, bare)
    console.log(`  ratio ${(whole.rate / alone.rate).toFixed(2)}`)
  }
}

/** The bare server takes the same calls and is told the site by its id. */
async function send(lane: KeepAliveConnection, route: Route, site: BenchSite, userId: number): Promise<void> {
  const call: Call = ROUTES[route].call(site, userId)
  const { status, body } = await lane.send({ ...call, headers: { ...call.headers, 'x-site-id': site.id } })
  if (status !== 200 || !body.includes('"success":true'))
    throw new Error(`${call.path} was answered ${status}: ${body}`)
}

function anyOf(sites: readonly BenchSite[]): BenchSite {
  return sites[Math.floor(random() * sites.length)] as BenchSite
}

function anyUser(): number {
  return 1 + Math.floor(random() * USERS_PER_SITE)
}

function print(what: string, { rate, p50, p95, p99, max, count }: Figures): void {
  const ms = (name: string, value: number) => `${name} ${value.toFixed(1).padStart(6)}`
  console.log(
    `  ${what.padEnd(28)} ${rate.toFixed(0).padStart(6)}/s   ${ms('p50', p50)}   ${ms('p95', p95)}   ${ms('p99', p99)}   ${ms('max', max)} ms   (${count})`,
  )
}
