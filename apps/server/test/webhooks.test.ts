import type { WebhookDeliveryId } from '@cashwrap/shared/ids'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { systemActor } from '../src/modules/auth/index.ts'
import { disableSite, registerSite } from '../src/modules/plugin-sites/index.ts'
import {
  createEndpoint,
  listDeliveries,
  publishEvent,
  removeEndpoint,
  sendTest,
} from '../src/modules/webhooks-out/index.ts'
import { transact } from '../src/platform/db/transaction.ts'
import { sweepOnce } from '../src/transport/jobs/sweep.ts'
import { expectSound } from './support/expect-sound.ts'
import { type House, openHouse } from './support/house.ts'
import { visitor } from './support/sign-in-house.ts'
import { until } from './support/until.ts'
import { refunded } from './support/webhook-house.ts'
import { openReceiver, type WebhookReceiver } from './support/webhook-receiver.ts'

/** A whole house with its queue, told what time it is by the sandbox. */
let house: House
beforeAll(async () => {
  house = await openHouse({ env: { WEBHOOK_ALLOWED_HOSTS: '127.0.0.1' } })
})
afterAll(() => house[Symbol.asyncDispose]())

const operator = systemActor('test')
const opened: { receiver: WebhookReceiver; close(): Promise<unknown> }[] = []
afterEach(async () => {
  for (const { receiver, close } of opened.splice(0)) {
    await close()
    await receiver[Symbol.asyncDispose]()
  }
})
const listening = async () => {
  const receiver = await openReceiver()
  const input = { side: 'shop', url: receiver.url, eventTypes: [], pluginForm: false } as const
  const made = await createEndpoint(house.deps, operator, { ...input, eventTypes: [] })
  if (!made.ok) throw new Error(JSON.stringify(made.failure))
  const named = { side: 'shop', endpointId: made.value.id } as const
  opened.push({ receiver, close: () => removeEndpoint(house.deps, operator, named) })
  return { receiver, named }
}
const refund = (key: string, amount: number) =>
  transact(house.deps.db, (tx) => publishEvent(tx, house.deps, refunded(house.deps.clock, key, amount)))
const amountOf = ({ body }: { body: string }): number => JSON.parse(body).data.amount
const statesAt = async (endpointId: string) => {
  const listed = await listDeliveries(house.deps, operator, { side: 'shop', limit: 100 })
  const items = listed.ok ? listed.value.items : []
  return items.filter(({ receiver }) => receiver.kind === 'endpoint' && receiver.endpointId === endpointId)
}
/** Lets the clock run, and sweeps until everybody has noticed. */
const later = async (seconds: number, what: string, look: () => Promise<boolean> | boolean) => {
  await house.sandbox.advance(seconds)
  await until(what, async () => {
    await sweepOnce(house.deps)
    return look()
  })
}

it('a receiver that is away for two days gets every event, as it was, in order', async () => {
  const { receiver, named } = await listening()
  receiver.answer({ status: 503 })
  for (const amount of [1, 2, 3]) await refund('order a', amount)
  await refund('order b', 11)
  await until('the first of each was tried', () => Promise.resolve(receiver.heard.length === 2))
  await later(86_400, 'they are tried again', () => receiver.heard.length === 4)
  await later(86_400, 'they are tried again', () => receiver.heard.length === 6)
  receiver.answer({ status: 200 })
  await later(86_400, 'all has arrived', async () =>
    (await statesAt(named.endpointId)).every(({ state }) => state === 'delivered'),
  )
  const taken = receiver.heard.slice(6).map(amountOf)
  expect(taken.filter((amount) => amount < 10)).toEqual([1, 2, 3])
  expect(taken.filter((amount) => amount > 10)).toEqual([11])
  const distinct = new Set(receiver.heard.map(({ headers, body }) => `${headers['webhook-id']} ${body}`))
  expect(distinct.size).toBe(4)
  await expectSound(house)
})

it('one that hangs holds up no other', async () => {
  const hanging = await listening()
  const well = await listening()
  hanging.receiver.answer(null)
  for (let amount = 1; amount <= 12; amount++) await refund(`order ${amount}`, amount)
  await until('all have arrived at the other', () => Promise.resolve(well.receiver.heard.length === 12), 8_000)
  expect(hanging.receiver.waiting()).toBe(4)
  hanging.receiver.answer({ status: 200 })
  hanging.receiver.release({ status: 200 })
  await until('all have arrived there, too', () => Promise.resolve(hanging.receiver.heard.length === 12))
  expect(hanging.receiver.mostWaiting()).toBe(4)
})

it('a test is sent at once, and says how it went', async () => {
  const { receiver, named } = await listening()
  receiver.answer({ status: 418, body: 'short and stout' })
  const sent = await sendTest(house.deps, operator, named)
  const id: WebhookDeliveryId | null = sent.ok ? sent.value.deliveryId : null
  await until('it was tried', async () =>
    (await statesAt(named.endpointId)).some(({ lastStatus }) => lastStatus !== null),
  )
  expect(await statesAt(named.endpointId)).toMatchObject([
    { id, state: 'pending', lastStatus: 418, type: 'webhook.test' },
  ])
})

it('a plugin site is told that it was disabled, and so is the shop', async () => {
  const { receiver } = await listening()
  receiver.answer({ status: 200, body: '{"success":true}' })
  const instanceId = crypto.randomUUID()
  const registered = await registerSite(house.deps, visitor, {
    sent: { instanceId, siteUrl: `http://${receiver.host}/wp`, adminEmail: 'owner@shop.example' },
    clientHash: Buffer.from('someone'),
    seed: null,
  })
  expect(registered.ok).toBe(true)
  await disableSite(house.deps, operator, { site: instanceId, reason: 'Chargebacks' })
  await until('both have heard', () => Promise.resolve(receiver.heard.length === 2))
  const bodies = receiver.heard.map(({ path, body }) => ({ path, ...JSON.parse(body) }))
  expect(bodies).toContainEqual(
    expect.objectContaining({
      path: '/wp/wp-admin/admin-ajax.php?action=rakubun_webhook',
      event: 'plugin_disabled',
      instance_id: instanceId,
      data: { reason: 'Chargebacks' },
    }),
  )
  expect(bodies).toContainEqual(
    expect.objectContaining({ path: '/hooks', type: 'site.disabled', data: expect.objectContaining({ instanceId }) }),
  )
})
