import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type Stripe from 'stripe'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createPlan, eventTypes, subscribe } from '../support/plans.ts'
import { startReceiver } from '../support/receiver.ts'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'
import { advanceTo, DAY, HOUR, periodEndOf } from '../support/time.ts'

let sandbox: TestSandbox
let stripe: Stripe

beforeEach(async () => {
  sandbox = await startTestSandbox()
  stripe = sandbox.stripe
})
afterEach(() => sandbox.close())

const read = (id: string) => stripe.subscriptions.retrieve(id, { expand: ['latest_invoice'] })
const invoicesOf = async (subscription: string) =>
  (await stripe.invoices.list({ subscription, limit: 100 })).data.reverse()

/** From the next charge on, what this customer subscribed to is charged to another card. */
const switchCard = (subscription: Stripe.Subscription, card: string) =>
  sandbox.control('POST', `customers/${String(subscription.customer)}/card`, { card })

const GOOD = '4242424242424242'
const FAILS_WHEN_CHARGED = '4000000000000341'
const ALWAYS_ASKS = '4000002760003184'
const ASKS_ONCE = '4000002500003155'

it('a period that ends is followed by the next: a draft first, paid an hour later', async () => {
  const begun = await subscribe(sandbox)
  const end = periodEndOf(begun)
  await advanceTo(sandbox, end + 60)
  const drafted = await read(begun.id)
  expect(drafted).toMatchObject({
    status: 'active',
    items: { data: [{ current_period_start: end }] },
    latest_invoice: {
      status: 'draft',
      billing_reason: 'subscription_cycle',
      created: end,
      automatically_finalizes_at: end + HOUR,
      period_start: begun.items.data[0]?.current_period_start,
      period_end: end,
      lines: { data: [{ period: { start: end, end: periodEndOf(drafted) } }] },
    },
  })
  await advanceTo(sandbox, end + HOUR)
  expect((await read(begun.id)).latest_invoice).toMatchObject({
    status: 'paid',
    amount_paid: 1900,
    status_transitions: { finalized_at: end + HOUR, paid_at: end + HOUR },
  })
})

it('a year in one jump is twelve renewals in their order, each at its own moment', async () => {
  const receiver = await startReceiver()
  await stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ['invoice.paid', 'invoice.created'] })
  const begun = await subscribe(sandbox)
  await advanceTo(sandbox, begun.created + 366 * DAY)
  const invoices = await invoicesOf(begun.id)
  expect(invoices).toHaveLength(13)
  const periods = invoices.map(({ lines }) => lines.data[0]?.period)
  for (const [index, invoice] of invoices.entries()) {
    if (index === 0) continue
    expect(invoice).toMatchObject({ status: 'paid', created: periods[index]?.start })
    expect(periods[index]?.start).toBe(periods[index - 1]?.end)
  }
  const told = await receiver.until((received) => received.length === 26)
  expect(told.slice(2).map(({ objectId }) => objectId)).toEqual(invoices.slice(1).flatMap(({ id }) => [id, id]))
  await receiver.close()
})

it('what a jump comes to is told one after the other, to a shop that takes its time', async () => {
  let [underWay, most, told] = [0, 0, 0]
  const shop = createServer((request, response) => {
    underWay += 1
    most = Math.max(most, underWay)
    request.resume().on('end', () => {
      setTimeout(() => {
        underWay -= 1
        told += 1
        response.end()
      }, 20)
    })
  })
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve))
  const { port } = shop.address() as AddressInfo
  const begun = await subscribe(sandbox)
  await stripe.webhookEndpoints.create({ url: `http://127.0.0.1:${port}/`, enabled_events: ['invoice.paid'] })
  await advanceTo(sandbox, begun.created + 366 * DAY)
  await expect.poll(() => told, { timeout: 10_000 }).toBe(12)
  expect(most).toBe(1)
  shop.close()
  shop.closeAllConnections()
})

it('a card that fails is tried again after 3, 5 and 7 days, and then the subscription ends', async () => {
  const begun = await subscribe(sandbox)
  await switchCard(begun, FAILS_WHEN_CHARGED)
  const failedAt = periodEndOf(begun) + HOUR
  await advanceTo(sandbox, failedAt)
  expect(await read(begun.id)).toMatchObject({
    status: 'past_due',
    latest_invoice: { status: 'open', attempt_count: 1, next_payment_attempt: failedAt + 3 * DAY },
  })
  await advanceTo(sandbox, failedAt + 3 * DAY)
  expect(await read(begun.id)).toMatchObject({
    status: 'past_due',
    latest_invoice: { attempt_count: 2, next_payment_attempt: failedAt + 8 * DAY },
  })
  await advanceTo(sandbox, failedAt + 15 * DAY)
  expect(await read(begun.id)).toMatchObject({
    status: 'canceled',
    ended_at: failedAt + 15 * DAY,
    cancellation_details: { reason: 'payment_failed' },
    latest_invoice: { status: 'open', attempt_count: 4, next_payment_attempt: null },
  })
  const invoice = (await invoicesOf(begun.id)).at(-1)
  const types = await eventTypes(sandbox, begun.id, String(invoice?.id))
  expect(types.filter((type) => type === 'invoice.payment_failed')).toHaveLength(4)
  expect(types.at(-1)).toBe('customer.subscription.deleted')
})

it('a card that pays again brings everything in order at the next try', async () => {
  const begun = await subscribe(sandbox)
  await switchCard(begun, FAILS_WHEN_CHARGED)
  const failedAt = periodEndOf(begun) + HOUR
  await advanceTo(sandbox, failedAt)
  await switchCard(begun, GOOD)
  expect(await read(begun.id)).toMatchObject({ status: 'past_due', latest_invoice: { status: 'open' } })
  await advanceTo(sandbox, failedAt + 3 * DAY)
  expect(await read(begun.id)).toMatchObject({ status: 'active', latest_invoice: { status: 'paid', attempt_count: 2 } })
})

it('how often a renewal is tried and what becomes of it can be set', async () => {
  expect(await sandbox.control('POST', 'billing', { retry_days: [1], after_last: 'unpaid' })).toEqual({
    retry_days: [1],
    after_last: 'unpaid',
  })
  const begun = await subscribe(sandbox)
  await switchCard(begun, FAILS_WHEN_CHARGED)
  const failedAt = periodEndOf(begun) + HOUR
  await advanceTo(sandbox, failedAt + DAY)
  const behind = await read(begun.id)
  expect(behind).toMatchObject({ status: 'unpaid', latest_invoice: { status: 'open', attempt_count: 2 } })
  await advanceTo(sandbox, periodEndOf(behind) + HOUR)
  expect(await read(begun.id)).toMatchObject({
    status: 'unpaid',
    latest_invoice: { status: 'draft', auto_advance: false },
  })
  await expect(sandbox.control('POST', 'billing', { after_last: 'forgive' })).rejects.toThrow('400')
})

it('a card that wants 3-D Secure every time waits for its owner at a renewal', async () => {
  const begun = await subscribe(sandbox)
  await switchCard(begun, ALWAYS_ASKS)
  await advanceTo(sandbox, periodEndOf(begun) + HOUR)
  const behind = await read(begun.id)
  const invoice = behind.latest_invoice as Stripe.Invoice
  expect(behind).toMatchObject({ status: 'past_due', latest_invoice: { status: 'open' } })
  expect(await eventTypes(sandbox, invoice.id)).toContain('invoice.payment_action_required')
  const [payment] = (await stripe.invoicePayments.list({ invoice: invoice.id })).data
  const intent = String(payment?.payment.payment_intent)
  expect(await stripe.paymentIntents.retrieve(intent)).toMatchObject({ status: 'requires_action' })
  await sandbox.control('POST', `payment_intents/${intent}/pay`, { three_d_secure: 'complete' })
  expect(await read(begun.id)).toMatchObject({ status: 'active', latest_invoice: { status: 'paid' } })
})

it('a card that wants 3-D Secure once renews without asking', async () => {
  const begun = await subscribe(sandbox, {}, { card: ASKS_ONCE, three_d_secure: 'complete' })
  await advanceTo(sandbox, periodEndOf(begun) + HOUR)
  expect(await read(begun.id)).toMatchObject({ status: 'active', latest_invoice: { status: 'paid' } })
})

it('a trial is announced three days before it ends, and then charged for', async () => {
  const begun = await subscribe(sandbox, { subscription_data: { trial_period_days: 7 } })
  const trialEnd = begun.trial_end ?? 0
  await advanceTo(sandbox, trialEnd - 3 * DAY - 60)
  expect(await eventTypes(sandbox, begun.id)).not.toContain('customer.subscription.trial_will_end')
  await advanceTo(sandbox, trialEnd - 3 * DAY)
  expect(await eventTypes(sandbox, begun.id)).toContain('customer.subscription.trial_will_end')
  await advanceTo(sandbox, trialEnd + HOUR)
  expect(await read(begun.id)).toMatchObject({
    status: 'active',
    latest_invoice: { billing_reason: 'subscription_cycle', amount_paid: 1900, status: 'paid' },
  })
})

it('a trial whose card fails when it is charged falls behind', async () => {
  const begun = await subscribe(sandbox, { subscription_data: { trial_period_days: 7 } }, { card: FAILS_WHEN_CHARGED })
  await advanceTo(sandbox, (begun.trial_end ?? 0) + HOUR)
  expect(await read(begun.id)).toMatchObject({ status: 'past_due', latest_invoice: { status: 'open' } })
})

it('a trial without a card ends as was said: paused, canceled, or with an open invoice', async () => {
  const trials = await Promise.all(
    (['pause', 'cancel', 'create_invoice'] as const).map((missing) =>
      subscribe(sandbox, {
        payment_method_collection: 'if_required',
        subscription_data: {
          trial_period_days: 7,
          trial_settings: { end_behavior: { missing_payment_method: missing } },
        },
      }),
    ),
  )
  await advanceTo(sandbox, (trials[2]?.trial_end ?? 0) + HOUR)
  const [paused, canceled, behind] = await Promise.all(trials.map(({ id }) => read(id)))
  expect(paused).toMatchObject({ status: 'paused' })
  expect(canceled).toMatchObject({ status: 'canceled' })
  expect(behind).toMatchObject({ status: 'past_due', latest_invoice: { status: 'open', attempt_count: 1 } })
})

it('a coupon that repeats is taken off as long as it lasts', async () => {
  const coupon = await stripe.coupons.create({
    amount_off: 500,
    currency: 'usd',
    duration: 'repeating',
    duration_in_months: 2,
  })
  const begun = await subscribe(sandbox, { discounts: [{ coupon: coupon.id }] })
  await advanceTo(sandbox, begun.created + 93 * DAY)
  expect((await invoicesOf(begun.id)).map(({ total }) => total)).toEqual([1400, 1400, 1900, 1900])
})

it('several rhythms: every two weeks, and a day in months that are too short', async () => {
  const plan = await createPlan(stripe, { recurring: { interval: 'week', interval_count: 2 } })
  const begun = await subscribe(sandbox, { line_items: [{ price: plan.id, quantity: 1 }] })
  await advanceTo(sandbox, begun.created + 43 * DAY)
  const starts = (await invoicesOf(begun.id)).map(({ lines }) => (lines.data[0]?.period.start ?? 0) - begun.created)
  expect(starts).toEqual([0, 14 * DAY, 28 * DAY, 42 * DAY])
})
