import { addMinutes } from '@cashwrap/shared/time'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeSignInLink, systemActor } from '../../src/modules/auth/index.ts'
import { settleKnownSubscription } from '../../src/modules/billing/index.ts'
import { settleCheckout } from '../../src/modules/checkout/index.ts'
import { type House, openHouse } from '../support/house.ts'
import { stockPlans } from '../support/plans.ts'
import { Shopper } from '../support/shopper.ts'
import { given, mine, startPlan } from '../support/subscriber.ts'
import { until } from '../support/until.ts'

let house: House
beforeAll(async () => {
  house = await openHouse({ work: false, webhooks: false })
})
afterAll(() => house[Symbol.asyncDispose]())

/** What `work` costs: statements in all, transactions, and calls to Stripe. */
const costOf = async (work: () => Promise<unknown>) => {
  const before = (await house.sandbox.requests()).length
  house.statements.length = 0
  await work()
  const statements = [...house.statements]
  const count = (word: string) => statements.filter((statement) => statement === word).length
  expect(count('begin')).toBe(count('commit') + count('rollback'))
  const calls = (await house.sandbox.requests()).slice(0, (await house.sandbox.requests()).length - before)
  return {
    statements: statements.length,
    transactions: count('begin'),
    stripe: calls.map(({ method }) => method),
  }
}

it('starting costs two transactions and one call to Stripe, settling one transaction and one read', async () => {
  const shopper = new Shopper(house.url)
  const cart = await shopper.fill('course', 'sheets', 'video', 'workshop')
  const expectedTotal = { amount: cart.total, currency: 'USD' }
  let sessionId = ''
  const start = await costOf(async () => {
    const headers = { 'idempotency-key': 'budget' }
    const started = await shopper.mutate<{ sessionId: string }>(
      'checkout.start',
      { email: shopper.email, expectedTotal },
      headers,
    )
    if (!started.ok) throw new Error(started.failure.kind)
    sessionId = started.value.sessionId
  })
  expect(start).toMatchObject({ transactions: 2, stripe: ['POST'] })
  expect(start.statements).toBeLessThanOrEqual(20)

  await house.sandbox.pay(sessionId)
  const settle = () => settleCheckout(house.deps, systemActor('test'), { sessionId })
  const first = await costOf(settle)
  expect(first).toMatchObject({ transactions: 1, stripe: ['GET'] })
  expect(first.statements).toBeLessThanOrEqual(26)
  expect(await costOf(settle)).toEqual({ statements: 1, transactions: 0, stripe: [] })
})

it('starting an unchanged cart again costs one transaction and no call', async () => {
  const shopper = new Shopper(house.url)
  const cart = await shopper.fill('course')
  const ask = { email: shopper.email, expectedTotal: { amount: cart.total, currency: 'USD' } }
  await shopper.mutate('checkout.start', ask)
  expect(await costOf(() => shopper.mutate('checkout.start', ask))).toMatchObject({ transactions: 1, stripe: [] })
})

it('a page of the shop, a cart and a status cost the same however much is in them', async () => {
  const [small, large] = [new Shopper(house.url), new Shopper(house.url)]
  await small.fill('course')
  await large.fill('course', 'sheets', 'video')
  const ofCart = async (shopper: Shopper) => (await costOf(() => shopper.cart())).statements
  expect(await ofCart(large)).toBe(await ofCart(small))
  expect((await costOf(() => small.query('catalogue.list', { limit: 100 }))).statements).toBe(1)
  const { sessionId } = await large.startPayable()
  expect((await costOf(() => large.status(sessionId))).statements).toBe(1)
})

it('a plan costs so much to show, begin, renew and look at', async () => {
  const plans = await stockPlans(house)
  const shopper = await signedInByLink()
  const other = await signedInByLink()
  // Its price is made at Stripe for the first who comes.
  await startPlan(other, plans.plain.month)

  const start = await costOf(() => startPlan(shopper, plans.plain.month))
  expect(start).toMatchObject({ transactions: 2, stripe: ['POST', 'GET'] })
  expect(start.statements).toBeLessThanOrEqual(22)
  const { sessionId } = await startPlan(shopper, plans.plain.month)
  await house.sandbox.pay(sessionId)
  await settleCheckout(house.deps, systemActor('test'), { sessionId })
  const [subscription] = await mine(shopper)
  if (!subscription?.nextCharge) throw new Error('nothing was begun')
  const { id: subscriptionId, nextCharge } = subscription

  expect(await costOf(() => mine(shopper))).toEqual({ statements: 2, transactions: 0, stripe: [] })
  const show = await costOf(() => shopper.query('subscriptions.plans'))
  expect(show).toMatchObject({ transactions: 0, stripe: [] })
  expect(show.statements).toBeLessThanOrEqual(4)

  const settle = () => settleKnownSubscription(house.deps, systemActor('test'), { subscriptionId })
  const charged = addMinutes(new Date(nextCharge.at), 90)
  await house.sandbox.advanceTo(charged)
  await until('the shop knows the time', async () => house.deps.clock.now() >= charged)
  const renewal = await costOf(async () => given(await settle()))
  expect(renewal.transactions).toBe(1)
  expect(renewal.statements).toBeLessThanOrEqual(30)
  expect(renewal.stripe.length).toBeLessThanOrEqual(4)
  const again = await costOf(async () => given(await settle()))
  expect(again.transactions).toBe(1)
  expect(again.statements).toBeLessThanOrEqual(12)
  expect(again.stripe.length).toBeLessThanOrEqual(3)
}, 60_000)

/** Without a mail, as nobody is at work here. */
async function signedInByLink(): Promise<Shopper> {
  const shopper = new Shopper(house.url)
  const link = given(
    await makeSignInLink(house.deps, systemActor('test'), { email: shopper.email, roles: [], next: '/' }),
  )
  given(await shopper.mutate('auth.signInWithLink', { token: new URL(link.url).hash.split('=')[1] }))
  return shopper
}
