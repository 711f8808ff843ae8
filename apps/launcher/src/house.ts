import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { checkDatabase, isShopEmpty } from './database-address.ts'
import { StartFailure } from './failure.ts'
import { isPortFree } from './ports.ts'
import { type RunningPostgres, startPostgres } from './postgres.ts'
import { runToEnd, type Service, type ServiceOptions, startService } from './service.ts'
import { type Environment, type HouseSettings, ROOT } from './settings.ts'
import { startWatchedService } from './watched-service.ts'
import { buildWeb, viteDevServer, WEB_DIST } from './web-build.ts'

export const SERVER_CLI = join(ROOT, 'apps/server/src/main.cli.ts')
const SERVER = join(ROOT, 'apps/server/src/main.server.ts')
export const MIGRATE = join(ROOT, 'apps/server/src/main.migrate.ts')
const SANDBOX = join(ROOT, 'apps/sandbox/src/main.ts')

const STAFF_EMAIL = 'staff@demo.test'

export interface HouseOptions {
  settings: HouseSettings
  /** Stops whatever is under way; the house then closes what it had opened and `openHouse` throws. */
  signal: AbortSignal
  /** Told of each slow step, in words for the person who waits. */
  onStep: (words: string) => void
  /** With it, pages come from Vite at this port and the processes restart when their sources change. */
  hotReloadPort?: number
}

export interface OpenHouse {
  shopUrl: string
  sandboxUrl: string | undefined
  /** Signs in as staff. Not made beside a live key, where what is printed ends in logs and the demo's staff has no place. */
  staffUrl: string | undefined
  logs: string
  /** Settles when one of the processes ended by itself, with a sentence about it. */
  broken: Promise<string>
  /** Stops server, sandbox and Postgres, in this order. May be called twice. */
  close(): Promise<void>
}

/** What a running house leaves in its data folder for `pnpm cli`; readable by its owner alone. */
export interface HouseFacts {
  pid: number
  serverPid: number | undefined
  sandboxPid: number | undefined
  env: Environment
}

export const houseFile = (dataDir: string): string => join(dataDir, 'house.json')

/** Starts a process of the house; with hot reload, again whenever what lies below its sources changes. */
type Runner = (service: ServiceOptions, sources: string) => Service

interface Parts {
  server?: Service
  web?: Service
  sandbox?: Service
  postgres?: RunningPostgres
  /** The file this house wrote; another's is not ours to remove. */
  facts?: string
}

/** Brings up everything the shop needs and returns when it serves. Throws StartFailure, with nothing left running. */
export async function openHouse(options: HouseOptions): Promise<OpenHouse> {
  const parts: Parts = {}
  const close = async () => {
    if (parts.facts !== undefined) rmSync(parts.facts, { force: true })
    await parts.server?.stop()
    await parts.web?.stop()
    await parts.sandbox?.stop()
    await parts.postgres?.stop()
  }
  try {
    await checkPorts(options)
    return { ...(await open(options, parts)), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function open(options: HouseOptions, parts: Parts): Promise<Omit<OpenHouse, 'close'>> {
  const { settings, hotReloadPort, onStep } = options
  const logs = join(settings.dataDir, 'logs')
  const shared = join(ROOT, 'packages/shared/src')
  const run: Runner =
    hotReloadPort === undefined
      ? startService
      : (service, sources) => startWatchedService(service, [sources, shared], onStep)

  // The first of the three to fail calls off the others, and all are waited for, so that nothing starts behind our back.
  const callOff = new AbortController()
  const signal = AbortSignal.any([options.signal, callOff.signal])
  const together = [
    prepareDatabase({ ...options, signal }, parts),
    prepareSandbox({ ...options, signal }, parts, { logs, run }),
    hotReloadPort === undefined ? prepareWeb(settings, signal, onStep) : undefined,
  ] as const
  for (const one of together) one?.catch((reason: unknown) => callOff.abort(reason))
  await Promise.allSettled(together)
  signal.throwIfAborted()
  const [{ databaseUrl }] = await Promise.all(together)

  const env = serverEnvironment(settings, databaseUrl, hotReloadPort)
  const server = { name: 'The server', args: [SERVER], env, logFile: join(logs, 'server.log') }
  parts.server = run(server, dirname(SERVER))
  if (hotReloadPort !== undefined) {
    parts.web = startService({
      name: 'The page server',
      ...viteDevServer(hotReloadPort),
      env: { ...env, VITE_PROXY_TARGET: `http://127.0.0.1:${settings.port}` },
      logFile: join(logs, 'web.log'),
    })
  }
  const [staffUrl] = await Promise.all([
    settings.isLive
      ? undefined
      : runToEnd('Making the staff link', { args: [SERVER_CLI, 'staff-link', STAFF_EMAIL], env, signal }),
    answers(`http://127.0.0.1:${settings.port}/readyz`, parts.server, signal),
    parts.web && answers(`http://localhost:${hotReloadPort}/`, parts.web, signal),
  ])
  const facts: HouseFacts = { pid: process.pid, serverPid: parts.server.pid, sandboxPid: parts.sandbox?.pid, env }
  parts.facts = houseFile(settings.dataDir)
  writeFileSync(parts.facts, JSON.stringify(facts), { mode: 0o600 })

  const services = [parts.server, parts.web, parts.sandbox].filter((one) => one !== undefined)
  return {
    shopUrl: env.FRONT_URL ?? settings.baseUrl,
    sandboxUrl: settings.sandbox?.url,
    staffUrl: staffUrl?.trim(),
    logs,
    broken: Promise.race([
      ...services.map((service) => service.ended),
      ...(parts.postgres ? [parts.postgres.ended.then(() => 'PostgreSQL ended unexpectedly.')] : []),
    ]),
  }
}

async function checkPorts({ settings, hotReloadPort }: HouseOptions): Promise<void> {
  const wanted: [name: string, port: number, who: string][] = [['PORT', settings.port, 'the shop']]
  if (settings.sandbox) {
    wanted.push(['SANDBOX_PORT', settings.sandbox.port, 'the sandbox'])
    wanted.push(['SANDBOX_SMTP_PORT', settings.sandbox.smtpPort, "the sandbox's mailbox"])
  }
  if (hotReloadPort !== undefined) wanted.push(['WEB_PORT', hotReloadPort, 'the pages'])
  for (const [name, port, who] of wanted) {
    if (await isPortFree(port)) continue
    throw new StartFailure(
      `Port ${port} for ${who} is in use: stop what listens there, or set ${name} to another port.`,
    )
  }
}

/**
 * Starts Postgres if there is none of the operator's own, brings the tables up to date, and seeds an empty shop, unless it
 * would sell the demo's goods for real money.
 */
async function prepareDatabase(
  { settings, signal, onStep, hotReloadPort }: HouseOptions,
  parts: Parts,
): Promise<{ databaseUrl: string }> {
  if (settings.databaseUrl === undefined) {
    mkdirSync(settings.dataDir, { recursive: true })
    parts.postgres = await startPostgres({ dataDir: join(settings.dataDir, 'postgres'), port: settings.postgresPort })
  } else {
    await checkDatabase(settings.databaseUrl)
  }
  const databaseUrl = settings.databaseUrl ?? parts.postgres?.url ?? ''
  const env = serverEnvironment(settings, databaseUrl, hotReloadPort)
  signal.throwIfAborted()
  await runToEnd('Preparing the tables', { args: [MIGRATE], env, signal })
  if (!settings.isLive && (await isShopEmpty(databaseUrl))) {
    onStep('Furnishing the demo shop')
    await runToEnd('Furnishing the demo shop', { args: [SERVER_CLI, 'seed-demo', '--if-empty'], env, signal })
  }
  return { databaseUrl }
}

/** Where the sandbox sends what happens in the account, and what happens in its sellers' accounts. */
function webhookEndpoints({ baseUrl, env }: HouseSettings): object[] {
  const [account, connect = account] = env.STRIPE_WEBHOOK_SECRET?.split(',').map((secret) => secret.trim()) ?? []
  const endpoint = { object: 'webhook_endpoint', url: `${baseUrl}/api/stripe/webhook`, enabled_events: ['*'] }
  return [
    { ...endpoint, id: 'we_cashwrap', secret: account },
    { ...endpoint, id: 'we_cashwrap_connect', secret: connect, connect: true },
  ]
}

/** The accounts of the demo's sellers, through with onboarding. */
const DEMO_SELLERS = [
  ['acct_demoNorthPier', 'North Pier'],
  ['acct_demoStudioTama', 'Studio Tama'],
].map(([id, name]) => ({
  object: 'account',
  id,
  business_profile: { name },
  country: 'US',
  charges_enabled: true,
}))

async function prepareSandbox(
  { settings, signal }: HouseOptions,
  parts: Parts,
  { logs, run }: { logs: string; run: Runner },
): Promise<void> {
  if (!settings.sandbox) return
  const { port, smtpPort } = settings.sandbox
  const sandbox = {
    name: 'The sandbox',
    args: [SANDBOX],
    env: {
      ...inherited(settings),
      SANDBOX_PORT: String(port),
      SANDBOX_SMTP_PORT: String(smtpPort),
      SANDBOX_DATA_DIR: join(settings.dataDir, 'sandbox'),
    },
    logFile: join(logs, 'sandbox.log'),
  }
  parts.sandbox = run(sandbox, dirname(SANDBOX))
  const url = `http://127.0.0.1:${port}`
  await answers(`${url}/_sandbox/mail`, parts.sandbox, signal)
  const planted = await fetch(`${url}/_sandbox/fixtures`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([...webhookEndpoints(settings), ...DEMO_SELLERS]),
    signal,
  })
  if (!planted.ok) throw new StartFailure(`The sandbox did not take the webhook's address: ${await planted.text()}.`)
}

async function prepareWeb(
  settings: HouseSettings,
  signal: AbortSignal,
  onStep: (words: string) => void,
): Promise<void> {
  await buildWeb(inherited(settings), signal, () => onStep('Building the shop'))
}

/** What every process is given of what the operator set. */
const inherited = ({ env, dataDir }: HouseSettings): Environment => ({ ...env, DATA_DIR: dataDir })

/** The whole environment of the server and of its commands. */
export function serverEnvironment(settings: HouseSettings, databaseUrl: string, hotReloadPort?: number): Environment {
  const { sandbox, port, baseUrl, dataDir } = settings
  const local: Environment = sandbox
    ? {
        STRIPE_API_BASE: sandbox.url,
        SMTP_URL: `smtp://127.0.0.1:${sandbox.smtpPort}`,
        WHATSAPP_API_BASE: sandbox.url,
      }
    : {}
  return {
    STORAGE_URL: `file:${join(dataDir, 'files')}`,
    ...(hotReloadPort === undefined ? { WEB_DIST } : { FRONT_URL: `http://localhost:${hotReloadPort}` }),
    ...local,
    ...inherited(settings),
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    BASE_URL: baseUrl,
  }
}

/** Waits until an address answers with success; gives up when the process behind it has ended, or after a minute. */
export async function answers(url: string, service: Service, signal: AbortSignal): Promise<void> {
  let hasEnded: string | undefined
  service.ended.then((sentence) => {
    hasEnded = sentence
  })
  const deadline = performance.now() + 60_000
  while (performance.now() < deadline) {
    signal.throwIfAborted()
    if (hasEnded !== undefined) throw new StartFailure(hasEnded)
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined)
    await response?.body?.cancel()
    if (response?.ok) return
    await wait(25)
  }
  throw new StartFailure(`${service.name} does not become ready; its log says why.`)
}
