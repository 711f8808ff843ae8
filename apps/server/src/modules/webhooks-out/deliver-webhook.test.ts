import { createHmac } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../test/support/test-database.ts'
import { until } from '../../../test/support/until.ts'
import { openWebhookHouse, refunded, type WebhookHouse } from '../../../test/support/webhook-house.ts'
import { openReceiver, type WebhookReceiver } from '../../../test/support/webhook-receiver.ts'
import { systemActor } from '../auth/index.ts'
import { RETRY_DELAYS } from './domain/sending-rules.ts'
import { enableEndpoint, listEndpoints, replayDelivery, rotateSecret } from './index.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database[Symbol.asyncDispose]())

let house: WebhookHouse
let receiver: WebhookReceiver
beforeEach(async () => {
  await database.db.deleteFrom('webhook_attempts').execute()
  await database.db.deleteFrom('webhook_deliveries').execute()
  await database.db.deleteFrom('webhook_messages').execute()
  await database.db.deleteFrom('webhook_endpoints').execute()
  house = openWebhookHouse(database)
  receiver = await openReceiver()
})
afterEach(() => receiver[Symbol.asyncDispose]())

const operator = systemActor('test')
const refund = (key: string, amount: number) => house.publish(refunded(house.clock, key, amount))
const amountOf = (heard: { body: string }): number => JSON.parse(heard.body).data.amount
const idOf = (heard: { headers: Record<string, unknown> }) => heard.headers['webhook-id']
const onlyDelivery = async () => {
  const all = await house.deliveries()
  expect(all).toHaveLength(1)
  return all[0]!
}
const signed = (heard: WebhookReceiver['heard'][number]) => heard.headers as Record<string, string>

describe('what goes out', () => {
  it('is what Standard Webhooks say, and verifies with their own library', async () => {
    const { secret } = await house.register({ url: receiver.url })
    await refund('a', 100)
    await house.work()
    const [heard] = receiver.heard
    expect(heard).toMatchObject({ path: '/hooks', headers: { 'content-type': 'application/json' } })
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(new Webhook(secret).verify(heard!.body, signed(heard!))).toEqual({
      type: 'order.refunded',
      timestamp: house.clock.now().toISOString(),
      data: expect.objectContaining({ amount: 100, currency: 'USD' }),
    })
    expect(() => new Webhook(secret).verify(`${heard!.body} `, signed(heard!))).toThrow()
    expect(heard!.headers).not.toHaveProperty('x-rakubun-signature')
    const delivery = await onlyDelivery()
    expect(delivery).toMatchObject({ state: 'delivered', attempts: 1, lastStatus: 204, messageId: idOf(heard!) })
    expect(await house.attempts(delivery.id)).toMatchObject([
      { number: 1, url: receiver.url, status: 204, error: null, requestHeaders: { 'webhook-id': idOf(heard!) } },
    ])
  })

  it('is signed with the former secret, too, for a day after it was replaced', async () => {
    const { id: endpointId, secret: former } = await house.register({ url: receiver.url })
    const rotated = await rotateSecret(house.deps, operator, { side: 'shop', endpointId })
    const secret = rotated.ok ? rotated.value.secret : ''
    expect(secret).not.toBe(former)
    await refund('a', 1)
    await house.work()
    for (const one of [former, secret])
      expect(() => new Webhook(one).verify(receiver.heard[0]!.body, signed(receiver.heard[0]!))).not.toThrow()
    house.clock.advance(24 * 3600 + 1)
    await refund('a', 2)
    await house.work()
    expect(() => new Webhook(secret).verify(receiver.heard[1]!.body, signed(receiver.heard[1]!))).not.toThrow()
    expect(() => new Webhook(former).verify(receiver.heard[1]!.body, signed(receiver.heard[1]!))).toThrow()
  })

  it('carries the plugin’s signature where an endpoint asked for it', async () => {
    const { secret } = await house.register({ url: receiver.url, pluginForm: true })
    await refund('a', 1)
    await house.work()
    const [heard] = receiver.heard
    expect(heard!.headers['x-rakubun-signature']).toBe(createHmac('sha256', secret).update(heard!.body).digest('hex'))
  })

  it('goes to a plugin site in the plugin’s form, below the site’s path', async () => {
    receiver.answer({ status: 200, body: '{"success":true,"data":{"message":"Webhook processed"}}' })
    const { siteId, instanceId, secret } = await house.plantSite(`http://${receiver.host}/blog`)
    const account = { siteId, instanceId, siteUserId: 7, email: 'ann+blog@shop.example' }
    await house.publish({
      type: 'credits.updated',
      at: house.clock.now(),
      orderingKey: 'a',
      audience: { kind: 'site', siteId },
      data: { account, creditType: 'article', change: 10, reason: 'purchase', credits: { article: 13 }, owed: {} },
    })
    await house.work()
    const [heard] = receiver.heard
    expect(heard!.path).toBe('/blog/wp-admin/admin-ajax.php?action=rakubun_webhook')
    expect(heard!.headers['x-rakubun-signature']).toBe(createHmac('sha256', secret).update(heard!.body).digest('hex'))
    expect(heard!.headers['cookie']).toBeUndefined()
    const key = Buffer.from(secret).toString('base64')
    expect(new Webhook(key).verify(heard!.body, signed(heard!))).toMatchObject({
      event: 'credits_updated',
      type: 'credits.updated',
      id: idOf(heard!),
      site_id: siteId,
      instance_id: instanceId,
      data: {
        user_id: 7,
        user_email: 'ann+blog@shop.example',
        credits: { article_credits: 13, image_credits: 0, rewrite_credits: 0 },
      },
    })
    expect(await onlyDelivery()).toMatchObject({ state: 'delivered', receiver: { kind: 'site', siteId } })
  })
})

describe('a receiver that does not take it', () => {
  it('for two days gets each event when it is back, the same bytes under the same id, in order within a key', async () => {
    await house.register({ url: receiver.url })
    receiver.answer({ status: 503 })
    for (const amount of [1, 2, 3]) {
      await refund('a', amount)
      await refund('b', amount + 10)
      await house.work()
    }
    await house.pass(2 * 86_400, 1800)
    // Of each key only the first was tried: six times in two days.
    expect(new Set(receiver.heard.map(amountOf))).toEqual(new Set([1, 11]))
    const firsts = receiver.heard.filter((heard) => amountOf(heard) === 1)
    expect(firsts.length).toBeGreaterThan(5)
    receiver.answer({ status: 200 })
    const back = receiver.heard.length
    await house.pass(86_400, 1800)
    const since = receiver.heard.slice(back).map(amountOf)
    expect(since.filter((amount) => amount < 10)).toEqual([1, 2, 3])
    expect(since.filter((amount) => amount > 10)).toEqual([11, 12, 13])
    for (const amount of [1, 2, 3, 11, 12, 13]) {
      const tries = receiver.heard.filter((heard) => amountOf(heard) === amount)
      expect(new Set(tries.map(({ body }) => body)).size).toBe(1)
      expect(new Set(tries.map(idOf)).size).toBe(1)
    }
    expect(new Set(receiver.heard.map(idOf)).size).toBe(6)
    expect((await house.deliveries()).map(({ state }) => state)).toEqual(Array(6).fill('delivered'))
  })

  it('ever is given up after ten tries over three days, and what waited behind it goes out', async () => {
    await house.register({ url: receiver.url })
    receiver.answer((heard) => ({ status: amountOf(heard) === 1 ? 500 : 200 }))
    await refund('a', 1)
    await refund('a', 2)
    await house.work()
    await house.pass(3.3 * 86_400, 600)
    expect(receiver.heard.map(amountOf)).toEqual([...Array(RETRY_DELAYS.length).fill(1), 2])
    const [second, first] = await house.deliveries()
    expect(first).toMatchObject({ state: 'failed', attempts: 10, lastStatus: 500, nextAttemptAt: null })
    expect(second).toMatchObject({ state: 'delivered' })
    const [endpoint] = await shopEndpoints()
    expect(endpoint).toMatchObject({ state: 'active', failingSince: null })
  })

  it('for five days is left alone, with the reason, and what waits is cancelled until it is replayed', async () => {
    await house.register({ url: receiver.url })
    receiver.answer({ status: 500 })
    await refund('a', 1)
    await house.work()
    await house.pass(2 * 86_400, 3600)
    await refund('b', 2)
    await refund('b', 3)
    await house.work()
    await house.pass(3.5 * 86_400, 3600)
    const [endpoint] = await shopEndpoints()
    expect(endpoint).toMatchObject({ state: 'disabled', disabledReason: expect.stringMatching(/5 days.*HTTP 500/) })
    const [third, second, first] = await house.deliveries()
    expect([first!.state, second!.state, third!.state]).toEqual(['failed', 'failed', 'cancelled'])
    expect(third!.lastError).toMatch(/disabled/)

    const named = { side: 'shop', deliveryId: third!.id } as const
    expect(await replayDelivery(house.deps, operator, named)).toMatchObject({ failure: { kind: 'invalid-input' } })
    receiver.answer({ status: 200 })
    await enableEndpoint(house.deps, operator, { side: 'shop', endpointId: endpoint!.id })
    expect(await replayDelivery(house.deps, operator, named)).toMatchObject({ ok: true })
    await house.work()
    expect(amountOf(receiver.heard.at(-1)!)).toBe(3)
  })

  it('and answers 410 is told nothing more', async () => {
    await house.register({ url: receiver.url })
    receiver.answer({ status: 500 })
    await refund('for later', 0)
    await house.work()
    receiver.answer({ status: 410 })
    await refund('a', 1)
    await refund('a', 2)
    await house.deliver(house.queued()[0]!)
    expect((await house.deliveries()).map(({ state }) => state)).toEqual(['cancelled', 'failed', 'cancelled'])
    await house.pass(86_400, 3600)
    expect(receiver.heard).toHaveLength(2)
    expect(await shopEndpoints()).toMatchObject([{ state: 'disabled', disabledReason: expect.stringMatching(/410/) }])
    await refund('a', 3)
    expect(house.jobs).toEqual([])
  })

  it('and asks for time with 429 gets it', async () => {
    await house.register({ url: receiver.url })
    receiver.answer({ status: 429, headers: { 'retry-after': '120' } })
    await refund('a', 1)
    await house.work()
    expect(await onlyDelivery()).toMatchObject({ nextAttemptAt: secondsFromNow(120), lastStatus: 429 })
    receiver.answer({ status: 200 })
    await house.pass(119, 7)
    expect(receiver.heard).toHaveLength(1)
    await house.pass(10, 1)
    expect(receiver.heard).toHaveLength(2)
  })

  it.each([301, 302, 307, 308])('but sends it elsewhere with %i is not followed', async (status) => {
    await house.register({ url: receiver.url })
    receiver.answer({ status, headers: { location: `http://${receiver.host}/elsewhere` } })
    await refund('a', 1)
    await house.work()
    expect(receiver.heard.map(({ path }) => path)).toEqual(['/hooks'])
    expect(await onlyDelivery()).toMatchObject({
      state: 'pending',
      lastStatus: status,
      nextAttemptAt: secondsFromNow(5),
    })
  })

  it('in time is tried again', async () => {
    await house.register({ url: receiver.url })
    receiver.answer(null)
    await refund('a', 1)
    await house.work()
    const delivery = await onlyDelivery()
    expect(delivery).toMatchObject({ state: 'pending', lastStatus: null, lastError: 'timed out' })
    expect(await house.attempts(delivery.id)).toMatchObject([{ status: null, error: 'timed out' }])
  })

  it('with a flood of words is not listened to for long', async () => {
    await house.register({ url: receiver.url })
    receiver.answer({ status: 500, body: 'é'.repeat(1_000_000) })
    await refund('a', 1)
    await house.work()
    const [attempt] = await house.attempts((await onlyDelivery()).id)
    expect(attempt).toMatchObject({ status: 500, answerBody: 'é'.repeat(1024) })
  })

  it.each([
    [400, '0', 'failed'],
    [401, '{"success":false}', 'failed'],
    [410, '', 'failed'],
    [200, '<html>', 'pending'],
    [200, '{"success":false}', 'pending'],
    [500, '', 'pending'],
  ])('and is a plugin site: %i %s leaves it %s', async (status, body, state) => {
    receiver.answer({ status, body })
    const { siteId, instanceId } = await house.plantSite(`http://${receiver.host}`)
    const data = { siteId, instanceId, siteUrl: `http://${receiver.host}`, reason: null }
    const audience = { kind: 'site', siteId } as const
    await house.publish({ type: 'site.enabled', at: house.clock.now(), orderingKey: 'a', audience, data })
    await house.work()
    expect(await onlyDelivery()).toMatchObject({ state, lastStatus: status })
  })

  it('because nobody knows whom it is for is not asked, and holds up nothing', async () => {
    receiver.answer({ status: 200, body: '{"success":true}' })
    const { siteId, instanceId } = await house.plantSite(`http://${receiver.host}`)
    const told = {
      type: 'credits.updated',
      at: house.clock.now(),
      orderingKey: 'a',
      audience: { kind: 'site', siteId },
    } as const
    const change = { creditType: 'article', change: 1, reason: 'grant', credits: {}, owed: {} }
    const account = { siteId, instanceId, siteUserId: 7 }
    await house.publish({ ...told, data: { ...change, account: { ...account, email: null } } })
    await house.publish({ ...told, data: { ...change, account: { ...account, email: 'ann@shop.example' } } })
    await house.work()
    expect(receiver.heard).toHaveLength(1)
    const [second, first] = await house.deliveries()
    expect(first).toMatchObject({ state: 'cancelled', attempts: 0, lastError: expect.stringMatching(/address/) })
    expect(second).toMatchObject({ state: 'delivered' })
  })

  it('because it is in our own network gets nothing, and that is written down', async () => {
    const { id } = await house.register({ url: receiver.url })
    await database.db
      .updateTable('webhook_endpoints')
      .set({ url: receiver.url.replace('127.0.0.1', 'localhost') })
      .where('id', '=', id)
      .execute()
    await refund('a', 1)
    await house.work()
    expect(receiver.heard).toEqual([])
    expect(await onlyDelivery()).toMatchObject({ state: 'pending', lastError: expect.stringMatching(/^refused/) })
  })
})

describe('many at once', () => {
  it('fifty jobs of one delivery send it once', async () => {
    await house.register({ url: receiver.url })
    await refund('a', 1)
    const [id] = house.queued()
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => house.deliver(id!)))
    expect(receiver.heard).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'delivered')).toHaveLength(1)
  })

  it('of one key go out one after another, whatever the order of their jobs', async () => {
    await house.register({ url: receiver.url })
    for (let amount = 1; amount <= 12; amount++) await refund('a', amount)
    await Promise.all(
      house
        .queued()
        .reverse()
        .map((id) => house.deliver(id)),
    )
    await house.work()
    expect(receiver.heard.map(amountOf)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  })

  it('of different keys go to one receiver four at a time, and those that waited follow without a sweep', async () => {
    await house.register({ url: receiver.url })
    receiver.answer(null)
    for (let amount = 1; amount <= 12; amount++) await refund(`key ${amount}`, amount)
    const ids = house.queued()
    const first = Promise.all(ids.map((id) => house.deliver(id)))
    await until('four are under way', async () => receiver.waiting() === 4)
    receiver.answer({ status: 200 })
    receiver.release({ status: 200 })
    expect((await first).filter((outcome) => outcome === 'waiting')).toHaveLength(8)
    await house.work()
    expect(receiver.mostWaiting()).toBe(4)
    expect(receiver.heard).toHaveLength(12)
    expect((await house.deliveries()).every(({ state }) => state === 'delivered')).toBe(true)
  })

  it('wait while a receiver hangs: then one at a time is enough', async () => {
    await house.register({ url: receiver.url })
    receiver.answer(null)
    await refund('first', 1)
    await house.work()
    for (let amount = 2; amount <= 5; amount++) await refund(`key ${amount}`, amount)
    const most = receiver.mostWaiting()
    await Promise.all(house.queued().map((id) => house.deliver(id)))
    expect([most, receiver.mostWaiting(), receiver.heard.length]).toEqual([1, 1, 2])
  })
})

describe('somebody who dies', () => {
  it('between sending and writing it down is followed by another with the same id and bytes', async () => {
    await house.register({ url: receiver.url })
    await refund('a', 1)
    await refund('a', 2)
    const dying = {
      ...house.deps,
      webhookPoster: {
        ...house.deps.webhookPoster,
        post: async (request: Parameters<typeof house.deps.webhookPoster.post>[0]) => {
          await house.deps.webhookPoster.post(request)
          throw new Error('the process ends here')
        },
      },
    }
    const [first, second] = house.queued()
    await expect(house.deliver(first!, dying)).rejects.toThrow('ends here')
    expect(await house.deliver(first!)).toBe('not-due')
    expect(await house.deliver(second!)).toBe('waiting')
    await house.pass(59, 59)
    expect(receiver.heard).toHaveLength(1)
    await house.pass(180)
    expect(receiver.heard.map(amountOf)).toEqual([1, 1, 2])
    const [one, again] = receiver.heard
    expect([idOf(again!), again!.body]).toEqual([idOf(one!), one!.body])
    expect(await house.attempts(first!)).toMatchObject([
      { number: 1, status: null, error: null },
      { number: 2, status: 204 },
    ])
  })

  it('at every try does not try for ever', async () => {
    await house.register({ url: receiver.url })
    await refund('a', 1)
    const { id } = await onlyDelivery()
    await database.db.updateTable('webhook_deliveries').set({ attempts: 10, tries: 10 }).where('id', '=', id).execute()
    expect(await house.deliver(id)).toBe('given-up')
    expect(receiver.heard).toEqual([])
  })

  it('before the job ran is followed after a while, and a late failure does not undo a success', async () => {
    await house.register({ url: receiver.url })
    await refund('a', 1)
    const [lost] = house.queued()
    expect(await house.sweep()).toBe(0)
    house.clock.advance(121)
    expect(await house.sweep()).toBe(1)
    expect(house.queued()).toEqual([lost])

    receiver.answer(null)
    const slow = house.deliver(lost!)
    await until('it is under way', async () => receiver.waiting() === 1)
    house.clock.advance(61)
    receiver.answer({ status: 200 })
    expect(await house.deliver(lost!)).toBe('delivered')
    receiver.release({ status: 500 })
    await slow
    expect(await onlyDelivery()).toMatchObject({ state: 'delivered', attempts: 2 })
    expect(await house.attempts(lost!)).toMatchObject([{ status: 500 }, { status: 200 }])
  })

  it('in name only does not take the delivery from whoever sends it now', async () => {
    await house.register({ url: receiver.url })
    await refund('a', 1)
    const [id] = house.queued()
    receiver.answer({ status: 500 })
    // Taken for dead on the way, the second is under way when the first tells of its failure.
    const late = {
      ...house.deps,
      webhookPoster: {
        ...house.deps.webhookPoster,
        post: async (request: Parameters<typeof house.deps.webhookPoster.post>[0]) => {
          const answer = await house.deps.webhookPoster.post(request)
          house.clock.advance(61)
          receiver.answer(null)
          second = house.deliver(id!)
          await until('the second is under way', async () => receiver.waiting() === 1)
          return answer
        },
      },
    }
    let second: Promise<unknown> = Promise.resolve()
    await house.deliver(id!, late)
    house.clock.advance(30)
    expect(await house.deliver(id!)).toBe('not-due')
    receiver.release({ status: 200 })
    expect(await second).toBe('delivered')
    expect(receiver.heard).toHaveLength(2)
  })
})

const secondsFromNow = (seconds: number) => new Date(house.clock.now().getTime() + seconds * 1000).toISOString()
const shopEndpoints = async () => {
  const listed = await listEndpoints(house.deps, operator, { side: 'shop' })
  return listed.ok ? listed.value : []
}
