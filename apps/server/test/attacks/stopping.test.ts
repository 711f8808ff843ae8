import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type House, openHouse } from '../support/house.ts'
import { Shopper } from '../support/shopper.ts'
import { until } from '../support/until.ts'

const MAIN = fileURLToPath(new URL('../../src/main.server.ts', import.meta.url))

let house: House
let server: ChildProcess
let url = ''
beforeAll(async () => {
  house = await openHouse({ work: false, webhooks: false })
  server = spawn(process.execPath, [MAIN], {
    env: { ...process.env, ...house.env },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let printed = ''
  server.stdout?.on('data', (chunk: Buffer) => {
    printed += chunk.toString()
  })
  url = await until('the server is up', async () => /"ready":true,"url":"([^"]+)"/.exec(printed)?.[1])
})
afterAll(async () => {
  server.kill('SIGKILL')
  await house[Symbol.asyncDispose]()
})

it('a server that is told to stop answers who waits, ends who only watches, and exits', async () => {
  const watching = new Shopper(url)
  await watching.fill('course')
  const { sessionId } = await watching.startPayable()
  const input = encodeURIComponent(JSON.stringify({ reference: sessionId }))
  const stream = await fetch(`${url}/trpc/checkout.watch?input=${input}`, { headers: { accept: 'text/event-stream' } })
  expect(stream.headers.get('content-type')).toContain('text/event-stream')
  const watched = stream.text().catch(() => 'cut')

  const buying = new Shopper(url)
  await buying.fill('video')
  await house.sandbox.fault({ action: 'delay_request', operation: 'POST /v1/checkout/sessions', seconds: 1, count: 1 })
  const starting = buying.start()
  await until('Stripe is asked', async () => {
    const creating = house.deps.db.selectFrom('stripe_checkout_sessions').select('id').where('status', '=', 'creating')
    return (await creating.execute()).length === 1
  })
  const ended = new Promise((resolve) => server.once('exit', (code) => resolve(code)))
  const told = performance.now()
  server.kill('SIGTERM')
  expect(await starting).toMatchObject({ ok: true, value: { status: 'needs-payment' } })
  await watched
  expect(await ended).toBe(0)
  // Well before anything still open would have been cut off.
  expect(performance.now() - told).toBeLessThan(15_000)
})
