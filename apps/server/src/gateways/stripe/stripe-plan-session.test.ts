import { money } from '@cashwrap/shared/money'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type BillingHouse, expectOk, openBillingHouse } from '../../../test/support/billing-house.ts'

const PRICE = money(2000, 'USD')
let house: BillingHouse
beforeAll(async () => {
  house = await openBillingHouse()
})
afterAll(() => house[Symbol.asyncDispose]())

it('an open page of a plan has begun nothing', async () => {
  const { sessionId, orderId } = await house.open({ price: PRICE })
  expect(expectOk(await house.payments.read(sessionId))).toMatchObject({
    orderId,
    instance: 'shop',
    status: 'open',
    paymentStatus: 'unpaid',
    mode: 'subscription',
    total: 2000,
    currency: 'USD',
    payment: null,
    subscription: null,
  })
  expect(expectOk(await house.payments.expire(sessionId)).status).toBe('expired')
})

it('a paid one has begun a subscription, and is paid by its first invoice', async () => {
  const facts = await house.subscribe({ price: PRICE })
  expect(facts).toMatchObject({ status: 'complete', paymentStatus: 'paid', total: 2000, destination: null })
  expect(facts.payment).toMatchObject({ status: 'succeeded', received: 2000, decline: null })
  expect(facts.payment?.intentId).toMatch(/^pi_/)
  expect(facts.payment?.chargeId).toMatch(/^ch_/)
  const subscription = await house.stripe.subscriptions.retrieve(facts.began.subscriptionId)
  expect(subscription.metadata).toMatchObject({ order_id: facts.orderId, instance: 'shop' })
  expect(facts.began).toEqual({ subscriptionId: subscription.id, customerId: subscription.customer, destination: null })
})

it.each([
  ['JPY', 1500],
  ['KWD', 5120],
  ['ISK', 1500],
])('in %s it costs what it does', async (currency, amount) => {
  const facts = await house.subscribe({ price: money(amount, currency) })
  expect(facts).toMatchObject({ currency, total: amount, payment: { received: amount } })
})

it('a trial begins a subscription that nothing has paid', async () => {
  const facts = await house.subscribe({ price: PRICE, trialDays: 14 })
  expect(facts).toMatchObject({ paymentStatus: 'no-payment-required', total: 0, payment: null })
})

it('tax comes on top', async () => {
  const rate = expectOk(await house.subscriptions.ensureTaxRate({ rateBps: 810, country: 'CH' }))
  const facts = await house.subscribe({ price: PRICE, taxRateId: rate.taxRateId })
  expect(facts).toMatchObject({ subtotal: 2000, tax: 162, total: 2162, payment: { received: 2162 } })
})

it("a seller's plan pays the seller, less what the shop keeps", async () => {
  await house.sandbox.plantAccounts(['acct_1Seller'])
  const facts = await house.subscribe({ price: PRICE, destination: { accountId: 'acct_1Seller', feeBps: 1250 } })
  expect(facts.destination).toEqual({ accountId: 'acct_1Seller', fee: 250 })
  expect(facts.began.destination).toEqual({ accountId: 'acct_1Seller', feeBps: 1250 })
})

it('a subscriber comes back as the customer they are', async () => {
  const { began } = await house.subscribe({ price: PRICE })
  const again = await house.subscribe({ price: PRICE, customerId: began.customerId })
  expect(again.began.customerId).toBe(began.customerId)
  expect(again.began.subscriptionId).not.toBe(began.subscriptionId)
})

it('a refused card leaves the page open', async () => {
  const { sessionId } = await house.open({ price: PRICE })
  await house.sandbox.pay(sessionId, '4000000000000002')
  expect(expectOk(await house.payments.read(sessionId))).toMatchObject({ status: 'open', subscription: null })
})

it('is found again by its order, with what it began', async () => {
  const { sessionId, orderId } = await house.open({ price: PRICE })
  await house.sandbox.pay(sessionId)
  const made = (await house.stripe.checkout.sessions.retrieve(sessionId)).created * 1000
  const window = [new Date(made - 60_000), new Date(made + 60_000)] as const
  expect(expectOk(await house.payments.find({ orderId, way: 'page' }, ...window))).toEqual(
    expectOk(await house.payments.read(sessionId)),
  )
})
