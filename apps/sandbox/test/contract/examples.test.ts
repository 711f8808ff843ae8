import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'
import { compareShapes } from '../support/shape.ts'
import { ACCOUNTED_FOR } from './example-differences.ts'

type Json = Record<string, unknown>

const examples: Record<string, Json> = JSON.parse(
  readFileSync(new URL('../fixtures/stripe-objects.json', import.meta.url), 'utf8'),
)

/** Objects whose keys are the caller's, or depend on a type that differs between the two. */
const FREE = ['metadata', 'data.object', 'payment_method_options', 'price.recurring']

let sandbox: TestSandbox
let objects: Record<string, Json>

beforeAll(async () => {
  sandbox = await startTestSandbox()
  objects = await makeOneOfEach(sandbox)
})

afterAll(() => sandbox.close())

describe("an object has the keys and types of Stripe's example, but for what is accounted for", () => {
  for (const name of Object.keys(ACCOUNTED_FOR)) {
    it(name, () => {
      const example = examples[name]
      const ours = objects[name]
      expect(example, 'the example').toBeDefined()
      expect(ours, 'our object').toBeDefined()
      const found = compareShapes(ours, example, FREE).map(({ path, difference }) => `${path}: ${difference}`)
      expect(found.sort()).toEqual(Object.keys(ACCOUNTED_FOR[name] ?? {}).sort())
    })
  }

  it('every example is compared', () => {
    expect(Object.keys(ACCOUNTED_FOR).sort()).toEqual(Object.keys(examples).sort())
  })
})

/** Raw JSON as answered, since the SDK turns decimals into objects of its own. */
async function makeOneOfEach({ raw, control }: TestSandbox): Promise<Record<string, Json>> {
  const post = async (path: string, params: Record<string, string>): Promise<Json> => {
    const answer = await raw('POST', path, { body: new URLSearchParams(params).toString() })
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
    return answer.body
  }
  const get = async (path: string): Promise<Json> => (await raw('GET', path)).body
  const remove = async (path: string): Promise<Json> => (await raw('DELETE', path)).body
  const first = (list: unknown): Json => (list as { data: Json[] }).data[0] ?? {}
  const subjectOf = async (type: string): Promise<Json> => {
    const event = await control<{ data: { object: Json } }>('POST', 'events/trigger', { type })
    return event.data.object
  }

  const product = await post('/v1/products', {
    name: 'Course',
    'default_price_data[currency]': 'usd',
    'default_price_data[unit_amount]': '1000',
  })
  const price = await post('/v1/prices', {
    product: String(product.id),
    currency: 'usd',
    unit_amount: '900',
    'recurring[interval]': 'month',
  })
  const customer = await post('/v1/customers', { email: 'ana@example.com', 'address[country]': 'DE' })
  const coupon = await post('/v1/coupons', { percent_off: '25.5', name: 'Autumn' })
  const session = await post('/v1/checkout/sessions', {
    mode: 'payment',
    success_url: 'https://example.com/success',
    customer_email: 'ana@example.com',
    'line_items[0][price]': String(product.default_price),
    'line_items[0][quantity]': '1',
  })
  await control('POST', `checkout/sessions/${String(session.id)}/pay`, {
    three_d_secure: 'complete',
    card: '4000002760003184',
  })
  const paid = await get(`/v1/checkout/sessions/${String(session.id)}`)
  const intent = await get(`/v1/payment_intents/${String(paid.payment_intent)}`)
  const charge = await get(`/v1/charges/${String(intent.latest_charge)}`)
  const refund = await post('/v1/refunds', { charge: String(charge.id) })
  const endpoint = await post('/v1/webhook_endpoints', {
    url: 'http://127.0.0.1:9/',
    'enabled_events[]': 'charge.failed',
  })
  const clock = await post('/v1/test_helpers/test_clocks', { frozen_time: '1800000000' })
  await control('POST', 'fixtures', { object: 'account', id: 'acct_example' })
  const sale = await post('/v1/payment_intents', {
    amount: '1000',
    currency: 'usd',
    confirm: 'true',
    payment_method: 'pm_card_visa',
    application_fee_amount: '100',
    'transfer_data[destination]': 'acct_example',
  })
  const { transfer: sentId, application_fee: feeId } = await get(`/v1/charges/${String(sale.latest_charge)}`)
  const fee = await get(`/v1/application_fees/${String(feeId)}`)
  const feeRefund = await post(`/v1/application_fees/${String(feeId)}/refunds`, { amount: '10' })
  const sent = await get(`/v1/transfers/${String(sentId)}`)
  const reversal = await post(`/v1/transfers/${String(sentId)}/reversals`, { amount: '10' })
  const link = await post('/v1/account_links', {
    account: 'acct_example',
    type: 'account_onboarding',
    refresh_url: 'https://example.com/again',
    return_url: 'https://example.com/done',
  })
  const promotionCode = await post('/v1/promotion_codes', {
    'promotion[type]': 'coupon',
    'promotion[coupon]': String(coupon.id),
  })
  const taxRate = await post('/v1/tax_rates', { display_name: 'VAT', percentage: '19', inclusive: 'false' })
  const keeper = await post('/v1/customers', { payment_method: 'pm_card_visa' })
  const setup = await post('/v1/setup_intents', { customer: String(keeper.id) })
  const portal = await post('/v1/billing_portal/sessions', {
    customer: String(keeper.id),
    return_url: 'https://example.com/account',
    'flow_data[type]': 'payment_method_update',
    'flow_data[after_completion][type]': 'hosted_confirmation',
  })
  const subscription = await subjectOf('customer.subscription.created')
  const invoice = await subjectOf('invoice.paid')
  const waiting = { customer: String(invoice.customer), amount: '500', currency: 'usd' }
  const invoiceItem = await post('/v1/invoiceitems', waiting)
  const seats = await post('/v1/prices', {
    product: String(product.id),
    currency: 'usd',
    unit_amount: '300',
    'recurring[interval]': 'month',
  })
  const seat = await post('/v1/subscription_items', {
    subscription: String(subscription.id),
    price: String(seats.id),
    proration_behavior: 'none',
  })
  const reduced = await post(`/v1/subscriptions/${String(subscription.id)}`, {
    'discounts[0][coupon]': String(coupon.id),
    'expand[]': 'discounts',
  })
  const spareInvoice = await post('/v1/invoices', { customer: String(invoice.customer) })
  const spare = {
    product: await post('/v1/products', { name: 'x' }),
    coupon: await post('/v1/coupons', { percent_off: '5' }),
  }

  return {
    product: await get(`/v1/products/${String(product.id)}`),
    price,
    customer,
    coupon,
    'checkout.session': paid,
    item: first(await get(`/v1/checkout/sessions/${String(session.id)}/line_items`)),
    payment_intent: intent,
    payment_method: await get(`/v1/payment_methods/${String(intent.payment_method)}`),
    setup_intent: setup,
    promotion_code: promotionCode,
    tax_rate: taxRate,
    'billing_portal.configuration': await get(`/v1/billing_portal/configurations/${String(portal.configuration)}`),
    'billing_portal.session': portal,
    charge,
    refund,
    balance_transaction: await get(`/v1/balance_transactions/${String(charge.balance_transaction)}`),
    dispute: await subjectOf('charge.dispute.created'),
    event: first(await get('/v1/events')),
    webhook_endpoint: await get(`/v1/webhook_endpoints/${String(endpoint.id)}`),
    'test_helpers.test_clock': clock,
    subscription,
    subscription_item: await get(`/v1/subscription_items/${String(first(subscription.items).id)}`),
    invoice: await get(`/v1/invoices/${String(invoice.id)}`),
    line_item: first(await get(`/v1/invoices/${String(invoice.id)}/lines`)),
    invoice_payment: first(await get(`/v1/invoice_payments?invoice=${String(invoice.id)}`)),
    invoiceitem: await get(`/v1/invoiceitems/${String(invoiceItem.id)}`),
    discount: (reduced.discounts as Json[])[0] ?? {},
    account: await subjectOf('account.updated'),
    application: await subjectOf('account.application.deauthorized'),
    transfer: sent,
    transfer_reversal: reversal,
    application_fee: fee,
    fee_refund: feeRefund,
    account_link: link,
    login_link: await post('/v1/accounts/acct_example/login_links', {}),
    deleted_invoice: await remove(`/v1/invoices/${String(spareInvoice.id)}`),
    deleted_invoiceitem: await remove(`/v1/invoiceitems/${String(invoiceItem.id)}`),
    deleted_subscription_item: await remove(`/v1/subscription_items/${String(seat.id)}`),
    deleted_product: await remove(`/v1/products/${String(spare.product.id)}`),
    deleted_customer: await remove(`/v1/customers/${String(customer.id)}`),
    deleted_coupon: await remove(`/v1/coupons/${String(spare.coupon.id)}`),
    deleted_webhook_endpoint: await remove(`/v1/webhook_endpoints/${String(endpoint.id)}`),
    'deleted_test_helpers.test_clock': await remove(`/v1/test_helpers/test_clocks/${String(clock.id)}`),
  }
}
