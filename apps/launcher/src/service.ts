import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { StartFailure } from './failure.ts'
import { type Environment, ROOT } from './settings.ts'

export interface ServiceOptions {
  /** As it is called in sentences: "The server". */
  name: string
  /** Arguments of the pinned Node. */
  args: string[]
  env: Environment
  logFile: string
  cwd?: string
}

export interface Service {
  name: string
  /** Undefined when it could not be started at all. */
  pid: number | undefined
  /** Settles when the process has ended, with a sentence that says how and why. */
  ended: Promise<string>
  /** Asks it to end (SIGTERM), insists after 30 s, and returns when it has. */
  stop(): Promise<void>
}

/** Longer than the server gives to requests under way. */
const PATIENCE_MS = 30_000

/**
 * Starts one of the house's processes, its output in a log file (the one of the run before is kept as `.1`).
 * It has a process group of its own, so that Ctrl-C in a terminal does not reach it before the launcher decides the order.
 */
export function startService({ name, args, env, logFile, cwd = ROOT }: ServiceOptions): Service {
  mkdirSync(dirname(logFile), { recursive: true })
  try {
    renameSync(logFile, `${logFile}.1`)
  } catch {
    // The first run has none.
  }
  const log = openSync(logFile, 'a')
  const child = spawn(process.execPath, ['--import', join(import.meta.dirname, 'end-with-parent.ts'), ...args], {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
  })
  closeSync(log)
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`${name} could not be started: ${error.message}.`))
    child.once('exit', (code, signal) => resolve(lastWords(name, logFile, code, signal)))
  })
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGTERM')
    const insist = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS)
    await ended
    clearTimeout(insist)
  }
  return { name, pid: child.pid, ended, stop }
}

export interface RunOptions {
  args: string[]
  env: Environment
  signal: AbortSignal
  cwd?: string
}

/** Runs a Node program to its end. Returns what it printed on stdout; a failure is its own last sentence (StartFailure). */
export function runToEnd(name: string, { args, env, signal, cwd = ROOT }: RunOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    const stop = () => child.kill('SIGTERM')
    signal.addEventListener('abort', stop, { once: true })
    let output = ''
    let complaints = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      complaints += chunk
    })
    child.once('error', reject)
    child.once('close', (code) => {
      signal.removeEventListener('abort', stop)
      if (code === 0) resolve(output)
      else reject(new StartFailure(sentenceIn(complaints) ?? sentenceIn(output) ?? `${name} failed without a reason.`))
    })
  })
}

function lastWords(name: string, logFile: string, code: number | null, signal: NodeJS.Signals | null): string {
  const how = signal === null ? `with code ${code}` : `by ${signal}`
  const sentence = sentenceIn(readFileSync(logFile, 'utf8'))
  return code === 1 && sentence !== undefined ? sentence : `${name} ended unexpectedly ${how}; its log is ${logFile}.`
}

/** What a program said last: its plain lines (one per fault), the message of its JSON log line, or an uncaught error's head. */
function sentenceIn(output: string): string | undefined {
  const lines = output.split('\n').filter((line) => line.trim() !== '')
  const error = lines.findLast((line) => /^(\w*Error)(\s\[\w+\])?:/.test(line))
  if (error !== undefined) return error
  const plain = lines.slice(lines.findLastIndex((line) => line.startsWith('{')) + 1)
  if (plain.length > 0) return plain.join('\n')
  try {
    const { msg, message } = JSON.parse(lines.at(-1) ?? '{}') as { msg?: unknown; message?: unknown }
    return [msg, message].find((text) => typeof text === 'string')
  } catch {
    return lines.at(-1)
  }
}
