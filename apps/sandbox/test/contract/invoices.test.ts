import type Stripe from 'stripe'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { subscribe } from '../support/plans.ts'
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
