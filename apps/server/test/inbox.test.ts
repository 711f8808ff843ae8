import { readFileSync } from 'node:fs'
import { ListInboxInput } from '@cashwrap/shared/contracts/staff'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor } from '../src/modules/auth/index.ts'
import { HANDLING, listInbox, replayEvent } from '../src/modules/provider-events/index.ts'
import { expectOnePurchase, expectSound } from './support/expect-sound.ts'
import { type House, openHouse } from './support/house.ts'
import { permutations } from './support/permutations.ts'
import { Shopper } from './support/shopper.ts'
import { until } from './support/until.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house[Symbol.asyncDispose]())

const stateOf = (id: string) =>
  house.deps.db
    .selectFrom('stripe_events')
    .select(['state', 'note', 'order_id'])
    .where('id', '=', id)
    .executeTakeFirst()

const whoseIs = async (id: string) => {
  const page = await listInbox(house.deps, systemActor('test'), ListInboxInput.parse({ limit: 100 }))
  const row = page.ok && page.value.items.find((item) => item.id === id)
  return row && { whose: row.whose, instance: row.instance }
}

it.each(Object.keys(HANDLING))('keeps %s of nobody, and says that nobody claims it', async (type) => {
  const eventId = await house.sandbox.trigger(type)
  const kept = await until(`${type} is dealt with`, async () => {
    const row = await stateOf(eventId)
    return row && row.state !== 'received' && row.state !== 'failed' && row
  })
  // What the sandbox triggers is about objects that no checkout of this shop made.
  expect(kept.state).toBe('ignored')
  expect(await whoseIs(eventId)).toEqual({ whose: 'unclaimed', instance: null })
})

it('keeps an event it has no use for as ignored', async () => {
  const shopper = new Shopper(house.url)
  await shopper.fill('video')
  const { sessionId, orderId } = await shopper.startPayable()
  await house.sandbox.pay(sessionId)
  const charged = await until('the charge is told of', async () =>
    (await house.sandbox.events()).find((event) => event.type === 'charge.succeeded'),
  )
  await until('it is paid', async () => (await shopper.status(sessionId)).stage === 'paid')
  const kept = await until('it is kept', () => stateOf(charged.id))
  expect(kept).toMatchObject({ state: 'ignored' })
  await expectOnePurchase(house, { orderId, email: shopper.email, lines: 1 })
})

it('shows which order an event was about, and applies it again without effect', async () => {
  const shopper = new Shopper(house.url)
  await shopper.fill('course')
  const { sessionId, orderId } = await shopper.startPayable()
  await house.sandbox.pay(sessionId)
  const completed = await until('it is told of', async () =>
    (await house.sandbox.events()).find(
      (event) => event.about === sessionId && event.type === 'checkout.session.completed',
    ),
  )
  await until('it is done', async () => (await stateOf(completed.id))?.state === 'done')
  expect(await stateOf(completed.id)).toEqual({ state: 'done', note: 'settled', order_id: orderId })
  expect(await replayEvent(house.deps, completed.id)).toBe(true)
  await until('it is done again', async () => (await stateOf(completed.id))?.state === 'done')
  expect(await replayEvent(house.deps, 'evt_nobody_knows')).toBe(false)
  await expectOnePurchase(house, { orderId, email: shopper.email, lines: 1 })
})

it('ends in the same state in whatever order the events of a payment come', async () => {
  const types = ['payment_intent.succeeded', 'checkout.session.completed', 'charge.succeeded'] as const
  for (const order of permutations(types)) {
    const shopper = new Shopper(house.url)
    await shopper.fill('course', 'sheets')
    const { sessionId, orderId } = await shopper.startPayable()
    await house.sandbox.fault({ action: 'drop' })
    await house.sandbox.pay(sessionId)
    const told = await house.sandbox.events()
    await house.sandbox.clearFaults()
    for (const type of order) {
      const event = told.find((one) => one.type === type)
      if (!event) throw new Error(`the sandbox did not tell ${type}`)
      await house.sandbox.resend(event.id)
      await until(`${type} is dealt with`, async () => {
        const state = (await stateOf(event.id))?.state
        return state === 'done' || state === 'ignored'
      })
    }
    await expectOnePurchase(house, { orderId, email: shopper.email, lines: 2 })
  }
  await expectSound(house)
})

it('handles every event that the shop asks Stripe for', () => {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')
  for (const type of Object.keys(HANDLING)) expect(readme).toContain(type)
})
