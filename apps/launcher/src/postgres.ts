import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chown, mkdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { StartFailure } from './failure.ts'
import { findFreePort, isPortFree } from './ports.ts'
import { findBinaries, type PostgresBinaries } from './postgres/binaries.ts'
import { findIdentity, type Identity, runAs } from './postgres/identity.ts'
import { clearThePast, ownerFile } from './postgres/postmaster.ts'

export interface PostgresOptions {
  /** The folder the data lives in; made when missing, reused when it holds a database. */
  dataDir: string
  /** A free one is found when none is given. */
  port?: number
  /** False for tests: writes are not flushed to disk, so a power cut may lose the data, and everything is faster. */
  durable?: boolean
  /** Hears what it logs, as it comes. */
  onLog?: (text: string) => void
}

export interface RunningPostgres {
  /** Connection string of the database `cashwrap`, as a superuser, so that tests may create databases beside it. */
  url: string
  port: number
  pid: number
  /** Settles when PostgreSQL has ended, whoever ended it. */
  ended: Promise<void>
  /** Ends sessions, writes everything, ends PostgreSQL. May be called twice. */
  stop(): Promise<void>
}

const USER = 'cashwrap'
const DATABASE = 'cashwrap'
const PASSWORD_FILE = 'cashwrap.password'

/**
 * Starts a real PostgreSQL on the loopback address. It says nothing unless it fails, then one sentence (StartFailure).
 *
 * It runs in a process group of its own, so that Ctrl-C in a terminal reaches the launcher alone, which stops things in
 * order. It is stopped when this process exits without having called `stop`, and by the next start after a kill.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const dataDir = resolve(options.dataDir)
  const isDurable = options.durable ?? true
  const binaries = await findBinaries()
  const identity = findIdentity()
  await clearThePast(dataDir)
  const port = options.port ?? (await findFreePort())
  if (!(await isPortFree(port))) throw portInUse(port)
  await initialise({ dataDir, binaries, identity, isDurable })

  const password = (await readFile(join(dataDir, PASSWORD_FILE), 'utf8')).trim()
  const [command, ...prefix] = runAs(identity, binaries.postgres, [dataDir, binaries.postgres])
  const child = spawn(command, [...prefix, '-D', dataDir, ...settings(port, isDurable)], {
    ...(prefix.length === 0 ? identity : {}),
    env: environment(),
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  child.stderr?.setEncoding('utf8').on('data', (text) => options.onLog?.(String(text)))
  const killAtExit = () => child.kill('SIGINT')
  process.once('exit', killAtExit)
  const ended = new Promise<void>((done) => child.once('close', () => done()))
  ended.then(() => process.off('exit', killAtExit))

  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT')
    const lastResort = setTimeout(() => child.kill('SIGQUIT'), 15_000)
    await ended
    clearTimeout(lastResort)
  }

  try {
    await becomesReady(child, port)
    await writeFile(ownerFile(dataDir), `${process.pid}\n`)
    const url = `postgres://${USER}:${password}@127.0.0.1:${port}`
    await createDatabase(`${url}/postgres`)
    return { url: `${url}/${DATABASE}`, port, pid: child.pid ?? 0, ended, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function settings(port: number, isDurable: boolean): string[] {
  const values: Record<string, string | number> = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    log_min_messages: 'log',
    ...(isDurable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' }),
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

interface Initialisation {
  dataDir: string
  binaries: PostgresBinaries
  identity: Identity | undefined
  isDurable: boolean
}

/** Made beside and renamed at the end: what has the final name is a whole database, whenever the power went. */
async function initialise({ dataDir, binaries, identity, isDurable }: Initialisation): Promise<void> {
  if (existsSync(join(dataDir, 'PG_VERSION'))) return
  if (existsSync(dataDir)) {
    await rmdir(dataDir).catch(() => {
      throw new StartFailure(
        `${dataDir} holds something that is not a PostgreSQL database: move it away, or set DATA_DIR.`,
      )
    })
  }
  const draft = `${dataDir}.new`
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { recursive: true, mode: 0o700 })
  const passwordFile = `${draft}.password`
  await writeFile(passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 })
  if (identity) {
    await chown(draft, identity.uid, identity.gid)
    await chown(passwordFile, identity.uid, identity.gid)
  }
  const [command, ...prefix] = runAs(identity, binaries.initdb, [draft, binaries.initdb])
  const flags = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const trouble = await outcomeOf(
    spawn(
      command,
      [
        ...prefix,
        ...[`--pgdata=${draft}`, `--username=${USER}`, '--auth=scram-sha-256', `--pwfile=${passwordFile}`, ...flags],
        ...(isDurable ? [] : ['--no-sync']),
      ],
      {
        ...(prefix.length === 0 ? identity : {}),
        env: environment(),
        detached: true,
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    ),
  )
  if (trouble !== undefined) throw new StartFailure(`PostgreSQL could not prepare ${dataDir}: ${trouble}`)
  await rename(passwordFile, join(draft, PASSWORD_FILE))
  await rename(draft, dataDir)
}

/** Undefined when the program ended well, else the line it complained with. */
function outcomeOf(child: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    let complaint = ''
    child.stderr?.on('data', (chunk) => {
      complaint += chunk
    })
    child.once('error', reject)
    child.once('close', (code) => resolve(code === 0 ? undefined : reasonIn(complaint)))
  })
}

function becomesReady(child: ChildProcess, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = ''
    child.stderr?.on('data', (chunk) => {
      log = (log + chunk).slice(-8_000)
      if (log.includes('database system is ready to accept connections')) resolve()
    })
    child.once('error', reject)
    child.once('close', () => {
      if (log.includes('could not bind')) reject(portInUse(port))
      else reject(new StartFailure(`PostgreSQL did not start: ${reasonIn(log)}`))
    })
  })
}

function reasonIn(log: string): string {
  const lines = log.split('\n').map((line) => line.trim())
  const named = lines.findLast((line) => /(FATAL|PANIC|error):/.test(line)) ?? lines.findLast((line) => line !== '')
  return named?.replace(/^.*?(FATAL|PANIC|error):\s*/, '') ?? 'it gave no reason'
}

const portInUse = (port: number) =>
  new StartFailure(
    `Port ${port} for PostgreSQL is in use: stop what listens there, or set POSTGRES_PORT or DATABASE_URL.`,
  )

/** Without the caller's PG* variables, which PostgreSQL would obey, and with messages in the language read here. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && !name.startsWith('LC_'))
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' }
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE])
    if (rowCount === 0) await client.query(`create database ${DATABASE}`)
  } finally {
    await client.end()
  }
}
