import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface RunningRedis {
  url: string
  stop(): Promise<void>
}

const TRIES = 5

/** Starts the `redis-server` of this machine, keeping nothing on disk, on a free port; null where there is none. */
export async function startRedisServer(): Promise<RunningRedis | null> {
  const folder = await mkdtemp(join(tmpdir(), 'cashwrap-redis-'))
  // A free port may be taken before the server has it.
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const port = await freePort()
    const child = spawn(
      'redis-server',
      ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    )
    const killAtExit = () => child.kill('SIGKILL')
    process.once('exit', killAtExit)
    const began = await begins(child)
    if (began === 'ready') {
      return {
        url: `redis://127.0.0.1:${port}`,
        async stop() {
          process.off('exit', killAtExit)
          const ended = once(child, 'exit')
          child.kill('SIGTERM')
          await ended
          await rm(folder, { recursive: true, force: true })
        },
      }
    }
    process.off('exit', killAtExit)
    if (began === 'missing') break
  }
  await rm(folder, { recursive: true, force: true })
  return null
}

function begins(child: ChildProcess): Promise<'ready' | 'missing' | 'ended'> {
  return new Promise((resolve) => {
    child.once('error', () => resolve('missing'))
    child.once('exit', () => resolve('ended'))
    let said = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('Ready to accept connections')) resolve('ready')
    })
  })
}

async function freePort(): Promise<number> {
  const probe = createServer()
  probe.listen({ port: 0, host: '127.0.0.1' })
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
