import { afterAll, beforeAll, expect, it } from 'vitest'
import { type House, openHouse, WEBHOOK_SECRET } from '../../support/house.ts'
import { until } from '../../support/until.ts'
import { offerPlan, offerPrice, PLAN_PRICE, signIn } from './price-page.ts'

/** The address that the older system gave to Stripe, and no other. */
const WEBHOOK = '/api/checkout/webhook'
const TRIAL_PRICE = 'price_tried_for_a_week'
const EIGHT_DAYS_SECONDS = 8 * 86_400
/** Can be kept, and is refused when it is charged. */
const CARD_THAT_FAILS_LATER = '4000000000000341'

let house: House
beforeAll(async () => {
  house = await openHouse({ webhooks: false, env: { SWEEP_SECONDS: '3600' } })
  await offerPlan(house)
  await offerPrice(house, { named: TRIAL_PRICE, interval: 'month', trialDays: 7 })
  await house.sandbox.plantWebhooks(`${house.url}${WEBHOOK}`, { account: WEBHOOK_SECRET, connect: WEBHOOK_SECRET })
})
afterAll(() => house[Symbol.asyncDispose]())

const eventsOf = (type: string) =>
  house.deps.db.selectFrom('stripe_events').select(['state', 'instance']).where('type', '=', type).execute()
const subscriptionOf = async (sessionId: string) =>
  house.deps.db
    .selectFrom('subscriptions')
    .innerJoin('stripe_checkout_sessions as s', 's.order_id', 'subscriptions.order_id')
    .select(['subscriptions.status'])
    .where('s.session_id', '=', sessionId)
    .executeTakeFirst()

/** Whether the event of this type was acted on, and named this server. */
const isDone = async (type: string) =>
  (await eventsOf(type)).some(({ state, instance }) => state === 'done' && instance === house.deps.config.instance)

it('a subscription is completed by its events alone', async () => {
  const user = await signIn(house)
  const sessionId = await user.follow(`/api/checkout/session?price_id=${PLAN_PRICE}`)
  await house.sandbox.pay(sessionId)
  await until('it runs', async () => (await subscriptionOf(sessionId))?.status === 'active')
  for (const type of ['checkout.session.completed', 'invoice.paid'])
    await until(`${type} is done with`, () => isDone(type))
})

it('a payment that fails makes it past due', async () => {
  const user = await signIn(house)
  const sessionId = await user.follow(`/api/checkout/session?price_id=${TRIAL_PRICE}`)
  await house.sandbox.pay(sessionId, CARD_THAT_FAILS_LATER)
  await until('it is tried', async () => (await subscriptionOf(sessionId))?.status === 'trialing')
  await house.sandbox.advance(EIGHT_DAYS_SECONDS)
  await until('it is past due', async () => (await subscriptionOf(sessionId))?.status === 'past_due')
  await until('the failure is done with', () => isDone('invoice.payment_failed'))
})

it('events that name nobody and are about nothing here are kept and touch nothing', async () => {
  const before = await house.deps.db.selectFrom('orders').select(['id', 'state']).orderBy('id').execute()
  for (const type of ['checkout.session.completed', 'invoice.paid', 'invoice.payment_failed']) {
    const id = await house.sandbox.trigger(type)
    await until(`${type} is put aside`, async () => {
      const row = await house.deps.db
        .selectFrom('stripe_events')
        .select('state')
        .where('id', '=', id)
        .executeTakeFirst()
      return row?.state === 'ignored'
    })
  }
  expect(await house.deps.db.selectFrom('orders').select(['id', 'state']).orderBy('id').execute()).toEqual(before)
})

it('an event that is signed by nobody, or by somebody else, is refused', async () => {
  for (const headers of [{}, { 'stripe-signature': 't=1,v1=00' }]) {
    const answer = await fetch(`${house.url}${WEBHOOK}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ id: 'evt_1', object: 'event', type: 'invoice.paid' }),
    })
    expect(answer.status).toBe(400)
  }
})
