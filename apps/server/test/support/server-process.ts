import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Env } from '../../src/config/env.ts'
import { until } from './until.ts'

const SERVER = fileURLToPath(new URL('../../src/main.server.ts', import.meta.url))
const CLI = fileURLToPath(new URL('../../src/main.cli.ts', import.meta.url))

/** A process reads all of its sources first, on a machine that has much to do. */
const START_PATIENCE_MS = 90_000

/** A server as it runs in the world: a process of its own, web and jobs, with these settings. Disposing of it kills it. */
export async function startServerProcess(env: Env): Promise<AsyncDisposable & { url: string }> {
  const child = spawn(process.execPath, [SERVER], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString()
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const kill = async () => {
    child.kill('SIGKILL')
    await exited
  }
  try {
    const look = async () => /"ready":true,"url":"([^"]+)"/.exec(printed)?.[1]
    const url = await until('the server is up', look, START_PATIENCE_MS)
    return { url, [Symbol.asyncDispose]: kill }
  } catch (error) {
    await kill()
    throw error
  }
}

/** Runs an operator's command as they do, to its end. */
export async function runCli(env: Env, ...words: string[]): Promise<{ code: number | null; printed: string }> {
  const child = spawn(process.execPath, [CLI, ...words], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString()
  })
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, printed }
}
