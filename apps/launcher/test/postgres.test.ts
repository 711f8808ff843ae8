import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type RunningPostgres, startPostgres } from '../src/postgres.ts'

let folder: string
let dataDir: string
const running: RunningPostgres[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cashwrap-postgres-'))
  dataDir = join(folder, 'postgres')
})

afterEach(async () => {
  for (const postgres of running.splice(0)) await postgres.stop()
  await rm(folder, { recursive: true, force: true })
})

async function start(port?: number): Promise<RunningPostgres> {
  const postgres = await startPostgres({ dataDir, durable: false, ...(port ? { port } : {}) })
  running.push(postgres)
  return postgres
}

async function ask(postgres: { url: string }, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: postgres.url })
  await client.connect()
  const { rows } = await client.query(sql)
  await client.end()
  return rows
}

/** Another process that starts PostgreSQL on the same folder and then lives until it is killed. */
async function startInAnotherProcess() {
  const source = `
    import { startPostgres } from ${JSON.stringify(new URL('../src/postgres.ts', import.meta.url).href)}
    const { url } = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, durable: false })
    console.log(url)
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(child.stdout, 'data')
  const kill = async () => {
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  }
  return { url: String(line).trim(), pid: child.pid, kill }
}

const postmasterPid = () => Number.parseInt(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8'), 10)

describe('startPostgres', () => {
  it('keeps the data of an earlier run', async () => {
    const first = await start()
    await ask(first, 'create table kept (word text)')
    await ask(first, `insert into kept values ('still here')`)
    await first.stop()

    const second = await start()
    expect(await ask(second, 'select word from kept')).toEqual([{ word: 'still here' }])
  })

  it('leaves no process and no pid file after stop', async () => {
    const postgres = await start()
    const pid = postmasterPid()
    await postgres.stop()
    expect(existsSync(join(dataDir, 'postmaster.pid'))).toBe(false)
    expect(() => process.kill(pid, 0)).toThrow()
  })

  it('says in one sentence that the port is in use', async () => {
    const squatter = createServer().listen(0, '127.0.0.1')
    await once(squatter, 'listening')
    const address = squatter.address()
    const port = address && typeof address === 'object' ? address.port : 0
    await expect(start(port)).rejects.toThrow(`Port ${port} for PostgreSQL is in use`)
    squatter.close()
  })

  it('stops the PostgreSQL that a killed launcher left running, and takes over its data', async () => {
    const launcher = await startInAnotherProcess()
    await ask(launcher, 'create table kept (word text)')
    const orphan = postmasterPid()
    await launcher.kill()
    expect(() => process.kill(orphan, 0)).not.toThrow()

    const next = await start()
    expect(postmasterPid()).not.toBe(orphan)
    expect(await ask(next, 'select count(*)::int as rows from kept')).toEqual([{ rows: 0 }])
  })

  it('refuses to touch the PostgreSQL of a launcher that lives', async () => {
    const launcher = await startInAnotherProcess()
    try {
      await expect(start()).rejects.toThrow(`Cashwrap already runs from here (process ${launcher.pid})`)
      expect(await ask(launcher, 'select 1 as one')).toEqual([{ one: 1 }])
    } finally {
      await launcher.kill()
      await start()
    }
  })

  it('starts over a pid file whose process died, and over one whose number another process has now', async () => {
    const first = await start()
    const pidFile = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8')
    process.kill(postmasterPid(), 'SIGKILL')
    await first.ended
    await (await start()).stop()

    await writeFile(join(dataDir, 'postmaster.pid'), pidFile.replace(/^\d+/, String(process.ppid)))
    await start()
  })

  it('begins again when preparing the folder was interrupted', async () => {
    await mkdir(`${dataDir}.new`)
    await writeFile(join(`${dataDir}.new`, 'half-written'), '')
    const postgres = await start()
    expect(await ask(postgres, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it('does not clear away a folder that holds something else', async () => {
    await mkdir(dataDir)
    await writeFile(join(dataDir, 'thesis.txt'), 'years of work')
    await expect(start()).rejects.toThrow('holds something that is not a PostgreSQL database')
    expect(readFileSync(join(dataDir, 'thesis.txt'), 'utf8')).toBe('years of work')
  })
})
