import { randomBytes } from 'node:crypto'
import { addDays } from '@cashwrap/shared/time'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { examples } from '../../../src/transport/dialects/quick-checkout/quick-checkout.examples.ts'
import { insertProduct } from '../../support/builders/product.ts'
import { expectSound } from '../../support/expect-sound.ts'
import { type House, openHouse } from '../../support/house.ts'
import { replayExample } from '../../support/replay-example.ts'
import { Shopper } from '../../support/shopper.ts'
import { until } from '../../support/until.ts'

let house: House
beforeAll(async () => {
  house = await openHouse({ env: { ALLOWED_ORIGINS: 'https://old-shop.test' } })
  await insertProduct(house.deps.db, {
    externalId: 'prod_1',
    slug: 'quick-premium-course',
    title: 'Premium Course',
    prices: [{ amount: 4999, currency: 'USD' }],
  })
})
afterAll(() => house[Symbol.asyncDispose]())

interface Answer {
  status: number
  body: { url?: string; sessionId?: string | null; error?: string; [field: string]: unknown }
  headers: Headers
}

async function ask(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(`${house.url}${path}`, init)
  return { status: response.status, body: (await response.json()) as Answer['body'], headers: response.headers }
}
const start = (body: unknown, headers: Record<string, string> = {}) =>
  ask('/api/checkout', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
const session = (id: unknown) => ask(`/api/checkout/sessions/${id}`)
const aKey = () => ({ 'idempotency-key': randomBytes(16).toString('hex') })

/** What Stripe was asked for, line by line. */
const charged = async (sessionId: unknown) =>
  (
    await house.sandbox.stripe<{ data: { description: string; quantity: number; amount_total: number }[] }>(
      `checkout/sessions/${sessionId}/line_items`,
    )
  ).data.map(({ description, quantity, amount_total }) => ({ description, quantity, amount_total }))

/** Returns when the house's clock has followed the sandbox's. */
async function aDayPasses(): Promise<void> {
  const from = house.deps.clock.now()
  await house.sandbox.advance(86_400 + 60)
  await until('the clock went on', async () => house.deps.clock.now() > addDays(from, 1))
}

const nothing = async () => undefined
const opened = async () => (await start({ productId: 'prod_1' })).body.sessionId
/** What comes before each request; what it answers is the session that the request names. */
const BEFORE: Record<keyof typeof examples, () => Promise<unknown>> = {
  'one product': nothing,
  'without a quantity': nothing,
  'unknown product': nothing,
  'too many': nothing,
  'no product': nothing,
  'Stripe away': () => house.sandbox.fault({ action: 'rate_limit', operation: 'POST /v1/checkout/sessions' }),
  'open session': opened,
  'paid session': async () => {
    const sessionId = await opened()
    await house.sandbox.pay(String(sessionId))
    await until('it is complete', async () => (await session(sessionId)).body['status'] === 'complete')
    return sessionId
  },
  'expired session': async () => {
    const sessionId = await opened()
    await aDayPasses()
    return sessionId
  },
  'unknown session': nothing,
}

it.each(Object.keys(BEFORE) as (keyof typeof examples)[])('answers as documented: %s', async (name) => {
  const sessionId = await BEFORE[name]()
  const example = examples[name]
  const path = example.request.path.replace('cs_test_a1B2c3D4', String(sessionId))
  try {
    await replayExample(house.url, { ...example, request: { ...example.request, path } })
  } finally {
    await house.sandbox.clearFaults()
  }
})

describe('POST /api/checkout with productId', () => {
  it('charges the catalogue’s price and title, whatever else is sent', async () => {
    const started = await start({ productId: 'prod_1', quantity: 3, unit_amount: 1, name: 'Cheap', currency: 'JPY' })
    expect(started.status).toBe(200)
    expect(await charged(started.body.sessionId)).toEqual([
      { description: 'Premium Course', quantity: 3, amount_total: 14_997 },
    ])
  })

  it.each<[string, unknown, number]>([
    ['an empty productId', { productId: '' }, 400],
    ['a productId that is no text', { productId: 7 }, 400],
    ['no quantity at all', { productId: 'prod_1', quantity: 0 }, 400],
    ['a broken quantity', { productId: 'prod_1', quantity: 1.5 }, 400],
    ['a quantity in words', { productId: 'prod_1', quantity: '2' }, 400],
    ['a negative quantity', { productId: 'prod_1', quantity: -1 }, 400],
    ['an id with a NUL', { productId: 'prod_\0' }, 404],
    ['a plan', { productId: 'test_membership' }, 409],
  ])('refuses %s', async (_, body, status) => {
    const refused = await start(body)
    expect(refused).toMatchObject({ status, body: { error: expect.any(String) } })
    expect(Object.keys(refused.body)).toEqual(['error'])
  })

  it('says so when nothing is left, or Stripe is down, and charges nothing', async () => {
    const last = await start({ productId: 'test_workshop', quantity: 3 })
    expect(last.status).toBe(200)
    expect(await start({ productId: 'test_workshop' })).toMatchObject({
      status: 409,
      body: { error: expect.stringContaining('Workshop') },
    })
    await house.sandbox.fault({ action: 'server_error', operation: 'POST /v1/checkout/sessions', count: 5 })
    try {
      expect(await start({ productId: 'prod_1' })).toMatchObject({ status: 503 })
    } finally {
      await house.sandbox.clearFaults()
    }
  })

  it('sends what costs nothing to its success page at once, if it knows whose it is', async () => {
    expect(await start({ productId: 'test_sampler' })).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('email') },
    })
    const started = await start({ productId: 'test_sampler', email: 'free@buyers.test' })
    expect(started).toMatchObject({ status: 200, body: { sessionId: null } })
    expect(new URL(started.body.url ?? '').pathname).toBe('/checkout/success')
  })

  it('is bought without an account: what was bought waits for the address that Stripe collects', async () => {
    const started = await start({ productId: 'test_video' })
    const { sessionId } = started.body
    await house.sandbox.pay(String(sessionId))
    await until('it is complete', async () => (await session(sessionId)).body['status'] === 'complete')
    expect((await session(sessionId)).body).toEqual({
      status: 'complete',
      paymentStatus: 'paid',
      expiresAt: expect.any(Number),
    })
    const order = await house.deps.db
      .selectFrom('orders')
      .innerJoin('grants', 'grants.order_id', 'orders.id')
      .select(['orders.buyer_email', 'orders.state', 'grants.email'])
      .where('orders.source', '=', 'quick-checkout')
      .where('orders.state', '=', 'completed')
      .where('orders.total', '>', 0)
      .executeTakeFirstOrThrow()
    expect(order.buyer_email).not.toBeNull()
    expect(order.email).toBe(order.buyer_email)
    await expectSound(house)
  })
})

describe('Idempotency-Key', () => {
  it('gives one session to one key, also at once, and refuses the key for anything else', async () => {
    const key = aKey()
    const twice = await Promise.all([start({ productId: 'prod_1' }, key), start({ productId: 'prod_1' }, key)])
    const again = await start({ productId: 'prod_1' }, key)
    expect(again.status).toBe(200)
    for (const one of twice)
      expect(one.status === 409 || one.body.sessionId === again.body.sessionId, `${one.status}`).toBe(true)
    expect((await start({ productId: 'prod_1', quantity: 2 }, key)).status).toBe(422)
    const fresh = await start({ productId: 'prod_1' }, aKey())
    expect(fresh.body.sessionId).not.toBe(again.body.sessionId)
  })

  it('must be hard to come upon, as nobody is known here', async () => {
    const guessable = { 'idempotency-key': 'order-1' }
    expect(await start({ productId: 'prod_1' }, guessable)).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('128') },
    })
  })
})

describe('GET /api/checkout/sessions/:sessionId', () => {
  it('tells whoever opened it where to pay, and nothing about anybody', async () => {
    const { sessionId, url } = (await start({ productId: 'prod_1' })).body
    expect(await session(sessionId)).toMatchObject({
      status: 200,
      body: { status: 'open', paymentStatus: 'unpaid', url, expiresAt: expect.any(Number) },
    })
  })

  it('is 410 once its time is up, and says when that was', async () => {
    const { sessionId } = (await start({ productId: 'prod_1' })).body
    const { expiresAt } = (await session(sessionId)).body
    await aDayPasses()
    expect(await session(sessionId)).toMatchObject({
      status: 410,
      body: { error: 'Session has expired', expired_at: new Date(Number(expiresAt) * 1000).toISOString() },
    })
  })
})

it('a session that was ended early says when, and not when it would have ended', async () => {
  const shopper = new Shopper(house.url)
  await shopper.fill('course')
  const { sessionId } = await shopper.startPayable()
  await shopper.fill('video')
  await shopper.startPayable()
  const ended = await session(sessionId)
  expect(ended.status).toBe(410)
  expect(Date.parse(String(ended.body['expired_at']))).toBeLessThanOrEqual(house.deps.clock.now().getTime())
})

describe('every error is JSON in this dialect’s shape', () => {
  it.each<[string, string, RequestInit, number]>([
    ['an unknown address', '/api/checkout/nowhere', {}, 404],
    ['an unknown address, asked to do something', '/api/checkout/a/b', { method: 'POST' }, 404],
    ['another method', '/api/checkout/sessions/cs_1', { method: 'DELETE' }, 405],
    ['an endless id', `/api/checkout/sessions/${'a'.repeat(300)}`, {}, 404],
  ])('%s', async (_, path, init, status) => {
    expect(await ask(path, init)).toMatchObject({ status, body: { error: expect.any(String) } })
  })
})

describe('pages of other origins', () => {
  it.each<[string, string | null]>([
    ['https://old-shop.test', 'https://old-shop.test'],
    ['https://elsewhere.test', null],
    ['null', null],
  ])('from %s read the answer: %s', async (origin, allowed) => {
    const started = await start({ productId: 'prod_1' }, { origin })
    expect(started.headers.get('access-control-allow-origin')).toBe(allowed)
    expect(started.headers.get('access-control-allow-credentials')).toBeNull()
    const preflight = await fetch(`${house.url}/api/checkout`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
    })
    expect(preflight.headers.get('access-control-allow-origin')).toBe(allowed)
  })
})
