import type Stripe from 'stripe'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createPlan, eventTypes, openPlanSession, pay, subscribe } from '../support/plans.ts'
import { refusalOf } from '../support/refusal.ts'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'
import { plantSeller } from '../support/sellers.ts'

let sandbox: TestSandbox
let stripe: Stripe

beforeAll(async () => {
  sandbox = await startTestSandbox()
  stripe = sandbox.stripe
})
afterAll(() => sandbox.close())

const DAY = 24 * 3600

it('begins a subscription once it is paid, with its invoice and the card kept', async () => {
  const session = await openPlanSession(stripe, {
    customer_email: 'ana@example.com',
    subscription_data: { metadata: { order: '7' }, description: 'Everything' },
  })
  expect(session).toMatchObject({ mode: 'subscription', amount_total: 1900, subscription: null, invoice: null })
  expect(await pay(sandbox, session.id)).toMatchObject({ outcome: 'succeeded' })
  const paid = await stripe.checkout.sessions.retrieve(session.id, {
    expand: ['subscription.latest_invoice.payments', 'customer'],
  })
  expect(paid).toMatchObject({
    status: 'complete',
    payment_status: 'paid',
    payment_intent: null,
    customer: { email: 'ana@example.com' },
  })
  const subscription = paid.subscription as Stripe.Subscription
  const item = subscription.items.data[0]
  expect(subscription).toMatchObject({ status: 'active', metadata: { order: '7' }, description: 'Everything' })
  expect(item?.current_period_start).toBe(subscription.created)
  expect(item?.current_period_end).toBeGreaterThan(subscription.created + 27 * DAY)
  const invoice = subscription.latest_invoice as Stripe.Invoice
  expect(invoice.id).toBe(paid.invoice)
  expect(invoice).toMatchObject({
    status: 'paid',
    billing_reason: 'subscription_create',
    amount_paid: 1900,
    attempt_count: 1,
    parent: { subscription_details: { subscription: subscription.id, metadata: { order: '7' } } },
    lines: {
      data: [
        {
          amount: 1900,
          description: '1 × Studio plan (at $19.00 / month)',
          parent: { subscription_item_details: { subscription: subscription.id, subscription_item: item?.id } },
          period: { start: item?.current_period_start, end: item?.current_period_end },
          pricing: { price_details: { price: item?.price.id } },
        },
      ],
    },
    payments: { data: [{ status: 'paid', amount_paid: 1900 }] },
  })
  expect(invoice.hosted_invoice_url).toMatch(new RegExp(`^${sandbox.url}/i/\\w+$`))
  expect(invoice.invoice_pdf).toBe(`${invoice.hosted_invoice_url}/pdf`)
  const method = await stripe.paymentMethods.retrieve(String(subscription.default_payment_method))
  expect(method).toMatchObject({ customer: subscription.customer, card: { last4: '4242' } })
})

it('tells of the invoice before the session, and each thing once', async () => {
  await sandbox.control('POST', 'reset')
  await subscribe(sandbox)
  expect((await eventTypes(sandbox)).filter((type) => !type.startsWith('pr'))).toEqual([
    'customer.created',
    'payment_intent.created',
    'payment_intent.succeeded',
    'charge.succeeded',
    'payment_method.attached',
    'invoice.created',
    'customer.subscription.created',
    'invoice.finalized',
    'invoice_payment.paid',
    'customer.subscription.updated',
    'invoice.updated',
    'invoice.paid',
    'invoice.payment_succeeded',
    'checkout.session.completed',
  ])
})

it('a declined card leaves the session open and begins nothing; another card begins it', async () => {
  const session = await openPlanSession(stripe)
  expect(await pay(sandbox, session.id, { card: '4000000000000002' })).toMatchObject({ outcome: 'declined' })
  const open = await stripe.checkout.sessions.retrieve(session.id)
  expect(open).toMatchObject({ status: 'open', subscription: null, customer: null })
  expect(await pay(sandbox, session.id)).toMatchObject({ outcome: 'succeeded' })
  const { customer } = await stripe.checkout.sessions.retrieve(session.id)
  const intents = await stripe.paymentIntents.list({ customer: String(customer) })
  expect(intents.data).toMatchObject([{ status: 'succeeded' }])
  expect((await stripe.subscriptions.list({ customer: String(customer) })).data).toHaveLength(1)
})

it('3-D Secure is asked for before anything begins', async () => {
  const session = await openPlanSession(stripe)
  const card = '4000002760003184'
  expect(await pay(sandbox, session.id, { card })).toMatchObject({ outcome: 'requires_action' })
  expect((await stripe.checkout.sessions.retrieve(session.id)).subscription).toBeNull()
  expect(await pay(sandbox, session.id, { card, three_d_secure: 'fail' })).toMatchObject({ outcome: 'declined' })
  expect(await pay(sandbox, session.id, { card, three_d_secure: 'complete' })).toMatchObject({ outcome: 'succeeded' })
})

it('a trial asks for a card and charges nothing yet', async () => {
  const session = await openPlanSession(stripe, { subscription_data: { trial_period_days: 7 } })
  expect(session).toMatchObject({ amount_total: 0, payment_method_collection: 'always' })
  expect(await pay(sandbox, session.id, { card: '4000000000000002' })).toMatchObject({ outcome: 'declined' })
  expect(await pay(sandbox, session.id, { card: '4000000000000341' })).toMatchObject({ outcome: 'succeeded' })
  const paid = await stripe.checkout.sessions.retrieve(session.id, { expand: ['subscription.latest_invoice'] })
  expect(paid.payment_status).toBe('no_payment_required')
  const subscription = paid.subscription as Stripe.Subscription
  expect(subscription).toMatchObject({
    status: 'trialing',
    trial_end: subscription.created + 7 * DAY,
    billing_cycle_anchor: subscription.created + 7 * DAY,
    default_payment_method: expect.stringMatching(/^pm_/),
    latest_invoice: { status: 'paid', total: 0, lines: { data: [{ description: 'Trial period for Studio plan' }] } },
  })
  expect(subscription.items.data[0]?.current_period_end).toBe(subscription.trial_end)
})

it('a trial that asks for no card when none is needed begins without one', async () => {
  const subscription = await subscribe(sandbox, {
    payment_method_collection: 'if_required',
    subscription_data: {
      trial_period_days: 3,
      trial_settings: { end_behavior: { missing_payment_method: 'pause' } },
    },
  })
  expect(subscription).toMatchObject({ status: 'trialing', default_payment_method: null })
})

it('coupons and taxes come to the same on the session and on its invoice', async () => {
  const rate = await stripe.taxRates.create({ display_name: 'VAT', percentage: 8.1, inclusive: false })
  const coupon = await stripe.coupons.create({ percent_off: 33.3, duration: 'once' })
  const plan = await createPlan(stripe, { unit_amount: 1999 })
  const seats = await createPlan(stripe, { unit_amount: 333 })
  const session = await openPlanSession(stripe, {
    line_items: [
      { price: plan.id, quantity: 1 },
      { price: seats.id, quantity: 3 },
      { price_data: { currency: 'usd', unit_amount: 501, product_data: { name: 'Setup' } }, quantity: 1 },
    ],
    discounts: [{ coupon: coupon.id }],
    subscription_data: { default_tax_rates: [rate.id] },
  })
  await pay(sandbox, session.id)
  const paid = await stripe.checkout.sessions.retrieve(session.id, { expand: ['invoice', 'subscription'] })
  const invoice = paid.invoice as Stripe.Invoice
  expect(invoice).toMatchObject({
    subtotal: session.amount_subtotal,
    total: session.amount_total,
    total_discount_amounts: [{ amount: session.total_details?.amount_discount }],
    total_taxes: [{ amount: session.total_details?.amount_tax, tax_rate_details: { tax_rate: rate.id } }],
  })
  expect(invoice.lines.data).toHaveLength(3)
  expect((paid.subscription as Stripe.Subscription).discounts).toEqual([])
  expect(await stripe.coupons.retrieve(coupon.id)).toMatchObject({ times_redeemed: 1 })
})

it('a seller gets what the fee leaves of the first invoice', async () => {
  const seller = await plantSeller(sandbox, 'acct_planseller')
  const subscription = await subscribe(sandbox, {
    subscription_data: { application_fee_percent: 10, transfer_data: { destination: seller } },
  })
  const invoice = await stripe.invoices.retrieve(String(subscription.latest_invoice), {
    expand: ['payments.data.payment.payment_intent.latest_charge'],
  })
  const intent = invoice.payments?.data[0]?.payment.payment_intent as Stripe.PaymentIntent
  expect(intent).toMatchObject({
    application_fee_amount: 190,
    transfer_data: { destination: seller },
    latest_charge: { application_fee_amount: 190, transfer: expect.stringMatching(/^tr_/) },
  })
})

it('refuses what does not belong to a subscription', async () => {
  const once = { price_data: { currency: 'usd', unit_amount: 500, product_data: { name: 'Once' } }, quantity: 1 }
  const refused = (params: Partial<Stripe.Checkout.SessionCreateParams>) => refusalOf(openPlanSession(stripe, params))
  expect(await refused({ line_items: [once] })).toMatchObject({ param: 'line_items' })
  expect(await refused({ mode: 'payment' })).toMatchObject({ param: 'line_items' })
  const yearly = await createPlan(stripe, { recurring: { interval: 'year' } })
  const monthly = await createPlan(stripe)
  const both = [monthly, yearly].map(({ id }) => ({ price: id, quantity: 1 }))
  expect(await refused({ line_items: both })).toMatchObject({ param: 'line_items' })
  expect(await refused({ payment_intent_data: { description: 'x' } })).toMatchObject({ param: 'payment_intent_data' })
  expect(await refused({ subscription_data: { trial_end: Math.floor(Date.now() / 1000) + 60 } })).toMatchObject({
    param: 'subscription_data[trial_end]',
  })
  expect(await refused({ subscription_data: { application_fee_percent: 5 } })).toMatchObject({
    param: 'subscription_data[application_fee_percent]',
  })
  expect(await refused({ subscription_data: { on_behalf_of: 'acct_1' } })).toMatchObject({
    code: 'sandbox_not_emulated',
  })
})

it('whoever pays no tax subscribes without it', async () => {
  const rate = await stripe.taxRates.create({ display_name: 'VAT', percentage: 20, inclusive: false })
  const customer = await stripe.customers.create({ email: 'exempt@example.com', tax_exempt: 'exempt' })
  const session = await openPlanSession(stripe, {
    customer: customer.id,
    subscription_data: { default_tax_rates: [rate.id] },
  })
  expect(session.amount_total).toBe(1900)
  expect(await pay(sandbox, session.id)).toMatchObject({ outcome: 'succeeded' })
  const { invoice } = await stripe.checkout.sessions.retrieve(session.id, { expand: ['invoice'] })
  expect(invoice).toMatchObject({ total: 1900, total_taxes: [{ amount: 0, taxability_reason: 'customer_exempt' }] })
})

it('what a customer has in credit pays first', async () => {
  const begun = await subscribe(sandbox)
  await stripe.subscriptions.cancel(begun.id, { prorate: true, invoice_now: true })
  const { balance } = (await stripe.customers.retrieve(String(begun.customer))) as Stripe.Customer
  expect(balance).toBeLessThan(0)
  const plan = await createPlan(stripe, { unit_amount: 4900 })
  const again = await subscribe(sandbox, {
    customer: String(begun.customer),
    line_items: [{ price: plan.id, quantity: 1 }],
  })
  expect(await stripe.invoices.retrieve(String(again.latest_invoice))).toMatchObject({
    status: 'paid',
    total: 4900,
    starting_balance: balance,
    amount_paid: 4900 + balance,
  })
})
