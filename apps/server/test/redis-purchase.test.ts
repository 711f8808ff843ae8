import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Env } from '../src/config/env.ts'
import { openRedis, type RedisConnection } from '../src/gateways/redis/redis-connection.ts'
import { receiveProviderEvent } from '../src/modules/provider-events/index.ts'
import { createLogger } from '../src/platform/logger.ts'
import { sweepOnce } from '../src/transport/jobs/sweep.ts'
import { completedEvent } from './support/completed-event.ts'
import { type Door, openDoor } from './support/door.ts'
import { expectOnePurchase, expectSound } from './support/expect-sound.ts'
import { type House, openHouse } from './support/house.ts'
import { Shopper } from './support/shopper.ts'
import { addCoupon } from './support/stock.ts'
import { until } from './support/until.ts'
import { describeWithRedis } from './support/with-redis.ts'

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const MAIN = file('../src/main.server.ts')
const VICTIM = file('./kill/victim.ts')

/** Runs a program of ours on the same house. */
const launch = (env: Env, program: string, ...args: string[]) => {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
  const exit = once(child, 'exit').then(([code]) => code as number | null)
  return { child, exit, said: () => said }
}

describeWithRedis('purchases with carts in Redis', (redisUrl) => {
  let door: Door
  let redis: RedisConnection
  let house: House
  beforeAll(async () => {
    door = await openDoor(redisUrl)
    redis = await openRedis(redisUrl, createLogger('silent'))
    house = await openHouse({ env: { REDIS_URL: door.url } })
  })
  afterAll(async () => {
    await house[Symbol.asyncDispose]()
    await redis[Symbol.asyncDispose]()
    await door[Symbol.asyncDispose]()
  })

  const stageIs = (shopper: Shopper, sessionId: string, stage: string) =>
    until(`it is ${stage}`, async () => (await shopper.status(sessionId)).stage === stage)
  const slugs = async (shopper: Shopper) => (await shopper.cart()).lines.map((line) => [line.slug, line.quantity])
  /** How many lines Redis itself has, without anything being brought there by looking. */
  const linesInRedis = async ({ visitHash }: Shopper) =>
    Object.keys(await redis.client.hGetAll(`cashwrap:cart:${visitHash.toString('hex')}`)).filter((field) =>
      field.startsWith('line:'),
    ).length
  const isEmptiedInRedis = (shopper: Shopper) =>
    until('the job has emptied the cart', async () => (await linesInRedis(shopper)) === 0)
  const owed = () =>
    house.deps.db.selectFrom('cart_changes').selectAll().where('next_attempt_at', 'is not', null).execute()

  it('empty the cart of what was bought by a job, once, and leave what was put in since', async () => {
    await addCoupon(house.deps.db, house.deps.clock.now(), { code: 'SAVE' })
    const shopper = new Shopper(house.url)
    await shopper.fill('course', 'sheets')
    await shopper.mutate('cart.applyCoupon', { code: 'SAVE' })
    expect(await linesInRedis(shopper)).toBe(2)
    const { sessionId, orderId } = await shopper.startPayable()
    await shopper.fill('video')
    await house.sandbox.pay(sessionId)
    await stageIs(shopper, sessionId, 'paid')
    await until('the job has taken what was bought', async () => (await linesInRedis(shopper)) === 1)
    expect(await shopper.cart()).toMatchObject({ coupon: null, lines: [{ slug: 'video' }] })
    await until('nothing is owed', async () => (await owed()).length === 0)
    expect(await house.deps.db.selectFrom('carts').select('id').execute()).toEqual([])
    await expectOnePurchase(house, { orderId, email: shopper.email, lines: 2 })
    await expectSound(house)
  })

  it('show no bought line to whoever looks before the job, nor sell it again', async () => {
    await using idle = await openHouse({ env: { REDIS_URL: redisUrl }, work: false, webhooks: false })
    const shopper = new Shopper(idle.url)
    await shopper.fill('workshop')
    const { sessionId } = await shopper.startPayable()
    await idle.sandbox.pay(sessionId)
    await shopper.settle(sessionId)
    expect(await linesInRedis(shopper)).toBe(1)
    const total = { amount: 12_000, currency: 'USD' }
    const again = await shopper.mutate('checkout.start', { email: shopper.email, expectedTotal: total, buyAgain: true })
    expect(again).toMatchObject({ ok: false, failure: { kind: 'cart-empty' } })
    expect((await shopper.cart()).lines).toEqual([])
    expect(await linesInRedis(shopper)).toBe(0)
  })

  it('give back what was not paid in the end, beside what is there by then', async () => {
    const shopper = new Shopper(house.url)
    await shopper.fill('course')
    const { sessionId } = await shopper.startPayable()
    await house.sandbox.payDelayed(sessionId, 'succeeds')
    await stageIs(shopper, sessionId, 'on-its-way')
    await isEmptiedInRedis(shopper)
    await shopper.fill('sheets')
    await house.sandbox.settleDelayed(sessionId, 'fails')
    await stageIs(shopper, sessionId, 'failed')
    await until('the line is back', async () => (await linesInRedis(shopper)) === 2)
    expect(await slugs(shopper)).toEqual([
      ['sheets', 1],
      ['course', 1],
    ])
    const again = await shopper.startPayable()
    await house.sandbox.pay(again.sessionId)
    await stageIs(shopper, again.sessionId, 'paid')
    await isEmptiedInRedis(shopper)
    await expectSound(house)
  })

  it('take a line of two once although the payment is told twice', async () => {
    const shopper = new Shopper(house.url)
    const cart = await shopper.fill('workshop')
    const { sessionId } = await shopper.startPayable()
    await shopper.mutate('cart.setQuantity', { lineId: cart.lines[0]?.id, quantity: 3 })
    await house.sandbox.pay(sessionId)
    await stageIs(shopper, sessionId, 'paid')
    const told = (await house.sandbox.events()).find(
      (event) => event.type === 'checkout.session.completed' && event.about === sessionId,
    )
    await house.sandbox.twin(told?.id ?? '')
    await until('the twin is dealt with', async () => {
      const rows = await house.deps.db
        .selectFrom('stripe_events')
        .select('state')
        .where('object_id', '=', sessionId)
        .where('type', '=', 'checkout.session.completed')
        .execute()
      return rows.length === 2 && rows.every((row) => row.state === 'done')
    })
    await until('nothing is owed', async () => (await owed()).length === 0)
    expect(await slugs(shopper)).toEqual([['workshop', 2]])
  })

  it('agree to a new price once the checkout has begun, and not before', async () => {
    const shopper = new Shopper(house.url)
    await shopper.fill('video')
    const seen = async () => (await shopper.cart()).lines[0]?.notices
    const key = `cashwrap:cart:${shopper.visitHash.toString('hex')}`
    const field = `line:${house.products.video}`
    const line = (await redis.client.hGet(key, field)) ?? ''
    await redis.client.hSet(key, field, line.replace(' 900 ', ' 800 '))
    expect(await seen()).toMatchObject([{ kind: 'price-changed', was: { amount: 800 }, now: { amount: 900 } }])
    const quoted = { amount: 800, currency: 'USD' }
    await shopper.mutate('checkout.start', { email: shopper.email, expectedTotal: quoted })
    expect(await seen()).toHaveLength(1)
    await shopper.startPayable()
    expect(await seen()).toEqual([])
  })

  describe('while Redis is away', () => {
    it('complete all the same, carts say so, and what was bought leaves the cart when it is back', async () => {
      const shopper = new Shopper(house.url)
      const cart = await shopper.fill('sheets')
      const { sessionId, orderId } = await shopper.startPayable()
      await door.shut()
      try {
        await house.sandbox.pay(sessionId)
        await stageIs(shopper, sessionId, 'paid')
        await expectOnePurchase(house, { orderId, email: shopper.email, lines: 1 })
        const unavailable = { ok: false, status: 503, failure: { kind: 'cart-unavailable' } }
        const total = { amount: 1200, currency: 'USD' }
        expect(await shopper.query('cart.get', {})).toEqual(unavailable)
        expect(await shopper.mutate('cart.add', { productId: house.products.video })).toEqual(unavailable)
        const lineId = cart.lines[0]?.id
        expect(await shopper.mutate('cart.setQuantity', { lineId, quantity: 2 })).toEqual(unavailable)
        expect(await shopper.mutate('checkout.start', { email: shopper.email, expectedTotal: total })).toEqual(
          unavailable,
        )
        const headers = { cookie: `session_id=${shopper.cookieValues()[0]}` }
        const overRest = await fetch(`${house.url}/api/cart`, { headers })
        expect([overRest.status, await overRest.json()]).toMatchObject([503, { success: false }])
        expect((await shopper.query('catalogue.list', { limit: 5 })).ok).toBe(true)
        const ready = await fetch(`${house.url}/readyz`)
        expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready', carts: 'unreachable' }])
        await until('the job has tried', async () => {
          const { rows } = await sql<{ state: string }>`
            select state from pgboss.job where name = 'change-cart' and data->>'orderId' = ${orderId}`.execute(
            house.deps.db,
          )
          return rows.length > 0 && rows.every(({ state }) => state === 'completed')
        })
        expect(await linesInRedis(shopper)).toBe(1)
      } finally {
        await door.open()
      }
      await until('carts are back', async () => house.deps.carts.isReachable())
      expect(await (await fetch(`${house.url}/readyz`)).json()).toEqual({ status: 'ready' })
      await house.sandbox.advance(60)
      await until('the clock has moved', async () => {
        await sweepOnce(house.deps)
        return (await linesInRedis(shopper)) === 0
      })
      expect((await shopper.cart()).lines).toEqual([])
      await until('nothing is owed', async () => (await owed()).length === 0)
      await expectSound(house)
    })
  })

  it('of a process that ended between commit and job are finished by another one', async () => {
    await using idle = await openHouse({ env: { REDIS_URL: redisUrl }, work: false, webhooks: false })
    const shopper = new Shopper(idle.url)
    await shopper.fill('course')
    const { sessionId, orderId } = await shopper.startPayable()
    await idle.sandbox.pay(sessionId)
    const eventId = 'evt_ended_between'
    await receiveProviderEvent(
      { ...idle.deps, enqueue: async () => undefined },
      completedEvent(idle.deps, { eventId, sessionId, orderId }),
    )
    const victim = launch(idle.env, VICTIM, JSON.stringify({ do: 'apply', eventId }), '1000')
    expect(await victim.exit, victim.said()).toBe(0)
    expect((await shopper.status(sessionId)).stage).toBe('paid')
    expect(await linesInRedis(shopper)).toBe(1)
    const worker = launch({ ...idle.env, ROLE: 'worker', SWEEP_SECONDS: '3600' }, MAIN)
    try {
      await isEmptiedInRedis(shopper)
    } finally {
      worker.child.kill('SIGTERM')
      expect(await worker.exit, worker.said()).toBe(0)
    }
  })

  it('need Redis to begin, except of a worker', async () => {
    await using closed = await openDoor(redisUrl)
    await closed.shut()
    const env = { ...house.env, REDIS_URL: closed.url }
    const server = launch(env, MAIN)
    expect(await server.exit).toBe(1)
    expect(server.said()).toBe('Redis does not answer at REDIS_URL, or refuses its user or password.\n')
    const worker = launch({ ...env, ROLE: 'worker' }, MAIN)
    try {
      await until('the worker is up', async () => worker.said().includes('"ready":true'))
    } finally {
      worker.child.kill('SIGTERM')
      expect(await worker.exit, worker.said()).toBe(0)
    }
  })
})
