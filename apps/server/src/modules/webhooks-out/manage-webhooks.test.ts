import type { CreateWebhookEndpointInput } from '@cashwrap/shared/contracts/webhooks'
import { newId, type SellerId, type UserId, type WebhookEndpointId } from '@cashwrap/shared/ids'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { visitor } from '../../../test/support/sign-in-house.ts'
import { cloneDatabase, type TestDatabase } from '../../../test/support/test-database.ts'
import { openWebhookHouse, refunded, type WebhookHouse } from '../../../test/support/webhook-house.ts'
import { openReceiver, type WebhookReceiver } from '../../../test/support/webhook-receiver.ts'
import { transact } from '../../platform/db/transaction.ts'
import { type Actor, systemActor } from '../auth/index.ts'
import {
  countReplayable,
  createEndpoint,
  disableEndpoint,
  enableEndpoint,
  listDeliveries,
  listEndpoints,
  publishEvent,
  removeEndpoint,
  replayDeliveries,
  replayDelivery,
  resealEndpointSecrets,
  rotateSecret,
  sendTest,
  showDelivery,
  updateEndpoint,
} from './index.ts'

let database: TestDatabase
let house: WebhookHouse
let receiver: WebhookReceiver
beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database[Symbol.asyncDispose]())
beforeEach(async () => {
  for (const table of ['webhook_attempts', 'webhook_deliveries', 'webhook_messages', 'webhook_endpoints'] as const)
    await database.db.deleteFrom(table).execute()
  house = openWebhookHouse(database)
  receiver = await openReceiver()
})
afterEach(() => receiver[Symbol.asyncDispose]())

const operator = systemActor('test')
const userId = newId<'user'>(0) as UserId
const userWith = (...roles: ('staff' | 'seller' | 'buyer')[]): Actor => ({
  ...visitor,
  kind: 'user',
  user: { id: userId, email: 'ann@shop.example', roles, subject: null },
})
const plantSeller = async (): Promise<SellerId> => {
  const id: SellerId = newId(Date.now())
  const slug = `seller-${id}`
  await database.db
    .insertInto('sellers')
    .values({ id, slug, external_id: slug, name: 'Ann', created_at: house.clock.now() })
    .execute()
  return id
}
const selling = (sellerId: SellerId) => ({ ...house.deps, ownSeller: async () => sellerId })
const soldTo = (sellerId: SellerId) =>
  house.publish({
    type: 'order.completed',
    at: house.clock.now(),
    orderingKey: 'a',
    audience: { kind: 'seller', sellerId },
    data: {
      orderId: '01999d3c-8a00-7abc-8def-0123456789ab',
      orderNumber: 7,
      completedAt: house.clock.now().toISOString(),
      lines: [],
      gross: 100,
      fee: 10,
      currency: 'USD',
    },
  })
const wanted = (side: 'shop' | 'seller'): CreateWebhookEndpointInput => ({
  side,
  url: receiver.url,
  eventTypes: [],
  pluginForm: false,
})
const actions = async (subjectId: string) =>
  (
    await database.db
      .selectFrom('audit_log')
      .select('action')
      .where('subject_id', '=', subjectId)
      .orderBy('id')
      .execute()
  ).map(({ action }) => action)

it('an endpoint’s secret is shown when it is made and when it is replaced, and kept sealed', async () => {
  const made = await house.register({ url: receiver.url, description: 'Books' })
  expect(made).toMatchObject({ url: receiver.url, description: 'Books', state: 'active', oldSecretUntil: null })
  const [listed] = okOf(await listEndpoints(house.deps, operator, { side: 'shop' }))
  expect(listed).not.toHaveProperty('secret')
  const row = await database.db.selectFrom('webhook_endpoints').selectAll().executeTakeFirstOrThrow()
  expect(JSON.stringify(row)).not.toContain(made.secret)
  expect(row.secret.includes(Buffer.from(made.secret.slice(6)))).toBe(false)
  const rotated = okOf(await rotateSecret(house.deps, operator, { side: 'shop', endpointId: made.id }))
  expect(rotated.secret).not.toBe(made.secret)
  expect(rotated.oldSecretUntil).toBe(new Date(house.clock.now().getTime() + 86_400_000).toISOString())
  expect(await resealEndpointSecrets(house.deps)).toBe(0)
})

it('every change is written down with who made it', async () => {
  const { id: endpointId } = await house.register({ url: receiver.url })
  const named = { side: 'shop', endpointId } as const
  await updateEndpoint(house.deps, operator, { ...named, eventTypes: ['order.refunded'] })
  await rotateSecret(house.deps, operator, named)
  await disableEndpoint(house.deps, operator, named)
  await disableEndpoint(house.deps, operator, named)
  await enableEndpoint(house.deps, operator, named)
  await sendTest(house.deps, operator, named)
  await removeEndpoint(house.deps, operator, named)
  const done = ['created', 'updated', 'secret-rotated', 'disabled', 'enabled', 'removed']
  expect((await actions(endpointId)).toSorted()).toEqual(
    [...done.map((action) => `webhook-endpoint.${action}`), 'webhook.test-sent'].toSorted(),
  )
})

it.each([
  ['http://hooks.example.com/', /https/],
  ['https://10.0.0.1/', /internet/],
  ['https://localhost/', /internet/],
  ['https://hooks.example.com:22/', /port/],
  ['https://a:b@hooks.example.com/', /password/],
])('no endpoint is made at %s, or moved there', async (url, why) => {
  const refusal = { failure: { kind: 'invalid-input', fields: [{ path: 'url', message: expect.stringMatching(why) }] } }
  expect(await createEndpoint(house.deps, operator, { ...wanted('shop'), url })).toMatchObject(refusal)
  const { id: endpointId } = await house.register({ url: receiver.url })
  expect(await updateEndpoint(house.deps, operator, { side: 'shop', endpointId, url })).toMatchObject(refusal)
})

it('there are so many endpoints and no more, twenty made at once', async () => {
  const made = await Promise.all(Array.from({ length: 20 }, () => createEndpoint(house.deps, operator, wanted('shop'))))
  expect(made.filter(({ ok }) => ok)).toHaveLength(16)
})

it('only the types that were chosen are sent, none chosen is all, and a test is sent anyhow', async () => {
  await house.register({ url: `${receiver.url}/all` })
  const { id: endpointId } = await house.register({ url: `${receiver.url}/some`, eventTypes: ['order.completed'] })
  await house.publish(refunded(house.clock, 'a', 1))
  await sendTest(house.deps, operator, { side: 'shop', endpointId })
  await house.work()
  expect(receiver.heard.map(({ path, body }) => [path, JSON.parse(body).type]).toSorted()).toEqual([
    ['/hooks/all', 'order.refunded'],
    ['/hooks/some', 'webhook.test'],
  ])
})

it('where nobody listens, telling is one statement and leaves nothing', async () => {
  const { id: endpointId } = await house.register({ url: receiver.url })
  await disableEndpoint(house.deps, operator, { side: 'shop', endpointId })
  const { statements } = database
  await transact(database.db, async (tx) => {
    const before = statements.length
    await publishEvent(tx, house.deps, refunded(house.clock, 'a', 1))
    expect(statements.length - before).toBe(1)
  })
  expect(await database.db.selectFrom('webhook_messages').select('id').execute()).toEqual([])
})

it('what is rolled back is told to nobody, and what is not of the catalogue is a fault', async () => {
  await house.register({ url: receiver.url })
  const undone = transact(database.db, async (tx) => {
    await publishEvent(tx, house.deps, refunded(house.clock, 'a', 1))
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  expect(await house.deliveries()).toEqual([])
  const event = refunded(house.clock, 'a', 1)
  await expect(house.publish({ ...event, data: { ...event.data, amount: 1.5 } } as typeof event)).rejects.toThrow()
})

it('sellers have endpoints of their own, and those of others do not exist for them', async () => {
  const [one, other] = [await plantSeller(), await plantSeller()]
  const seller = userWith('seller')
  const own = okOf(await createEndpoint(selling(one), seller, wanted('seller')))
  const { id: shops } = await house.register({ url: receiver.url })
  await soldTo(one)
  await soldTo(other)
  await house.work()
  expect(receiver.heard.map(({ body }) => JSON.parse(body).data)).toMatchObject([{ gross: 100, fee: 10 }])
  const [delivery] = await house.deliveries()

  expect(okOf(await listEndpoints(selling(one), seller, { side: 'seller' })).map(({ id }) => id)).toEqual([own.id])
  expect(okOf(await listEndpoints(selling(other), seller, { side: 'seller' }))).toEqual([])
  const seen = { side: 'seller', deliveryId: delivery!.id } as const
  expect(okOf(await showDelivery(selling(one), seller, seen)).attemptList).toHaveLength(1)
  expect(okOf(await listDeliveries(selling(other), seller, { side: 'seller', limit: 10 })).items).toEqual([])
  const absent = { failure: { kind: 'not-found' } }
  expect(await showDelivery(selling(other), seller, seen)).toMatchObject(absent)
  expect(await replayDelivery(selling(other), seller, seen)).toMatchObject(absent)
  for (const endpointId of [own.id, shops] as WebhookEndpointId[]) {
    const named = { side: 'seller', endpointId } as const
    const tries = [rotateSecret, disableEndpoint, enableEndpoint, removeEndpoint, updateEndpoint, sendTest]
    for (const attempt of tries) expect(await attempt(selling(other), seller, named)).toMatchObject(absent)
    expect(await replayDeliveries(selling(other), seller, { ...named, which: 'all' })).toMatchObject(absent)
  }
  const all = await replayDeliveries(selling(other), seller, { side: 'seller', which: 'all' })
  expect(okOf(all).replayed).toBe(0)
  expect(okOf(await replayDeliveries(selling(one), seller, { side: 'seller', which: 'all' })).replayed).toBe(1)
})

it('the shop’s are for staff, and a seller’s for those who sell', async () => {
  for (const actor of [visitor, userWith('buyer'), userWith('seller')]) {
    expect(await listEndpoints(house.deps, actor, { side: 'shop' })).toMatchObject({ failure: { kind: 'not-allowed' } })
    expect(await createEndpoint(house.deps, actor, wanted('shop'))).toMatchObject({ failure: { kind: 'not-allowed' } })
    expect(await createEndpoint(house.deps, actor, wanted('seller'))).toMatchObject({ failure: { kind: 'not-found' } })
  }
  expect(await createEndpoint(house.deps, userWith('staff'), wanted('shop'))).toMatchObject({ ok: true })
})

it('a seller is told of sales only', async () => {
  const deps = selling(await plantSeller())
  const refused = await createEndpoint(deps, userWith('seller'), {
    ...wanted('seller'),
    eventTypes: ['credits.updated'],
  })
  expect(refused).toMatchObject({ failure: { kind: 'invalid-input', fields: [{ path: 'eventTypes' }] } })
})

it('a replay sends the same again: one by one, or all that failed at a place in a time', async () => {
  const { id: endpointId } = await house.register({ url: receiver.url })
  const { id: elsewhere } = await house.register({ url: `${receiver.url}/two`, eventTypes: ['order.refunded'] })
  receiver.answer({ status: 410 })
  for (const amount of [1, 2, 3]) {
    await house.publish(refunded(house.clock, `${amount}`, amount))
    house.clock.advance(60)
  }
  await house.work()
  receiver.answer({ status: 200 })
  for (const id of [endpointId, elsewhere]) await enableEndpoint(house.deps, operator, { side: 'shop', endpointId: id })
  const before = receiver.heard.length
  const from = new Date(house.clock.now().getTime() - 125_000).toISOString()
  const replay = (input: object) => replayDeliveries(house.deps, operator, { side: 'shop', which: 'failed', ...input })
  const count = (input: object) => countReplayable(house.deps, operator, { side: 'shop', which: 'failed', ...input })
  expect(okOf(await count({ endpointId, from }))).toEqual({ count: 2, isMore: false })
  expect(okOf(await count({ endpointId, from, type: 'order.refunded' }))).toEqual({ count: 2, isMore: false })
  expect(okOf(await count({ endpointId, from, type: 'order.completed' }))).toEqual({ count: 0, isMore: false })
  expect(okOf(await replay({ endpointId, from, type: 'order.completed' }))).toEqual({ replayed: 0, isMore: false })
  expect(okOf(await replay({ endpointId, from }))).toEqual({ replayed: 2, isMore: false })
  expect(okOf(await replay({ endpointId, from }))).toEqual({ replayed: 0, isMore: false })
  await house.work()
  const again = receiver.heard.slice(before)
  expect(again.map(({ path, body }) => [path, JSON.parse(body).data.amount]).toSorted()).toEqual([
    ['/hooks', 2],
    ['/hooks', 3],
  ])
  expect(okOf(await replay({ endpointId, which: 'all' })).replayed).toBe(3)
  await house.work()
  const third = receiver.heard.filter(({ path, body }) => path === '/hooks' && JSON.parse(body).data.amount === 3)
  expect(new Set(third.map(({ headers, body }) => `${headers['webhook-id']} ${body}`)).size).toBe(1)
  const rows = (await house.deliveries()).filter(({ receiver: { url } }) => url === receiver.url)
  expect(rows.map(({ state }) => state)).toEqual(['delivered', 'delivered', 'delivered'])
  expect(await house.attempts(rows[0]!.id)).toHaveLength(rows[0]!.attempts)
  expect(new Set((await house.deliveries()).map(({ messageId }) => messageId)).size).toBe(3)
})

it('deliveries are listed page by page, by state, endpoint and type', async () => {
  const { id: endpointId } = await house.register({ url: receiver.url })
  await house.register({ url: `${receiver.url}/two` })
  for (const amount of [1, 2, 3]) await house.publish(refunded(house.clock, 'a', amount))
  await sendTest(house.deps, operator, { side: 'shop', endpointId })
  const list = async (input: object) =>
    okOf(await listDeliveries(house.deps, operator, { side: 'shop', limit: 100, ...input }))
  const all = (await list({})).items.map(({ id }) => id)
  expect(all).toHaveLength(7)
  const paged: string[] = []
  let cursor: string | undefined
  do {
    const page = await list({ limit: 2, cursor })
    paged.push(...page.items.map(({ id }) => id))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  expect(paged).toEqual(all)
  expect((await list({ endpointId })).items).toHaveLength(4)
  expect((await list({ endpointId, type: 'webhook.test' })).items).toHaveLength(1)
  expect((await list({ state: 'delivered' })).items).toEqual([])
  await house.work()
  expect((await list({ state: 'delivered' })).items).toHaveLength(7)
})

function okOf<T>(result: { ok: true; value: T } | { ok: false; failure: unknown }): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}
