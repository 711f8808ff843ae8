import type Stripe from 'stripe'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createPlan, eventTypes, keepCard, subscribe } from '../support/plans.ts'
import { refusalOf } from '../support/refusal.ts'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'
import { advanceClock, at, DAY } from '../support/time.ts'

let sandbox: TestSandbox
let stripe: Stripe

beforeEach(async () => {
  sandbox = await startTestSandbox()
  stripe = sandbox.stripe
})
afterEach(() => sandbox.close())

const START = at('2031-01-31T10:00:00')

/** A customer in the time of a clock that stands at this moment, with a card. */
async function customerOn(frozenTime: number, card = 'pm_card_visa') {
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: frozenTime })
  const customer = await stripe.customers.create({ email: 'clock@example.com', test_clock: clock.id })
  await keepCard(stripe, customer.id, card)
  return { clock: clock.id, customer: customer.id, created: customer.created }
}

const datesOf = (invoices: readonly Stripe.Invoice[]) =>
  invoices.map(({ lines }) => new Date((lines.data[0]?.period.start ?? 0) * 1000).toISOString().slice(0, 10))

it('a year on a test clock is twelve renewals on the last days of its months', async () => {
  const { clock, customer, created } = await customerOn(START)
  expect(created).toBe(START)
  const plan = await createPlan(stripe)
  const begun = await stripe.subscriptions.create({ customer, items: [{ price: plan.id }] })
  expect(begun).toMatchObject({ created: START, test_clock: clock, status: 'active' })
  await advanceClock(sandbox, clock, at('2032-01-31T11:00:00'))
  const invoices = (await stripe.invoices.list({ subscription: begun.id, limit: 100 })).data.reverse()
  expect(datesOf(invoices)).toEqual([
    '2031-01-31',
    '2031-02-28',
    '2031-03-31',
    '2031-04-30',
    '2031-05-31',
    '2031-06-30',
    '2031-07-31',
    '2031-08-31',
    '2031-09-30',
    '2031-10-31',
    '2031-11-30',
    '2031-12-31',
    '2032-01-31',
  ])
  for (const invoice of invoices) expect(invoice).toMatchObject({ status: 'paid', test_clock: clock })
  expect(invoices.at(-1)?.status_transitions.paid_at).toBe(at('2032-01-31T11:00:00'))
})

it('time passes for whoever hangs on the clock, and for nobody else', async () => {
  const { clock, customer } = await customerOn(START)
  const card = { number: '4242424242424242', exp_year: 2040 }
  const session = await subscribe(sandbox, { customer }, { card })
  expect(session).toMatchObject({ created: START, test_clock: clock })
  const other = await subscribe(sandbox)
  await sandbox.control('POST', 'clock/advance', { seconds: 40 * DAY })
  const count = async (subscription: string) => (await stripe.invoices.list({ subscription })).data.length
  expect(await count(session.id)).toBe(1)
  expect(await count(other.id)).toBe(2)
  await advanceClock(sandbox, clock, START + 40 * DAY)
  expect(await count(session.id)).toBe(2)
  expect(await count(other.id)).toBe(2)
})

it('failures, tries and the end come in order, and the clock says when it is through', async () => {
  const { clock, customer } = await customerOn(START)
  const plan = await createPlan(stripe)
  const begun = await stripe.subscriptions.create({ customer, items: [{ price: plan.id }] })
  await keepCard(stripe, customer, 'pm_card_chargeCustomerFail')
  const advancing = await stripe.testHelpers.testClocks.advance(clock, { frozen_time: START + 60 * DAY })
  expect(advancing.status).toBe('advancing')
  expect(await refusalOf(stripe.subscriptions.update(begun.id, { cancel_at_period_end: true }))).toMatchObject({
    statusCode: 400,
  })
  await sandbox.control('POST', 'clock/advance', { seconds: 2 })
  expect(await stripe.testHelpers.testClocks.retrieve(clock)).toMatchObject({ status: 'ready' })
  const failedAt = at('2031-02-28T11:00:00')
  expect(await stripe.subscriptions.retrieve(begun.id)).toMatchObject({
    status: 'canceled',
    ended_at: failedAt + 15 * DAY,
  })
  const types = await eventTypes(sandbox)
  expect(
    types.slice(types.indexOf('test_helpers.test_clock.advancing')).filter((type) => /fail|clock|deleted/.test(type)),
  ).toEqual([
    'test_helpers.test_clock.advancing',
    ...Array.from({ length: 4 }).flatMap(() => [
      'charge.failed',
      'payment_intent.payment_failed',
      'invoice.payment_failed',
    ]),
    'customer.subscription.deleted',
    'test_helpers.test_clock.ready',
  ])
})

it('with a test clock go its customers, and what they subscribed to ends', async () => {
  const { clock, customer } = await customerOn(START)
  const plan = await createPlan(stripe)
  const begun = await stripe.subscriptions.create({ customer, items: [{ price: plan.id }] })
  await stripe.testHelpers.testClocks.del(clock)
  expect(await stripe.customers.retrieve(customer)).toMatchObject({ deleted: true })
  expect((await stripe.subscriptions.retrieve(begun.id)).status).toBe('canceled')
})

it('one long jump of the clock does what many short ones do', async () => {
  const histories: unknown[] = []
  for (const steps of [1, 97]) {
    const { clock, customer } = await customerOn(START)
    const plan = await createPlan(stripe)
    const trial = await stripe.subscriptions.create({ customer, items: [{ price: plan.id }], trial_period_days: 10 })
    const other = await stripe.subscriptions.create({
      customer,
      items: [{ price: plan.id }],
      cancel_at: START + 50 * DAY,
    })
    await keepCard(stripe, customer, 'pm_card_chargeCustomerFail')
    const from = (await eventTypes(sandbox)).length
    for (let step = 1; step <= steps; step += 1) {
      await advanceClock(sandbox, clock, START + Math.round((97 * DAY * step) / steps))
    }
    const types = (await eventTypes(sandbox)).slice(from).filter((type) => !type.includes('test_clock'))
    const invoices = await Promise.all(
      [trial.id, other.id].map(async (subscription) =>
        (await stripe.invoices.list({ subscription, limit: 100 })).data.map((invoice) => ({
          at: invoice.created,
          status: invoice.status,
          attempts: invoice.attempt_count,
          finalized: invoice.status_transitions.finalized_at,
          total: invoice.total,
        })),
      ),
    )
    histories.push({ types, invoices })
  }
  expect(histories[1]).toEqual(histories[0])
})
