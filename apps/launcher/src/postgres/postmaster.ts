import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { StartFailure } from '../failure.ts'

const OWNER_FILE = 'cashwrap.owner'

export const ownerFile = (dataDir: string): string => join(dataDir, OWNER_FILE)

/**
 * Makes way for a start in this data folder after whatever was before: nothing, a clean stop, a kill of the launcher
 * that left PostgreSQL running, or a kill of both that left the pid file. A PostgreSQL whose launcher lives is not touched.
 */
export async function clearThePast(dataDir: string): Promise<void> {
  const pid = readPid(join(dataDir, 'postmaster.pid'))
  if (pid === undefined || !isAlive(pid)) return
  if (!isPostmasterOf(pid, dataDir)) {
    // The number went to another process since; PostgreSQL itself cannot tell and would refuse to start.
    rmSync(join(dataDir, 'postmaster.pid'), { force: true })
    return
  }
  const owner = readPid(ownerFile(dataDir))
  if (owner !== undefined && owner === parentOf(pid)) {
    throw new StartFailure(`Cashwrap already runs from here (process ${owner}) and uses ${dataDir}: stop it first.`)
  }
  await stopPostmaster(pid)
}

/** Ends a postmaster: first the fast shutdown, which ends sessions and writes everything; after 10 s the immediate one. */
export async function stopPostmaster(pid: number): Promise<void> {
  for (const [signal, patienceMs] of [
    ['SIGINT', 10_000],
    ['SIGQUIT', 10_000],
  ] as const) {
    signalTo(pid, signal)
    const deadline = performance.now() + patienceMs
    while (isAlive(pid) && performance.now() < deadline) await wait(20)
    if (!isAlive(pid)) return
  }
  throw new StartFailure(`An earlier PostgreSQL (process ${pid}) does not stop: end it by hand and start again.`)
}

function readPid(file: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(file, 'utf8'), 10)
    return pid > 1 ? pid : undefined
  } catch {
    return undefined
  }
}

function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // Gone in the meantime, which is what was wanted.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  // A killed child of a dead parent stays as a zombie in containers whose first process does not collect them.
  return statusOf(pid)?.state !== 'Z'
}

const parentOf = (pid: number): number | undefined => statusOf(pid)?.parent

function statusOf(pid: number): { state: string; parent: number } | undefined {
  if (process.platform === 'linux') {
    try {
      // The name in parentheses may hold anything; the fields after it are the state and the parent.
      const [state, parent] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
      return state && parent ? { state, parent: Number(parent) } : undefined
    } catch {
      return undefined
    }
  }
  const [state, parent] = askPs(pid, 'state=,ppid=').trim().split(/\s+/)
  return state && parent ? { state: state.charAt(0), parent: Number(parent) } : undefined
}

/** A postmaster's working folder is its data folder. */
function isPostmasterOf(pid: number, dataDir: string): boolean {
  if (process.platform === 'linux') {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dataDir)
    } catch {
      return false
    }
  }
  return askPs(pid, 'command=').includes(dataDir)
}

function askPs(pid: number, columns: string): string {
  try {
    return execFileSync('ps', ['-o', columns, '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  } catch {
    return ''
  }
}
