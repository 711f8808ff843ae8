import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Stripe from 'stripe'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { startReceiver } from '../support/receiver.ts'
import { openSession } from '../support/shop.ts'

let dataDir: string
const running = new Set<ChildProcess>()

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sandbox-'))
})
afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
  running.clear()
})
afterAll(() => rm(dataDir, { recursive: true }))

type Started = { child: ChildProcess; url: string; stripe: Stripe }

/** The real process, as `npm start` runs it. */
async function start(env: Record<string, string> = {}): Promise<Started> {
  const child = spawnSandbox({ SANDBOX_DATA_DIR: dataDir, ...env })
  const [line] = await once(child.stdout ?? child, 'data')
  const ready: { ready: boolean; url: string } = JSON.parse(String(line))
  expect(ready.ready).toBe(true)
  const { hostname, port } = new URL(ready.url)
  return { child, url: ready.url, stripe: new Stripe('sk_test_x', { host: hostname, port, protocol: 'http' }) }
}

function spawnSandbox(env: Record<string, string>): ChildProcess {
  const main = new URL('../../src/main.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH, SANDBOX_PORT: '0', SANDBOX_SMTP_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  return child
}

it('a killed sandbox comes back with its objects, its clock, its faults, its keys, and the webhooks it owed', async () => {
  const receiver = await startReceiver()
  const first = await start()
  const post = (path: string, body: object) =>
    fetch(`${first.url}/_sandbox/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  await first.stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ['checkout.session.completed'] })
  const session = await openSession(first.stripe)
  const product = await first.stripe.products.create({ name: 'Once' }, { idempotencyKey: 'once' })
  await post('clock/advance', { seconds: 600 })
  await post('faults', { action: 'delay', seconds: 1, count: 1 })
  await post('faults', { action: 'drop', event: 'nothing' })
  await post(`checkout/sessions/${session.id}/pay`, {})
  expect(receiver.received).toEqual([])
  first.child.kill('SIGKILL')
  await once(first.child, 'exit')

  const second = await start()
  const received = await receiver.until((all) => all.length > 0)
  expect(received.map(({ objectId }) => objectId)).toEqual([session.id])
  expect(await second.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ payment_status: 'paid' })
  const again = await second.stripe.products.create({ name: 'Once' }, { idempotencyKey: 'once' })
  expect(again.id).toBe(product.id)
  const read = async (path: string) => (await fetch(`${second.url}/_sandbox/${path}`)).json()
  expect(await read('clock')).toMatchObject({ offset_seconds: 600 })
  expect(await read('faults')).toMatchObject({ data: [{ action: 'delay', hits: 1 }, { action: 'drop' }] })
  await receiver.close()
})

it('ends cleanly when it is asked to', async () => {
  const { child } = await start()
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
})

it('says in one sentence that a port is taken, and that a setting is no port', async () => {
  const holder = createServer().listen(0, '127.0.0.1')
  await once(holder, 'listening')
  const address = holder.address()
  const port = typeof address === 'object' && address ? String(address.port) : ''
  for (const [env, words] of [
    [{ SANDBOX_PORT: port }, `Port ${port} is in use`],
    [{ SANDBOX_SMTP_PORT: port }, `Port ${port} is in use`],
    [{ SANDBOX_PORT: 'soon' }, "SANDBOX_PORT must be a port number, not 'soon'."],
  ] as const) {
    const child = spawnSandbox(env)
    let said = ''
    child.stderr?.on('data', (chunk) => {
      said += String(chunk)
    })
    expect(await once(child, 'close')).toEqual([1, null])
    expect(said.trim().split('\n')).toHaveLength(1)
    expect(said).toContain(words)
  }
  holder.close()
})
