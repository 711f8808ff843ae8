import type Stripe from 'stripe'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Receiver, startReceiver } from '../support/receiver.ts'
import { refusalOf } from '../support/refusal.ts'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'

let sandbox: TestSandbox
let stripe: Stripe
let receiver: Receiver

beforeAll(async () => {
  sandbox = await startTestSandbox()
  stripe = sandbox.stripe
})
afterAll(() => sandbox.close())

beforeEach(async () => {
  await sandbox.control('POST', 'reset')
  receiver = await startReceiver()
})
afterEach(() => receiver.close())

const listen = (params: Partial<Stripe.WebhookEndpointCreateParams> = {}) =>
  stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ['*'], ...params })

type Logged = { id: string; deliveries: { state: string; attempts: number; last_status: number | null }[] }
const logged = async (type: string) => (await sandbox.control<{ data: Logged[] }>('GET', `events?type=${type}`)).data

/** Waits for a state of the sandbox, as there is no event for it. */
async function eventually<T>(read: () => Promise<T>, isDone: (value: T) => boolean): Promise<T> {
  const deadline = Date.now() + 15_000
  for (;;) {
    const value = await read()
    if (isDone(value)) return value
    if (Date.now() > deadline) throw new Error(`Not so in time: ${JSON.stringify(value)}`)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

describe('webhook endpoints', () => {
  it('POST /v1/webhook_endpoints: tells the secret once', async () => {
    const created = await listen({ description: 'Shop', metadata: { a: '1' } })
    expect(created).toMatchObject({ status: 'enabled', enabled_events: ['*'], description: 'Shop' })
    expect(created.secret).toMatch(/^whsec_.{32}$/)
    expect(await refusalOf(listen({ url: 'ftp://shop.example' }))).toMatchObject({ param: 'url' })
    expect(await refusalOf(listen({ enabled_events: [] }))).toMatchObject({ param: 'enabled_events' })
  })

  it('GET /v1/webhook_endpoints/:id: answers it without its secret', async () => {
    const { id } = await listen()
    expect(await stripe.webhookEndpoints.retrieve(id)).not.toHaveProperty('secret')
    expect(await refusalOf(stripe.webhookEndpoints.retrieve('we_no'))).toMatchObject({ statusCode: 404 })
  })

  it('POST /v1/webhook_endpoints/:id: a disabled one is told nothing', async () => {
    const { id } = await listen()
    expect(await stripe.webhookEndpoints.update(id, { disabled: true })).toMatchObject({ status: 'disabled' })
    await stripe.products.create({ name: 'Quiet' })
    await stripe.webhookEndpoints.update(id, { disabled: false })
    await stripe.products.create({ name: 'Loud' })
    const received = await receiver.until((all) => all.length > 0)
    expect(received.map(({ event }) => event.data.object.name)).toEqual(['Loud'])
  })

  it('DELETE /v1/webhook_endpoints/:id: deletes', async () => {
    const { id } = await listen()
    expect(await stripe.webhookEndpoints.del(id)).toMatchObject({ id, deleted: true })
    expect((await stripe.webhookEndpoints.list()).data).toEqual([])
  })

  it('GET /v1/webhook_endpoints: lists them without secrets', async () => {
    const { id } = await listen()
    const { data } = await stripe.webhookEndpoints.list()
    expect(data.map((one) => one.id)).toEqual([id])
    expect(JSON.stringify(data)).not.toContain('whsec_')
  })
})

describe('events', () => {
  it('GET /v1/events/:id: answers it, with who asked for what it tells', async () => {
    const product = await stripe.products.create({ name: 'Told' }, { idempotencyKey: 'told' })
    const [event] = (await stripe.events.list({ type: 'product.created' })).data
    const found = await stripe.events.retrieve(event?.id ?? '')
    expect(found).toMatchObject({
      type: 'product.created',
      api_version: '2026-10-28.endive',
      data: { object: { id: product.id } },
      request: { id: product.lastResponse.requestId, idempotency_key: 'told' },
    })
    await sandbox.control('POST', 'clock/advance', { seconds: 31 * 86_400 })
    expect(await refusalOf(stripe.events.retrieve(found.id))).toMatchObject({ statusCode: 404 })
  })

  it('GET /v1/events: filters by type, by types and by whether they were delivered', async () => {
    await listen({ enabled_events: ['customer.created'] })
    receiver.answers.push(500)
    await stripe.customers.create({})
    await stripe.products.create({ name: 'x' })
    await receiver.until((all) => all.length === 1)
    const types = async (params: Stripe.EventListParams) =>
      (await stripe.events.list(params)).data.map(({ type }) => type)
    expect(await types({ type: 'customer.*' })).toEqual(['customer.created'])
    expect(await types({ types: ['product.created', 'price.created'] })).toEqual(['product.created'])
    expect(await types({ delivery_success: false })).toEqual(['customer.created'])
    expect(await refusalOf(stripe.events.list({ type: 'a', types: ['b'] }))).toMatchObject({ statusCode: 400 })
  })
})

describe('delivery', () => {
  it('is signed so that the SDK accepts it, and says how many are to hear', async () => {
    const { secret } = await listen()
    await listen()
    await stripe.products.create({ name: 'Signed' })
    const [first] = await receiver.until((all) => all.length === 2)
    const event = stripe.webhooks.constructEvent(first?.body ?? '', first?.signature ?? '', secret ?? '')
    expect(event).toMatchObject({ type: 'product.created', pending_webhooks: 2 })
    const forged = () => stripe.webhooks.constructEvent(`${first?.body} `, first?.signature ?? '', secret ?? '')
    expect(forged).toThrow(/signature/i)
  })

  it('carries one v1 per secret while one is rolled', async () => {
    const [old, fresh] = ['whsec_old', 'whsec_fresh']
    await sandbox.control('POST', 'fixtures', {
      object: 'webhook_endpoint',
      id: 'we_rolling',
      url: receiver.url,
      secret: [old, fresh],
    })
    await stripe.products.create({ name: 'Rolled' })
    const [one] = await receiver.until((all) => all.length === 1)
    expect(one?.signature.match(/v1=/g)).toHaveLength(2)
    for (const secret of [old, fresh]) {
      expect(stripe.webhooks.constructEvent(one?.body ?? '', one?.signature ?? '', secret).type).toBe('product.created')
    }
  })

  it('is tried again after anything but 2xx, redirects too, until it is taken', async () => {
    await listen()
    receiver.answers.push(302, 500)
    await stripe.products.create({ name: 'Stubborn' })
    await receiver.until((all) => all.length === 1)
    await eventually(
      () => logged('product.created'),
      ([event]) => event?.deliveries[0]?.attempts === 1,
    )
    await sandbox.control('POST', 'clock/advance', { seconds: 1 })
    await receiver.until((all) => all.length === 2)
    await eventually(
      () => logged('product.created'),
      ([event]) => event?.deliveries[0]?.attempts === 2,
    )
    await sandbox.control('POST', 'clock/advance', { seconds: 3 })
    const received = await receiver.until((all) => all.length === 3)
    expect(new Set(received.map(({ id }) => id)).size).toBe(1)
    const [event] = await eventually(
      () => logged('product.created'),
      ([one]) => one?.deliveries[0]?.state === 'delivered',
    )
    expect(event?.deliveries).toMatchObject([{ attempts: 3, last_status: 200 }])
  })

  it('goes only to endpoints that want the type, and a seller’s events to those with connect', async () => {
    await listen({ enabled_events: ['account.updated', 'product.created'], connect: true })
    await listen({ enabled_events: ['product.created'] })
    await stripe.customers.create({})
    await stripe.products.create({ name: 'Ours' })
    await sandbox.control('POST', 'events/trigger', { type: 'account.updated' })
    const received = await receiver.until((all) => all.length === 2)
    expect(received.map(({ type }) => type).sort()).toEqual(['account.updated', 'product.created'])
    const seller = received.find(({ type }) => type === 'account.updated')?.event
    expect(seller?.account).toMatch(/^acct_/)
    expect(seller?.data.object.id).toBe(seller?.account)
  })

  it('can be asked for again, and a twin tells the same under another id', async () => {
    await listen()
    await stripe.products.create({ name: 'Echo' })
    const [first] = await receiver.until((all) => all.length === 1)
    await sandbox.control('POST', `events/${first?.id}/resend`)
    await receiver.until((all) => all.length === 2)
    const twin = await sandbox.control<{ id: string }>('POST', `events/${first?.id}/twin`)
    const received = await receiver.until((all) => all.length === 3)
    expect(received.map(({ id }) => id)).toEqual([first?.id, first?.id, twin.id])
    expect(received[2]?.objectId).toBe(first?.objectId)
  })
})

describe('webhook faults', () => {
  const fault = (body: object) => sandbox.control('POST', 'faults', body)
  const make = (name: string) => stripe.products.create({ name })
  const names = (received: { event: { data: { object: Record<string, unknown> } } }[]) =>
    received.map(({ event }) => event.data.object.name)

  it('drop: is never sent, and events.list finds it as undelivered', async () => {
    await listen()
    await fault({ action: 'drop', event: 'product.*', count: 1 })
    await make('lost')
    await make('kept')
    expect(names(await receiver.until((all) => all.length === 1))).toEqual(['kept'])
    await eventually(
      () => logged('product.created'),
      ([kept]) => kept?.deliveries[0]?.state === 'delivered',
    )
    const undelivered = await stripe.events.list({ delivery_success: false })
    expect(undelivered.data.map((event) => event.data.object)).toMatchObject([{ name: 'lost' }])
  })

  it('delay: comes later by the sandbox clock', async () => {
    await listen()
    await fault({ action: 'delay', count: 1, seconds: 3600 })
    await make('late')
    await make('prompt')
    await receiver.until((all) => all.length === 1)
    await sandbox.control('POST', 'clock/advance', { seconds: 3600 })
    expect(names(await receiver.until((all) => all.length === 2))).toEqual(['prompt', 'late'])
  })

  it('duplicate: comes twice under one id', async () => {
    await listen()
    await fault({ action: 'duplicate', count: 1 })
    await make('double')
    const received = await receiver.until((all) => all.length === 2)
    expect(received[0]?.id).toBe(received[1]?.id)
  })

  it('reorder: a window of deliveries comes backwards', async () => {
    await listen()
    await fault({ action: 'reorder', count: 3 })
    for (const name of ['first', 'second', 'third']) await make(name)
    expect(names(await receiver.until((all) => all.length === 3))).toEqual(['third', 'second', 'first'])
  })

  it('a seeded rate strikes the same deliveries every time', async () => {
    const struck: unknown[][] = []
    for (const round of [0, 1]) {
      await sandbox.control('POST', 'reset')
      await listen()
      await fault({ action: 'drop', rate: 0.5, seed: 7 })
      for (const name of 'abcdefgh') await make(name)
      const events = await logged('product.created')
      struck[round] = events.map(({ deliveries }) => deliveries[0]?.state === 'dropped')
    }
    expect(struck[0]).toEqual(struck[1])
    expect(struck[0]).toContain(true)
    expect(struck[0]).toContain(false)
  })
})
