import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { sentenceOf } from './failure.ts'
import { SERVER_CLI, serverEnvironment } from './house.ts'
import { startPostgres } from './postgres.ts'
import { runningHouse } from './running-house.ts'
import { type Environment, type HouseSettings, readSettings } from './settings.ts'

// Operator commands beside a running house, with its very settings, or alone: then Postgres is started for the while.
try {
  const settings = readSettings(process.env)
  process.exitCode = await runCommand(settings, process.argv.slice(2))
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`)
  process.exitCode = 1
}

async function runCommand(settings: HouseSettings, args: string[]): Promise<number> {
  const running = runningHouse(settings.dataDir)
  if (running) return run(args, running)
  if (settings.databaseUrl !== undefined) return run(args, serverEnvironment(settings, settings.databaseUrl))
  const postgres = await startPostgres({ dataDir: join(settings.dataDir, 'postgres') })
  try {
    return await run(args, serverEnvironment(settings, postgres.url))
  } finally {
    await postgres.stop()
  }
}

function run(args: string[], env: Environment): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [SERVER_CLI, ...args], { env, stdio: 'inherit' })
    // Ctrl-C reaches the command by itself; this process waits for it, to stop what it started.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}
