import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createStripeClient } from '../src/gateways/stripe/stripe-client.ts'
import { expectOnePurchase, expectSound } from './support/expect-sound.ts'
import { type House, openHouse, SECRETS } from './support/house.ts'
import { stockPlans } from './support/plans.ts'
import { atStripe } from './support/refunding.ts'
import { runCli, startServerProcess } from './support/server-process.ts'
import { Shopper } from './support/shopper.ts'
import { signIn, subscribe } from './support/subscriber.ts'
import { until } from './support/until.ts'

/** A server in a process of its own; `house` is its database and settings, with nobody at work in it. */
interface Instance {
  name: string
  url: string
  house: House
}

const DAY = 86_400
/** Can be kept, and is declined whenever it is charged. */
const DECLINED_LATER = '4000000000000341'
/** What time does to these is no news about anybody. */
const WORN_BY_TIME = ['stripe_events', 'idempotency_keys', 'carts', 'cart_lines']
const PEERS = 'one.test,two.test'
const stack = new AsyncDisposableStack()
let one: Instance
let two: Instance
beforeAll(async () => {
  one = await open('one')
  two = await open('two', one.house)
}, 240_000)
afterAll(() => stack.disposeAsync())

async function open(name: string, beside?: House): Promise<Instance> {
  const instance = `${name}.test`
  const env = { INSTANCE_FQDN: instance, INSTANCE_PEERS: PEERS, SWEEP_SECONDS: '1' }
  const house = stack.use(await openHouse({ env, work: false, webhooks: false, beside }))
  const server = stack.use(await startServerProcess(house.env))
  await house.sandbox.plantWebhooks(`${server.url}/api/stripe/webhook`, SECRETS, name)
  return { name: instance, url: server.url, house }
}

const stripeOf = ({ house }: Instance) => createStripeClient(house.deps.config.stripe)

/** Every event that Stripe has told, as this instance keeps it, once it is done with all of them. */
async function heard({ name, house }: Instance) {
  return until(`${name} has dealt with every event`, async () => {
    const told = new Set((await house.sandbox.events()).map(({ id }) => id))
    const kept = await house.deps.db
      .selectFrom('stripe_events')
      .select(['id', 'type', 'state', 'instance', 'order_id', 'note'])
      .execute()
    const ended = kept.filter(({ id, state }) => told.has(id) && state !== 'received' && state !== 'failed')
    return ended.length === told.size && ended
  })
}

/** A fingerprint of all that an instance knows, but for the events it was told. */
async function knowledgeOf({ house }: Instance): Promise<Record<string, string>> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' and not tablename = any(${WORN_BY_TIME})`.execute(
    house.deps.db,
  )
  const prints: Record<string, string> = {}
  for (const { name } of rows) {
    const print = sql<{ print: string }>`
      select count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as print from ${sql.table(name)} t`
    prints[name] = (await print.execute(house.deps.db)).rows[0]?.print ?? ''
  }
  return prints
}

/** Does something that is `actor`'s business alone: the other learns nothing by it, and has its events as the actor's. */
async function onlyRecordedBy<T>(other: Instance, actor: Instance, what: () => Promise<T>): Promise<T> {
  await heard(actor)
  const before = new Set((await heard(other)).map(({ id }) => id))
  const knew = await knowledgeOf(other)
  const outcome = await what()
  const acted = new Map((await heard(actor)).map((event) => [event.id, event]))
  const news = (await heard(other)).filter(({ id }) => !before.has(id))
  expect(news.length).toBeGreaterThan(0)
  for (const event of news) {
    expect(event).toMatchObject({ state: 'ignored', order_id: null })
    // What is done there is known here to be theirs.
    if (acted.get(event.id)?.state !== 'ignored') expect(event).toMatchObject({ instance: actor.name })
  }
  expect([...acted.values()].some(({ id, state }) => !before.has(id) && state === 'done')).toBe(true)
  expect(await knowledgeOf(other)).toEqual(knew)
  return outcome
}

async function buy(at: Instance, ...slugs: string[]) {
  const shopper = new Shopper(at.url)
  await shopper.fill(...slugs)
  const { orderId, sessionId } = await shopper.startPayable()
  await at.house.sandbox.pay(sessionId)
  await until('it is paid', async () => (await shopper.status(sessionId)).stage === 'paid')
  await expectOnePurchase(at.house, { orderId, email: shopper.email, lines: slugs.length })
  return orderId
}

it('a purchase is made by the instance that sold it, and only recorded by the other', async () => {
  await onlyRecordedBy(two, one, () => buy(one, 'course', 'articles'))
  await onlyRecordedBy(one, two, () => buy(two, 'course', 'sheets'))
})

it("a seller's charge too", async () => {
  await onlyRecordedBy(two, one, () => buy(one, 'seascape'))
  await onlyRecordedBy(one, two, () => buy(two, 'seascape', 'etude'))
})

it('a refund made at Stripe, which names nobody, is followed by the instance whose payment it is of', async () => {
  for (const [owner, other] of [
    [one, two],
    [two, one],
  ] as const) {
    const orderId = await buy(owner, 'video')
    await onlyRecordedBy(other, owner, async () => {
      await atStripe(owner.house).refund(orderId)
      await until('it is known', async () => (await atStripe(owner.house).stateOf(orderId)) === 'refunded')
    })
  }
})

const subscriptionsOf = ({ house }: Instance) =>
  house.deps.db.selectFrom('subscriptions').select(['provider_subscription_id', 'status', 'instance']).execute()

it('a subscription whose card is declined after its trial, and which is ended at Stripe', {
  timeout: 120_000,
}, async () => {
  const plans = await stockPlans(two.house)
  const shopper = await signIn(two.house, new Shopper(two.url))
  await onlyRecordedBy(one, two, async () => {
    await subscribe(two.house, shopper, plans.basic.month, DECLINED_LATER)
    await heard(two)
    await two.house.sandbox.advance(15 * DAY)
    const overdue = await until('its payment has failed', async () => {
      const [subscription] = await subscriptionsOf(two)
      return subscription?.status === 'past_due' && subscription
    })
    await stripeOf(two).subscriptions.cancel(overdue.provider_subscription_id)
    await until('it has ended', async () => (await subscriptionsOf(two))[0]?.status === 'canceled')
  })
  expect(await subscriptionsOf(one)).toEqual([])
  expect(await subscriptionsOf(two)).toMatchObject([{ instance: two.name }])
})

it('a subscription that renews, and a refund of its renewal', { timeout: 120_000 }, async () => {
  const plans = await stockPlans(one.house)
  const shopper = await signIn(one.house, new Shopper(one.url))
  const { db } = one.house.deps
  const renewal = await onlyRecordedBy(two, one, async () => {
    await subscribe(one.house, shopper, plans.studio.month)
    await heard(one)
    await one.house.sandbox.advance(32 * DAY)
    return until('its renewal is booked', () =>
      db
        .selectFrom('subscription_invoices')
        .select(['order_id', 'payment_intent_id'])
        .where('reason', '=', 'subscription_cycle')
        .where('order_id', 'is not', null)
        .executeTakeFirst(),
    )
  })
  const payment = await stripeOf(one).paymentIntents.retrieve(renewal.payment_intent_id ?? '')
  expect(payment.metadata).toEqual({})
  await onlyRecordedBy(two, one, async () => {
    await stripeOf(one).refunds.create({ payment_intent: payment.id })
    await until('it is known', async () => {
      const order = db.selectFrom('orders').select('state').where('id', '=', renewal.order_id)
      return (await order.executeTakeFirstOrThrow()).state === 'refunded'
    })
  })
  expect(await subscriptionsOf(one)).toMatchObject([{ instance: one.name }])
})

it('what neither made is found by the operator of either', { timeout: 180_000 }, async () => {
  expect(await runCli(one.house.env, 'unclaimed-events')).toEqual({ code: 0, printed: 'Every event is claimed.\n' })
  const session = await stripeOf(one).checkout.sessions.create({
    mode: 'payment',
    success_url: 'https://elsewhere.test/',
    line_items: [{ quantity: 1, price_data: { currency: 'usd', unit_amount: 700, product_data: { name: 'Tea' } } }],
  })
  const knew = [await knowledgeOf(one), await knowledgeOf(two)]
  await one.house.sandbox.pay(session.id)
  for (const at of [one, two]) {
    const completed = (await heard(at)).find(
      ({ type, instance }) => type === 'checkout.session.completed' && instance === null,
    )
    expect(completed).toMatchObject({ state: 'ignored', order_id: null })
    const { code, printed } = await runCli(at.house.env, 'unclaimed-events')
    expect(code).toBe(1)
    expect(printed).toContain(`${completed?.id}\tcheckout.session.completed\t`)
    expect(printed).toContain(`\t${session.id}\tnames nobody\t`)
  }
  expect([await knowledgeOf(one), await knowledgeOf(two)]).toEqual(knew)
  const later = new Date(one.house.deps.clock.now().getTime() + 60_000).toISOString()
  expect(await runCli(one.house.env, 'unclaimed-events', '--since', later)).toMatchObject({ code: 0 })
  const doctor = await runCli(one.house.env, 'doctor')
  expect(doctor.printed).toMatch(/^All \d+ invariants hold\.\nWarning: no instance claims [12] of Stripe's events; /)
  expect(doctor.code).toBe(0)
})

it('a payment whose name was taken off at Stripe is still known by its stored id, and by nobody else', async () => {
  const orderId = await buy(one, 'video')
  const paymentId = await atStripe(one.house).paymentOf(orderId)
  await stripeOf(one).paymentIntents.update(paymentId, { metadata: { instance: '', order_id: '' } })
  const before = new Set((await heard(two)).map(({ id }) => id))
  const refundId = await atStripe(one.house).refund(orderId)
  await until('it is known', async () => (await atStripe(one.house).stateOf(orderId)) === 'refunded')
  await heard(one)
  const created = (await one.house.sandbox.events()).find(
    ({ type, about }) => type === 'refund.created' && about === refundId,
  )
  const kept = (await heard(two)).find(({ id }) => id === created?.id && !before.has(id))
  expect(kept).toMatchObject({ state: 'ignored', instance: null })
})

it('leaves both sound', async () => {
  await expectSound(one.house)
  await expectSound(two.house)
})
