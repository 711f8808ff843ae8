import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { OrderId } from '@cashwrap/shared/ids'
import { addDays } from '@cashwrap/shared/time'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor } from '../src/modules/auth/index.ts'
import { requeueDueNotifications } from '../src/modules/notifications/index.ts'
import { expectOnePurchase, expectSound } from './support/expect-sound.ts'
import { type House, openHouse } from './support/house.ts'
import { Shopper } from './support/shopper.ts'
import { until } from './support/until.ts'

/** Stands between the shop and the sandbox's WhatsApp: counts what is asked, and is away when told so. */
const line = { target: '', isAway: false, asked: 0 }
const between = createServer(async (request, response) => {
  line.asked += 1
  const body = Buffer.concat(await request.toArray())
  if (line.isAway) {
    response.writeHead(503).end()
    return
  }
  const answer = await fetch(`${line.target}${request.url ?? ''}`, {
    method: 'POST',
    headers: {
      authorization: request.headers.authorization ?? '',
      'content-type': request.headers['content-type'] ?? '',
    },
    body,
  })
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text())
})

let house: House
beforeAll(async () => {
  await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(between.address() as AddressInfo).port}`
  house = await openHouse({ env: { WHATSAPP_API_BASE: base } })
  line.target = house.sandbox.url
  await house.deps.db
    .updateTable('events')
    .set({ capacity: 100, starts_at: STARTS_AT, ends_at: addDays(STARTS_AT, 2) })
    .execute()
})
afterAll(async () => {
  await house[Symbol.asyncDispose]()
  between.closeAllConnections()
  await new Promise((resolve) => between.close(resolve))
})

const STARTS_AT = new Date('2027-03-14T01:30:00Z')
const WHEN = 'Sunday, 14 March 2027 at 10:30 GMT+9'
const begin = async (...slugs: string[]) => {
  const shopper = new Shopper(house.url)
  await shopper.fill(...slugs)
  return { shopper, ...(await shopper.startPayable()) }
}
const isPaid = (shopper: Shopper, reference: string) =>
  until('it is paid', async () => (await shopper.status(reference)).stage === 'paid')
const stateOf = (orderId: string) =>
  house.deps.db
    .selectFrom('notifications')
    .select(['state', 'last_error'])
    .where('kind', '=', 'booking-confirmed')
    .where('subject_id', '=', orderId)
    .executeTakeFirst()
const requestOf = async (orderId: OrderId) => {
  const { request } = await house.deps.db
    .selectFrom('stripe_checkout_sessions')
    .select('request')
    .where('order_id', '=', orderId)
    .executeTakeFirstOrThrow()
  return request
}

it('confirms a seat to the number the payment page asked for, and says the same in the receipt', async () => {
  const { shopper, sessionId, orderId } = await begin('workshop', 'course')
  expect(await requestOf(orderId)).toMatchObject({ phone_number_collection: { enabled: true } })
  await house.sandbox.pay(sessionId, undefined, '+819011112222')
  const [message] = await until('the message arrives', async () => {
    const messages = await house.sandbox.whatsapp('+819011112222')
    return messages.length > 0 && messages
  })
  const { number } = await house.deps.db
    .selectFrom('orders')
    .select('number')
    .where('id', '=', orderId)
    .executeTakeFirstOrThrow()
  expect(message).toMatchObject({
    to: '+819011112222',
    text: `Kendama School: your booking is confirmed. Order ${number}.\n\nWorkshop, 1 seat\n${WHEN}\nKyoto`,
  })
  await expectOnePurchase(house, { orderId, email: shopper.email, lines: 2 })
  const [receipt] = await house.sandbox.mail(shopper.email)
  expect(receipt?.text).toContain(`${WHEN}, Kyoto`)
  expect(await stateOf(orderId)).toEqual({ state: 'sent', last_error: null })
})

it('sends one, however often and by whomever it is heard that it is paid', async () => {
  const { shopper, sessionId, orderId } = await begin('workshop')
  await house.sandbox.fault({ action: 'duplicate', event: 'checkout.session.completed', count: 1 })
  await house.sandbox.pay(sessionId, undefined, '+819033334444')
  await Promise.all([shopper.settle(sessionId), shopper.twin().settle(sessionId)])
  const completed = await until('it is told of', async () =>
    (await house.sandbox.events()).find(
      (event) => event.about === sessionId && event.type === 'checkout.session.completed',
    ),
  )
  await house.sandbox.twin(completed.id)
  await house.sandbox.resend(completed.id)
  await until('the message arrives', async () => (await house.sandbox.whatsapp('+819033334444')).length > 0)
  await until('every event is dealt with', async () => {
    const events = (await house.sandbox.events()).filter(
      (event) => event.about === sessionId && event.type === 'checkout.session.completed',
    )
    const done = await house.deps.db
      .selectFrom('stripe_events')
      .select('id')
      .where('state', '=', 'done')
      .where(
        'id',
        'in',
        events.map((event) => event.id),
      )
      .execute()
    return events.length > 1 && done.length === events.length
  })
  await expectOnePurchase(house, { orderId, email: shopper.email, lines: 1 })
  expect(await house.sandbox.whatsapp('+819033334444')).toHaveLength(1)
})

it('asks nobody for a number who buys no seat', async () => {
  const { sessionId, orderId, shopper } = await begin('sheets')
  expect(await requestOf(orderId)).not.toHaveProperty('phone_number_collection')
  await house.sandbox.pay(sessionId)
  await expect.poll(async () => (await shopper.status(sessionId)).stage).toBe('paid')
  expect(await stateOf(orderId)).toBeUndefined()
})

it('completes the order while WhatsApp is away, and sends the message when it is back', async () => {
  line.isAway = true
  const { shopper, sessionId, orderId } = await begin('workshop')
  await house.sandbox.pay(sessionId, undefined, '+819055556666')
  await isPaid(shopper, sessionId)
  await until('it was tried', async () => (await stateOf(orderId))?.last_error === 'WhatsApp unavailable HTTP 503')
  await expectOnePurchase(house, { orderId, email: shopper.email, lines: 1 })
  expect(await house.sandbox.whatsapp('+819055556666')).toEqual([])

  line.isAway = false
  const requeue = async () => {
    const result = await requeueDueNotifications(house.deps, systemActor('test'), { limit: 10 })
    return result.ok ? result.value.requeued : undefined
  }
  expect(await requeue()).toBe(0)
  await house.sandbox.advance(31)
  await until('it is due again', async () => (await requeue()) === 1)
  await until('the message arrives', async () => (await house.sandbox.whatsapp('+819055556666')).length > 0)
  expect(await house.sandbox.whatsapp('+819055556666')).toHaveLength(1)
})

it.each([
  ['+15550131030', 'failed', 'WhatsApp refused 131030'],
  ['+15550130429', 'pending', 'WhatsApp unavailable 130429'],
  ['+15550131000', 'pending', 'WhatsApp unavailable 131000'],
])('sells the seat and sends the receipt whatever WhatsApp says of %s', async (phone, state, reason) => {
  const { shopper, sessionId, orderId } = await begin('workshop')
  await house.sandbox.pay(sessionId, undefined, phone)
  await isPaid(shopper, sessionId)
  await until('it was tried', async () => (await stateOf(orderId))?.last_error !== null)
  expect(await stateOf(orderId)).toEqual({ state, last_error: reason })
  await expectOnePurchase(house, { orderId, email: shopper.email, lines: 1 })
  await expectSound(house)
})

it('asks for nothing and sends nothing while WhatsApp is off', async () => {
  const asked = line.asked
  const { config } = house.deps
  Object.assign(house.deps, { config: { ...config, whatsapp: null } })
  try {
    const { shopper, sessionId, orderId } = await begin('workshop')
    expect(await requestOf(orderId)).not.toHaveProperty('phone_number_collection')
    await house.sandbox.pay(sessionId)
    await isPaid(shopper, sessionId)
    await until('the receipt arrives', async () => (await house.sandbox.mail(shopper.email)).length > 0)
    expect(await stateOf(orderId)).toBeUndefined()
    expect(line.asked).toBe(asked)
  } finally {
    Object.assign(house.deps, { config })
  }
})
