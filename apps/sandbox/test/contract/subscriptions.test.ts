import type Stripe from 'stripe'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createPlan, eventTypes, keepCard, subscribe } from '../support/plans.ts'
import { refusalOf } from '../support/refusal.ts'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'
import { plantSeller } from '../support/sellers.ts'
import { advanceTo, DAY, HOUR, periodEndOf } from '../support/time.ts'

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

/** A customer with a card that is charged when nothing else is said. */
async function customerWith(card: string | null = 'pm_card_visa'): Promise<string> {
  const { id } = await stripe.customers.create({ email: 'ana@example.com' })
  if (card !== null) await keepCard(stripe, id, card)
  return id
}

const itemOf = (subscription: Stripe.Subscription) => String(subscription.items.data[0]?.id)
const invoiceOf = (subscription: Stripe.Subscription) =>
  stripe.invoices.retrieve(String(subscription.latest_invoice), { expand: ['payments'] })

it('POST /v1/subscriptions: begins one with the card of the customer', async () => {
  const plan = await createPlan(stripe)
  const customer = await customerWith()
  const begun = await stripe.subscriptions.create({
    customer,
    items: [{ price: plan.id, quantity: 2 }],
    metadata: { seats: '2' },
    description: 'Two seats',
  })
  expect(begun).toMatchObject({
    status: 'active',
    metadata: { seats: '2' },
    description: 'Two seats',
    billing_mode: { type: 'flexible' },
    items: { data: [{ quantity: 2, price: { id: plan.id } }] },
  })
  expect(await invoiceOf(begun)).toMatchObject({ status: 'paid', total: 3800 })
})

it('a card that is refused leaves a new subscription incomplete, for 23 hours', async () => {
  const plan = await createPlan(stripe)
  const customer = await customerWith('pm_card_chargeCustomerFail')
  const create = (behavior: Stripe.SubscriptionCreateParams.PaymentBehavior) =>
    stripe.subscriptions.create({ customer, items: [{ price: plan.id }], payment_behavior: behavior })
  const begun = await create('allow_incomplete')
  expect(begun.status).toBe('incomplete')
  const invoice = await invoiceOf(begun)
  expect(invoice).toMatchObject({ status: 'open', attempt_count: 1, next_payment_attempt: null })
  expect(await refusalOf(create('error_if_incomplete'))).toMatchObject({ statusCode: 402, code: 'card_declined' })
  expect((await stripe.subscriptions.list({ customer })).data).toHaveLength(1)
  await advanceTo(sandbox, begun.created + 23 * HOUR)
  expect(await stripe.subscriptions.retrieve(begun.id)).toMatchObject({ status: 'incomplete_expired' })
  expect(await stripe.invoices.retrieve(invoice.id)).toMatchObject({ status: 'void' })
})

it('default_incomplete waits for the customer, whose payment makes it active', async () => {
  const plan = await createPlan(stripe)
  const begun = await stripe.subscriptions.create({
    customer: await customerWith(null),
    items: [{ price: plan.id }],
    payment_behavior: 'default_incomplete',
    payment_settings: { save_default_payment_method: 'on_subscription' },
    expand: ['latest_invoice.confirmation_secret', 'latest_invoice.payments'],
  })
  const invoice = begun.latest_invoice as Stripe.Invoice
  expect(begun.status).toBe('incomplete')
  const intent = String(invoice.payments?.data[0]?.payment.payment_intent)
  expect(invoice.confirmation_secret?.client_secret).toMatch(new RegExp(`^${intent}_secret_`))
  await stripe.paymentIntents.confirm(intent, { payment_method: 'pm_card_visa' })
  expect(await stripe.subscriptions.retrieve(begun.id)).toMatchObject({
    status: 'active',
    default_payment_method: expect.stringMatching(/^pm_/),
  })
})

it('refuses a subscription without a card, of an inactive or one-time price, and what is not emulated', async () => {
  const plan = await createPlan(stripe)
  const customer = await customerWith(null)
  const refused = (params: Partial<Stripe.SubscriptionCreateParams>) =>
    refusalOf(stripe.subscriptions.create({ customer, items: [{ price: plan.id }], ...params }))
  expect(await refused({})).toMatchObject({ statusCode: 400, code: 'resource_missing' })
  const once = await stripe.prices.create({ currency: 'usd', unit_amount: 500, product: String(plan.product) })
  expect(await refused({ items: [{ price: once.id }] })).toMatchObject({ param: 'items[0][price]' })
  await stripe.prices.update(plan.id, { active: false })
  expect(await refused({})).toMatchObject({ param: 'items[0][price]' })
  expect(await refused({ billing_cycle_anchor: 1 })).toMatchObject({ code: 'sandbox_not_emulated' })
  expect(await refused({ payment_behavior: 'pending_if_incomplete' })).toMatchObject({ param: 'payment_behavior' })
})

it('POST /v1/subscriptions/:id: switches the price, and charges the difference at once', async () => {
  const begun = await subscribe(sandbox)
  const larger = await createPlan(stripe, { unit_amount: 4900 })
  const item = begun.items.data[0]
  const half = Math.floor(((item?.current_period_start ?? 0) + (item?.current_period_end ?? 0)) / 2)
  await advanceTo(sandbox, half)
  const switched = await stripe.subscriptions.update(begun.id, {
    items: [{ id: itemOf(begun), price: larger.id }],
    proration_behavior: 'always_invoice',
    proration_date: half,
  })
  expect(switched.items.data).toMatchObject([
    { id: itemOf(begun), price: { id: larger.id }, current_period_end: item?.current_period_end },
  ])
  expect(await invoiceOf(switched)).toMatchObject({
    billing_reason: 'subscription_update',
    status: 'paid',
    total: 1500,
    lines: {
      data: [
        {
          amount: -950,
          description: expect.stringMatching(/^Unused time on Studio plan after /),
          parent: { subscription_item_details: { proration: true, subscription_item: itemOf(begun) } },
          period: { start: half, end: item?.current_period_end },
        },
        { amount: 2450, description: expect.stringMatching(/^Remaining time on Studio plan after /) },
      ],
    },
  })
})

it('a difference that is not charged at once waits for the next invoice; a credit stays with the customer', async () => {
  const begun = await subscribe(sandbox)
  const smaller = await createPlan(stripe, { unit_amount: 900 })
  const change = { items: [{ id: itemOf(begun), price: smaller.id }], proration_date: begun.created }
  await stripe.subscriptions.update(begun.id, change)
  const pending = await stripe.invoiceItems.list({ customer: String(begun.customer), pending: true })
  expect(pending.data.map(({ amount }) => amount).sort()).toEqual([-1900, 900])
  await stripe.subscriptions.update(begun.id, {
    items: [{ id: itemOf(begun), price: begun.items.data[0]?.price.id ?? '' }],
    proration_behavior: 'none',
  })
  await stripe.subscriptions.update(begun.id, { ...change, proration_behavior: 'always_invoice' })
  const credited = await invoiceOf(await stripe.subscriptions.retrieve(begun.id))
  expect(credited).toMatchObject({ status: 'paid', total: -1000, amount_due: 0, ending_balance: -1000 })
  expect(await stripe.customers.retrieve(String(begun.customer))).toMatchObject({ balance: -1000 })
  await advanceTo(sandbox, periodEndOf(begun) + HOUR)
  const renewed = await invoiceOf(await stripe.subscriptions.retrieve(begun.id))
  expect(renewed).toMatchObject({
    total: 900,
    starting_balance: -1000,
    amount_due: 0,
    ending_balance: -100,
    status: 'paid',
  })
})

it('another interval begins a new period now, and credits what is left of the old one', async () => {
  const begun = await subscribe(sandbox)
  const yearly = await createPlan(stripe, { unit_amount: 19000, recurring: { interval: 'year' } })
  const { now } = await sandbox.control<{ now: number }>('GET', 'clock')
  const switched = await stripe.subscriptions.update(begun.id, { items: [{ id: itemOf(begun), price: yearly.id }] })
  const [item] = switched.items.data
  expect(item?.current_period_start).toBeGreaterThanOrEqual(now)
  expect(item?.current_period_end).toBeGreaterThan(now + 364 * DAY)
  expect(switched.billing_cycle_anchor).toBe(item?.current_period_start)
  const invoice = await invoiceOf(switched)
  expect(invoice).toMatchObject({ billing_reason: 'subscription_update', status: 'paid' })
  expect(invoice.lines.data.map(({ amount }) => amount)).toEqual([expect.any(Number), 19000])
  expect(invoice.lines.data[0]?.amount).toBeLessThan(0)
})

it('another price from the next period on: a trial until then, and no proration', async () => {
  const begun = await subscribe(sandbox)
  const end = periodEndOf(begun)
  const yearly = await createPlan(stripe, { unit_amount: 19000, recurring: { interval: 'year' } })
  const waiting = await stripe.subscriptions.update(begun.id, {
    items: [{ id: itemOf(begun), price: yearly.id }],
    proration_behavior: 'none',
    trial_end: end,
  })
  expect(waiting).toMatchObject({ status: 'trialing', trial_end: end, billing_cycle_anchor: end })
  expect(periodEndOf(waiting)).toBe(end)
  expect(await invoiceOf(waiting)).toMatchObject({ total: 0, status: 'paid', billing_reason: 'subscription_update' })
  await advanceTo(sandbox, end + HOUR)
  const renewed = await stripe.subscriptions.retrieve(begun.id)
  expect(renewed.status).toBe('active')
  expect(await invoiceOf(renewed)).toMatchObject({ total: 19000, status: 'paid', billing_reason: 'subscription_cycle' })
})

it('a trial that is ended now is charged for at once', async () => {
  const begun = await subscribe(sandbox, { subscription_data: { trial_period_days: 7 } })
  const ended = await stripe.subscriptions.update(begun.id, { trial_end: 'now' })
  expect(ended.status).toBe('active')
  expect(await invoiceOf(ended)).toMatchObject({ total: 1900, status: 'paid' })
  expect(ended.items.data[0]?.current_period_start).toBe(ended.billing_cycle_anchor)
})

it('a change that cannot be paid does not happen, or leaves the subscription past due', async () => {
  const begun = await subscribe(sandbox)
  const larger = await createPlan(stripe, { unit_amount: 4900 })
  await sandbox.control('POST', `customers/${String(begun.customer)}/card`, { card: '4000000000000341' })
  const change: Stripe.SubscriptionUpdateParams = {
    items: [{ id: itemOf(begun), price: larger.id }],
    proration_behavior: 'always_invoice',
    proration_date: begun.created,
  }
  const refused = stripe.subscriptions.update(begun.id, { ...change, payment_behavior: 'error_if_incomplete' })
  expect(await refusalOf(refused)).toMatchObject({ statusCode: 402, code: 'card_declined' })
  const same = await stripe.subscriptions.retrieve(begun.id)
  expect(same.items.data[0]?.price.id).toBe(begun.items.data[0]?.price.id)
  expect((await stripe.invoices.list({ subscription: begun.id })).data).toHaveLength(1)
  const behind = await stripe.subscriptions.update(begun.id, change)
  expect(behind.status).toBe('past_due')
  expect(await invoiceOf(behind)).toMatchObject({ status: 'open', amount_due: 3000, attempt_count: 1 })
})

it('ends with its period when that is wanted, unless it is taken back', async () => {
  const begun = await subscribe(sandbox)
  const end = periodEndOf(begun)
  const leaving = await stripe.subscriptions.update(begun.id, {
    cancel_at_period_end: true,
    cancellation_details: { feedback: 'unused' },
  })
  expect(leaving).toMatchObject({
    status: 'active',
    cancel_at_period_end: true,
    cancel_at: end,
    canceled_at: expect.any(Number),
    cancellation_details: { feedback: 'unused', reason: 'cancellation_requested' },
  })
  const back = await stripe.subscriptions.update(begun.id, { cancel_at_period_end: false })
  expect(back).toMatchObject({ cancel_at_period_end: false, cancel_at: null, canceled_at: null })
  await stripe.subscriptions.update(begun.id, { cancel_at: 'min_period_end' })
  await advanceTo(sandbox, end)
  expect(await stripe.subscriptions.retrieve(begun.id)).toMatchObject({ status: 'canceled', ended_at: end })
  expect((await stripe.invoices.list({ subscription: begun.id })).data).toHaveLength(1)
  expect(await eventTypes(sandbox, begun.id)).toContain('customer.subscription.deleted')
})

it('ends at a moment of its own', async () => {
  const begun = await subscribe(sandbox)
  const at = periodEndOf(begun) + 3 * DAY
  await stripe.subscriptions.update(begun.id, { cancel_at: at })
  await advanceTo(sandbox, at)
  expect(await stripe.subscriptions.retrieve(begun.id)).toMatchObject({ status: 'canceled', ended_at: at })
})

it('pauses collection: what comes meanwhile stays a draft, is void, or given up', async () => {
  const pause = async (behavior: 'keep_as_draft' | 'void' | 'mark_uncollectible') => {
    const begun = await subscribe(sandbox)
    const paused = await stripe.subscriptions.update(begun.id, { pause_collection: { behavior } })
    expect(paused.pause_collection).toEqual({ behavior, resumes_at: null })
    return begun
  }
  const [kept, voided, given] = [await pause('keep_as_draft'), await pause('void'), await pause('mark_uncollectible')]
  await advanceTo(sandbox, periodEndOf(given) + HOUR)
  const after = async ({ id }: Stripe.Subscription) => invoiceOf(await stripe.subscriptions.retrieve(id))
  expect(await after(kept)).toMatchObject({ status: 'draft', auto_advance: false })
  expect(await after(voided)).toMatchObject({ status: 'void' })
  expect(await after(given)).toMatchObject({ status: 'uncollectible' })
  expect(await stripe.subscriptions.update(kept.id, { pause_collection: '' })).toMatchObject({
    status: 'active',
    pause_collection: null,
  })
  const draft = await after(kept)
  expect(await stripe.invoices.pay(draft.id)).toMatchObject({ status: 'paid', amount_paid: 1900 })
})

it('collects again from the moment that was set', async () => {
  const begun = await subscribe(sandbox)
  const resumes = periodEndOf(begun) + 10 * DAY
  await stripe.subscriptions.update(begun.id, { pause_collection: { behavior: 'void', resumes_at: resumes } })
  await advanceTo(sandbox, resumes)
  expect((await stripe.subscriptions.retrieve(begun.id)).pause_collection).toBeNull()
  await advanceTo(sandbox, resumes + 31 * DAY)
  const [newest] = (await stripe.invoices.list({ subscription: begun.id })).data
  expect(newest).toMatchObject({ status: 'paid' })
})

it('changes coupon, tax, seller and card', async () => {
  const begun = await subscribe(sandbox)
  const coupon = await stripe.coupons.create({ percent_off: 50, duration: 'forever' })
  const rate = await stripe.taxRates.create({ display_name: 'VAT', percentage: 20, inclusive: false })
  const seller = await plantSeller(sandbox, 'acct_later')
  const method = await stripe.paymentMethods.attach('pm_card_mastercard', { customer: String(begun.customer) })
  const changed = await stripe.subscriptions.update(begun.id, {
    discounts: [{ coupon: coupon.id }],
    default_tax_rates: [rate.id],
    transfer_data: { destination: seller },
    application_fee_percent: 12.5,
    default_payment_method: method.id,
    expand: ['discounts'],
  })
  expect(changed).toMatchObject({
    discounts: [{ object: 'discount', source: { coupon: coupon.id, type: 'coupon' } }],
    default_payment_method: method.id,
    application_fee_percent: 12.5,
  })
  await advanceTo(sandbox, periodEndOf(begun) + HOUR)
  const invoice = await invoiceOf(await stripe.subscriptions.retrieve(begun.id))
  expect(invoice).toMatchObject({
    subtotal: 1900,
    total: 1140,
    total_discount_amounts: [{ amount: 950 }],
    total_taxes: [{ amount: 190, taxable_amount: 950 }],
  })
  const intent = await stripe.paymentIntents.retrieve(String(invoice.payments?.data[0]?.payment.payment_intent))
  expect(intent).toMatchObject({ payment_method: method.id, application_fee_amount: 143 })
})

it('DELETE /v1/subscriptions/:id: ends it now, crediting what is left if that is wanted', async () => {
  const begun = await subscribe(sandbox)
  const ended = await stripe.subscriptions.cancel(begun.id, {
    prorate: true,
    invoice_now: true,
    cancellation_details: { comment: 'Moving on' },
  })
  expect(ended).toMatchObject({
    status: 'canceled',
    cancellation_details: { comment: 'Moving on', reason: 'cancellation_requested' },
  })
  expect((await invoiceOf(ended)).total).toBeLessThan(-1800)
  expect(await refusalOf(stripe.subscriptions.cancel(begun.id))).toMatchObject({ statusCode: 404 })
  expect(await refusalOf(stripe.subscriptions.update(begun.id, { cancel_at_period_end: true }))).toMatchObject({
    code: 'invalid_canceled_subscription_fields',
  })
  expect(await stripe.subscriptions.update(begun.id, { metadata: { why: 'noted' } })).toMatchObject({
    metadata: { why: 'noted' },
  })
  expect((await stripe.subscriptions.list({ customer: String(begun.customer) })).data).toEqual([])
  expect((await stripe.subscriptions.list({ customer: String(begun.customer), status: 'ended' })).data).toHaveLength(1)
})

it('POST /v1/subscriptions/:id/resume: goes on with what was paused at the end of its trial', async () => {
  const begun = await subscribe(sandbox, {
    payment_method_collection: 'if_required',
    subscription_data: { trial_period_days: 3, trial_settings: { end_behavior: { missing_payment_method: 'pause' } } },
  })
  await advanceTo(sandbox, begun.trial_end ?? 0)
  expect((await stripe.subscriptions.retrieve(begun.id)).status).toBe('paused')
  await keepCard(stripe, String(begun.customer), 'pm_card_visa')
  const resumed = await stripe.subscriptions.resume(begun.id, { billing_cycle_anchor: { type: 'now' } })
  expect(resumed.status).toBe('active')
  expect(await invoiceOf(resumed)).toMatchObject({ total: 1900, status: 'paid' })
  expect(await refusalOf(stripe.subscriptions.resume(begun.id))).toMatchObject({ statusCode: 400 })
})

it('GET /v1/subscription_items/:id: answers one', async () => {
  const begun = await subscribe(sandbox)
  expect(await stripe.subscriptionItems.retrieve(itemOf(begun))).toMatchObject({ subscription: begun.id, quantity: 1 })
  expect(await refusalOf(stripe.subscriptionItems.retrieve('si_no'))).toMatchObject({ statusCode: 404 })
})

it('GET /v1/subscription_items: lists those of a subscription', async () => {
  const begun = await subscribe(sandbox)
  const { data } = await stripe.subscriptionItems.list({ subscription: begun.id })
  expect(data.map(({ id }) => id)).toEqual([itemOf(begun)])
})

it('POST /v1/subscription_items: adds one, for the rest of the period', async () => {
  const begun = await subscribe(sandbox)
  const seats = await createPlan(stripe, { unit_amount: 500 })
  const added = await stripe.subscriptionItems.create({
    subscription: begun.id,
    price: seats.id,
    quantity: 3,
    proration_behavior: 'always_invoice',
    proration_date: begun.created,
  })
  expect(added).toMatchObject({ quantity: 3, price: { id: seats.id } })
  expect(await invoiceOf(await stripe.subscriptions.retrieve(begun.id))).toMatchObject({ total: 1500, status: 'paid' })
  expect(await refusalOf(stripe.subscriptionItems.create({ subscription: begun.id, price: seats.id }))).toMatchObject({
    statusCode: 400,
  })
})

it('POST /v1/subscription_items/:id: changes how many', async () => {
  const begun = await subscribe(sandbox)
  const change = { quantity: 3, proration_behavior: 'none' } as const
  expect(await stripe.subscriptionItems.update(itemOf(begun), change)).toMatchObject({ quantity: 3 })
  expect((await stripe.invoiceItems.list({ customer: String(begun.customer) })).data).toEqual([])
})

it('DELETE /v1/subscription_items/:id: takes one away, but never the last', async () => {
  const begun = await subscribe(sandbox)
  const seats = await createPlan(stripe, { unit_amount: 500 })
  const added = await stripe.subscriptionItems.create({ subscription: begun.id, price: seats.id })
  expect(await stripe.subscriptionItems.del(added.id)).toEqual({
    id: added.id,
    object: 'subscription_item',
    deleted: true,
  })
  expect(await refusalOf(stripe.subscriptionItems.del(itemOf(begun)))).toMatchObject({ statusCode: 400 })
})
