import type Stripe from 'stripe'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createPlan, keepCard, subscribe } from '../support/plans.ts'
import { refusalOf } from '../support/refusal.ts'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'

let sandbox: TestSandbox
let stripe: Stripe
let subscription: Stripe.Subscription

beforeAll(async () => {
  sandbox = await startTestSandbox()
  stripe = sandbox.stripe
  subscription = await subscribe(sandbox)
})
afterAll(() => sandbox.close())

it('GET /v1/invoices/:id: answers it, with its payments when they are asked for', async () => {
  const id = String(subscription.latest_invoice)
  const plain = await stripe.invoices.retrieve(id)
  expect(plain).toMatchObject({ id, status: 'paid', number: expect.stringMatching(/^\w{8}-0001$/) })
  expect(plain.payments).toBeUndefined()
  const whole = await stripe.invoices.retrieve(id, { expand: ['payments.data.payment.payment_intent'] })
  expect(whole.payments?.data).toMatchObject([{ invoice: id, payment: { payment_intent: { status: 'succeeded' } } }])
  expect(await refusalOf(stripe.invoices.retrieve('in_no'))).toMatchObject({ statusCode: 404 })
})

it('GET /v1/invoices/:id/lines: pages through the lines', async () => {
  const lines = await stripe.invoices.listLineItems(String(subscription.latest_invoice), { limit: 1 })
  expect(lines).toMatchObject({ has_more: false, data: [{ object: 'line_item', amount: 1900, subtotal: 1900 }] })
})

it('GET /v1/invoices: lists those of a customer, a subscription, a status', async () => {
  const ids = async (params: Stripe.InvoiceListParams) => (await stripe.invoices.list(params)).data.map(({ id }) => id)
  const only = [subscription.latest_invoice]
  expect(await ids({ subscription: subscription.id })).toEqual(only)
  expect(await ids({ customer: String(subscription.customer), status: 'paid' })).toEqual(only)
  expect(await ids({ subscription: subscription.id, status: 'open' })).toEqual([])
  expect(await ids({ subscription: 'sub_other' })).toEqual([])
})

it('GET /v1/invoice_payments/:id: answers it', async () => {
  const { data } = await stripe.invoicePayments.list({ invoice: String(subscription.latest_invoice) })
  expect(await stripe.invoicePayments.retrieve(String(data[0]?.id))).toMatchObject({ status: 'paid', is_default: true })
})

it('GET /v1/invoice_payments: finds the invoice that a PaymentIntent has paid', async () => {
  const [payment] = (await stripe.invoicePayments.list({ invoice: String(subscription.latest_invoice) })).data
  const intent = String(payment?.payment.payment_intent)
  const found = await stripe.invoicePayments.list({ payment: { type: 'payment_intent', payment_intent: intent } })
  expect(found.data).toMatchObject([{ invoice: subscription.latest_invoice }])
  const other = await stripe.invoicePayments.list({ payment: { type: 'payment_intent', payment_intent: 'pi_other' } })
  expect(other.data).toEqual([])
})

const draftOver = async (amount: number, customer: string) => {
  await stripe.invoiceItems.create({ customer, amount, currency: 'usd', description: 'Work' })
  return stripe.invoices.create({ customer, pending_invoice_items_behavior: 'include' })
}
const payer = async (card = 'pm_card_visa') => {
  const { id } = await stripe.customers.create({ email: 'payer@example.com' })
  await keepCard(stripe, id, card)
  return id
}

it('POST /v1/invoices: writes a draft over what waits for one', async () => {
  const draft = await draftOver(1200, await payer())
  expect(draft).toMatchObject({
    status: 'draft',
    billing_reason: 'manual',
    amount_due: 1200,
    auto_advance: false,
    parent: null,
    number: null,
    lines: { data: [{ amount: 1200, description: 'Work', parent: { type: 'invoice_item_details' } }] },
  })
  expect(await refusalOf(stripe.invoices.create({ subscription: subscription.id }))).toMatchObject({
    code: 'invoice_no_subscription_line_items',
  })
})

it('POST /v1/invoices/:id: changes a draft, and of others what is said about them', async () => {
  const draft = await draftOver(1200, await payer())
  expect(await stripe.invoices.update(draft.id, { description: 'May', metadata: { a: '1' } })).toMatchObject({
    description: 'May',
    metadata: { a: '1' },
  })
  const open = await stripe.invoices.finalizeInvoice(draft.id)
  expect(await stripe.invoices.update(open.id, { metadata: { b: '2' } })).toMatchObject({
    metadata: { a: '1', b: '2' },
  })
  expect(await refusalOf(stripe.invoices.update(open.id, { description: 'June' }))).toMatchObject({
    code: 'invoice_not_editable',
  })
})

it('POST /v1/invoices/:id/finalize: gives it its number, pages and PaymentIntent', async () => {
  const draft = await draftOver(1200, await payer())
  const open = await stripe.invoices.finalizeInvoice(draft.id, { expand: ['payments', 'confirmation_secret'] })
  expect(open).toMatchObject({
    status: 'open',
    number: expect.stringMatching(/-0001$/),
    hosted_invoice_url: expect.stringContaining('/i/'),
    payments: { data: [{ status: 'open', amount_requested: 1200 }] },
    confirmation_secret: { type: 'payment_intent' },
  })
  expect(await refusalOf(stripe.invoices.finalizeInvoice(draft.id))).toMatchObject({ code: 'invoice_not_editable' })
})

it('POST /v1/invoices/:id/pay: charges the default card or the one that is named; 402 when it is refused', async () => {
  const paid = await stripe.invoices.pay((await draftOver(1200, await payer())).id)
  expect(paid).toMatchObject({ status: 'paid', amount_paid: 1200, attempt_count: 1, next_payment_attempt: null })
  const customer = await payer('pm_card_chargeCustomerFail')
  const draft = await draftOver(1300, customer)
  const refused = await refusalOf(stripe.invoices.pay(draft.id))
  expect(refused).toMatchObject({ statusCode: 402, code: 'card_declined' })
  expect(await stripe.invoices.retrieve(draft.id)).toMatchObject({ status: 'open', attempt_count: 1 })
  const asks = await stripe.paymentMethods.attach('pm_card_authenticationRequired', { customer })
  expect(await refusalOf(stripe.invoices.pay(draft.id, { payment_method: asks.id }))).toMatchObject({
    code: 'invoice_payment_intent_requires_action',
  })
  const good = await stripe.paymentMethods.attach('pm_card_mastercard', { customer })
  expect(await stripe.invoices.pay(draft.id, { payment_method: good.id })).toMatchObject({ status: 'paid' })
  expect(await refusalOf(stripe.invoices.pay(draft.id))).toMatchObject({ code: 'invoice_already_paid' })
  const elsewhere = await stripe.invoices.pay((await draftOver(900, customer)).id, { paid_out_of_band: true })
  expect(elsewhere).toMatchObject({ status: 'paid', amount_paid: 0, amount_remaining: 0 })
})

it('POST /v1/invoices/:id/void: asks for it no more', async () => {
  const open = await stripe.invoices.finalizeInvoice((await draftOver(1200, await payer())).id, {
    expand: ['payments'],
  })
  const intent = String(open.payments?.data[0]?.payment.payment_intent)
  expect(await refusalOf(stripe.paymentIntents.cancel(intent))).toMatchObject({ statusCode: 400 })
  expect(await stripe.invoices.voidInvoice(open.id)).toMatchObject({ status: 'void' })
  expect(await stripe.paymentIntents.retrieve(intent)).toMatchObject({ status: 'canceled' })
  expect(await refusalOf(stripe.invoices.voidInvoice(open.id))).toMatchObject({ code: 'invoice_not_editable' })
})

it('POST /v1/invoices/:id/mark_uncollectible: gives it up, and it can still be paid', async () => {
  const open = await stripe.invoices.finalizeInvoice((await draftOver(1200, await payer())).id)
  expect(await stripe.invoices.markUncollectible(open.id)).toMatchObject({ status: 'uncollectible' })
  expect(await stripe.invoices.pay(open.id)).toMatchObject({ status: 'paid' })
})

it('DELETE /v1/invoices/:id: deletes a draft by hand, and no other', async () => {
  const draft = await draftOver(1200, await payer())
  expect(await stripe.invoices.del(draft.id)).toEqual({ id: draft.id, object: 'invoice', deleted: true })
  expect(await refusalOf(stripe.invoices.retrieve(draft.id))).toMatchObject({ statusCode: 404 })
  expect(await refusalOf(stripe.invoices.del(String(subscription.latest_invoice)))).toMatchObject({ statusCode: 400 })
})

it('POST /v1/invoices/create_preview: shows the renewal, a change, or a beginning, and changes nothing', async () => {
  const [item] = subscription.items.data
  const before = await stripe.subscriptions.retrieve(subscription.id)
  const upcoming = await stripe.invoices.createPreview({ subscription: subscription.id })
  expect(upcoming).toMatchObject({
    id: expect.stringMatching(/^upcoming_in_/),
    status: 'draft',
    billing_reason: 'upcoming',
    created: item?.current_period_end,
    total: 1900,
    lines: { data: [{ period: { start: item?.current_period_end } }] },
  })
  const larger = await createPlan(stripe, { unit_amount: 4900 })
  const change = await stripe.invoices.createPreview({
    subscription: subscription.id,
    subscription_details: {
      items: [{ id: item?.id ?? '', price: larger.id }],
      proration_behavior: 'always_invoice',
      proration_date: item?.current_period_start ?? 0,
    },
  })
  expect(change.lines.data.map(({ amount }) => amount)).toEqual([-1900, 4900])
  const later = await stripe.invoices.createPreview({
    subscription: subscription.id,
    subscription_details: {
      items: [{ id: item?.id ?? '', price: larger.id }],
      proration_date: item?.current_period_start ?? 0,
    },
  })
  expect(later.lines.data.map(({ amount }) => amount)).toEqual([-1900, 4900, 4900])
  const ending = { subscription: subscription.id, subscription_details: { cancel_at_period_end: true } }
  expect(await refusalOf(stripe.invoices.createPreview(ending))).toMatchObject({ code: 'invoice_upcoming_none' })
  const gone = await stripe.invoices.createPreview({
    subscription: subscription.id,
    subscription_details: { cancel_now: true, proration_date: item?.current_period_start ?? 0 },
  })
  expect(gone.total).toBe(-1900)
  const fresh = await stripe.invoices.createPreview({
    customer: String(subscription.customer),
    subscription_details: { items: [{ price: larger.id, quantity: 2 }] },
  })
  expect(fresh.total).toBe(9800)
  expect(await stripe.subscriptions.retrieve(subscription.id)).toEqual(before)
  expect((await stripe.invoices.list({ subscription: subscription.id })).data).toHaveLength(1)
  expect((await stripe.invoiceItems.list({ customer: String(subscription.customer) })).data).toEqual([])
})

it('POST /v1/invoiceitems: adds to the next invoice, or to a draft', async () => {
  const customer = await payer()
  const draft = await draftOver(1000, customer)
  const item = await stripe.invoiceItems.create({ customer, amount: -300, currency: 'usd', invoice: draft.id })
  expect(item).toMatchObject({ invoice: draft.id, amount: -300, proration: false })
  expect(await stripe.invoices.retrieve(draft.id)).toMatchObject({ amount_due: 700, lines: { data: [{}, {}] } })
  const once = await stripe.prices.create({ currency: 'usd', unit_amount: 250, product_data: { name: 'Hour' } })
  const hours = await stripe.invoiceItems.create({ customer, pricing: { price: once.id }, quantity: 3 })
  expect(hours).toMatchObject({ amount: 750, description: 'Hour', invoice: null })
  expect(await refusalOf(stripe.invoiceItems.create({ customer }))).toMatchObject({ param: 'amount' })
})

it('GET /v1/invoiceitems/:id: answers one', async () => {
  const item = await stripe.invoiceItems.create({ customer: await payer(), amount: 5, currency: 'usd' })
  expect(await stripe.invoiceItems.retrieve(item.id)).toMatchObject({ id: item.id, object: 'invoiceitem', amount: 5 })
  expect(await refusalOf(stripe.invoiceItems.retrieve('ii_no'))).toMatchObject({ statusCode: 404 })
})

it('GET /v1/invoiceitems: lists those of a customer, that wait or are on an invoice', async () => {
  const customer = await payer()
  const draft = await draftOver(1000, customer)
  await stripe.invoiceItems.create({ customer, amount: 5, currency: 'usd' })
  const amounts = async (params: Stripe.InvoiceItemListParams) =>
    (await stripe.invoiceItems.list({ customer, ...params })).data.map(({ amount }) => amount)
  expect(await amounts({})).toEqual([5, 1000])
  expect(await amounts({ pending: true })).toEqual([5])
  expect(await amounts({ invoice: draft.id })).toEqual([1000])
})

it('DELETE /v1/invoiceitems/:id: takes it off its draft', async () => {
  const customer = await payer()
  const draft = await draftOver(1000, customer)
  const item = await stripe.invoiceItems.create({ customer, amount: 200, currency: 'usd', invoice: draft.id })
  expect(await stripe.invoiceItems.del(item.id)).toMatchObject({ deleted: true })
  expect((await stripe.invoices.retrieve(draft.id)).amount_due).toBe(1000)
})

it('what is less than a bank takes waits in the balance', async () => {
  const customer = await payer()
  const paid = await stripe.invoices.finalizeInvoice((await draftOver(20, customer)).id)
  expect(paid).toMatchObject({ status: 'paid', amount_due: 0, ending_balance: 20 })
  expect(await stripe.invoices.pay((await draftOver(100, customer)).id)).toMatchObject({ amount_paid: 120 })
})
