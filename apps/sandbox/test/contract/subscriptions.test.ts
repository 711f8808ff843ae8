import type Stripe from 'stripe'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { subscribe } from '../support/plans.ts'
import { refusalOf } from '../support/refusal.ts'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'

let sandbox: TestSandbox
let stripe: Stripe

beforeAll(async () => {
  sandbox = await startTestSandbox()
  stripe = sandbox.stripe
})
afterAll(() => sandbox.close())

it('GET /v1/subscriptions/:id: answers it', async () => {
  const { id } = await subscribe(sandbox)
  expect(await stripe.subscriptions.retrieve(id, { expand: ['default_payment_method'] })).toMatchObject({
    id,
    status: 'active',
    default_payment_method: { card: { last4: '4242' } },
  })
  expect(await refusalOf(stripe.subscriptions.retrieve('sub_no'))).toMatchObject({ statusCode: 404 })
})

it('GET /v1/subscriptions: lists those of a customer, by price, status and period', async () => {
  const subscription = await subscribe(sandbox)
  const customer = String(subscription.customer)
  const item = subscription.items.data[0]
  const ids = async (params: Stripe.SubscriptionListParams) =>
    (await stripe.subscriptions.list({ customer, ...params })).data.map(({ id }) => id)
  expect(await ids({})).toEqual([subscription.id])
  expect(await ids({ status: 'active', price: item?.price.id ?? '' })).toEqual([subscription.id])
  expect(await ids({ status: 'past_due' })).toEqual([])
  expect(await ids({ price: 'price_other' })).toEqual([])
  const end = item?.current_period_end ?? 0
  expect(await ids({ current_period_end: { gte: end } })).toEqual([subscription.id])
  expect(await ids({ current_period_end: { lt: end } })).toEqual([])
})
