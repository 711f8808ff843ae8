import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { isPortFree } from '../../src/ports.ts'

const START = join(import.meta.dirname, '../../src/start.ts')
const PORTS = ['PORT', 'SANDBOX_PORT', 'SANDBOX_SMTP_PORT', 'POSTGRES_PORT'] as const
export type PortName = (typeof PORTS)[number]

/** A data folder and four ports of its own, in which `npm start` can be run, killed and run again. */
export interface Plot {
  dataDir: string
  ports: Record<PortName, number>
  env: Record<string, string>
  clear(): Promise<void>
}

export async function stakeOut(): Promise<Plot> {
  const dataDir = await mkdtemp(join(tmpdir(), 'cashwrap-house-'))
  const free = await freePorts(PORTS.length)
  const ports = Object.fromEntries(PORTS.map((name, at) => [name, free[at]])) as Record<PortName, number>
  // Vitest brings settings of its own, among them a BASE_URL.
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(STRIPE_|DATABASE_|SMTP_|VITE|(BASE|FRONT)_URL$|NODE_ENV$)/.test(name),
  )
  return {
    dataDir,
    ports,
    env: {
      ...(Object.fromEntries(inherited) as Record<string, string>),
      ...Object.fromEntries(PORTS.map((name) => [name, String(ports[name])])),
      DATA_DIR: dataDir,
    },
    clear: () => rm(dataDir, { recursive: true, force: true }),
  }
}

export interface LaunchedHouse {
  child: ChildProcess
  out(): string
  err(): string
  /** Settles with the exit code. */
  exit: Promise<number | null>
  /** Waits until the summary is printed; throws with what was said when the launcher ends before. */
  open(): Promise<void>
}

export function launch(plot: Plot, env: Record<string, string> = {}): LaunchedHouse {
  const child = spawn(process.execPath, [START], { env: { ...plot.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  child.stderr.on('data', (chunk) => {
    err += chunk
  })
  let hasEnded = false
  const exit = new Promise<number | null>((resolve) =>
    child.once('close', (code) => {
      hasEnded = true
      resolve(code)
    }),
  )
  return {
    child,
    out: () => out,
    err: () => err,
    exit,
    open: () =>
      until(() => {
        if (hasEnded) throw new Error(`the launcher ended: ${err}${out}`)
        return out.includes('Cashwrap is open')
      }),
  }
}

/** Waits for a condition, and gives up after a minute. */
export async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 60_000
  while (!(await isTrue())) {
    if (performance.now() > deadline) throw new Error('the condition did not come true within a minute')
    await wait(20)
  }
}

/** The ports of the plot on which something still listens. */
export async function portsInUse({ ports }: Plot): Promise<string[]> {
  const states = await Promise.all(PORTS.map(async (name) => ({ name, isFree: await isPortFree(ports[name]) })))
  return states.filter(({ isFree }) => !isFree).map(({ name }) => name)
}

/** Listens on a port until the returned function is called. */
export async function occupy(port: number): Promise<() => Promise<void>> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return () => new Promise((resolve) => server.close(() => resolve()))
}

async function freePorts(count: number): Promise<number[]> {
  const releases: (() => Promise<void>)[] = []
  const ports: number[] = []
  for (let at = 0; at < count; at++) {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('the system named no port')
    ports.push(address.port)
    releases.push(() => new Promise((resolve) => server.close(() => resolve())))
  }
  for (const release of releases) await release()
  return ports
}
