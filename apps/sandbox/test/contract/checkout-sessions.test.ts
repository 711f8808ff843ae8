import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusalOf } from '../support/refusal.ts'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'
import { createPrice, openSession } from '../support/shop.ts'

let sandbox: TestSandbox
let stripe: Stripe

beforeAll(async () => {
  sandbox = await startTestSandbox()
  stripe = sandbox.stripe
})

afterAll(() => sandbox.close())

const now = async () => (await sandbox.control<{ now: number }>('GET', 'clock')).now
const pay = (id: string, body: object = {}) =>
  sandbox.control<Record<string, string>>('POST', `checkout/sessions/${id}/pay`, body)

it('POST /v1/checkout/sessions: prices the lines, expires in a day, and has no PaymentIntent yet', async () => {
  const price = await createPrice(stripe, 1250)
  const session = await openSession(stripe, {
    line_items: [
      { price: price.id, quantity: 2 },
      { price_data: { currency: 'usd', unit_amount: 399, product_data: { name: 'Worksheet' } }, quantity: 1 },
    ],
    client_reference_id: 'cart 9',
    customer_email: 'ana@example.com',
    metadata: { cart: '9' },
    adaptive_pricing: { enabled: false },
    branding_settings: { display_name: 'Joinery' },
  })
  expect(session).toMatchObject({
    mode: 'payment',
    status: 'open',
    amount_subtotal: 2899,
    amount_total: 2899,
    currency: 'usd',
    payment_intent: null,
    customer: null,
    customer_details: { email: 'ana@example.com' },
    client_reference_id: 'cart 9',
    metadata: { cart: '9' },
    payment_method_types: ['card', 'us_bank_account'],
    branding_settings: { display_name: 'Joinery' },
  })
  expect(session.expires_at - session.created).toBe(24 * 3600)
  expect(session.id).toMatch(/^cs_test_/)
  expect(session.url).toContain(session.id)
})

describe('POST /v1/checkout/sessions refuses', () => {
  const refused = (params: Partial<Stripe.Checkout.SessionCreateParams>) => refusalOf(openSession(stripe, params))

  it('payment_method_types, gone since 2026-09-30', async () => {
    const answer = await sandbox.raw('POST', '/v1/checkout/sessions', {
      body: 'mode=payment&success_url=https://a.example/&payment_method_types[0]=card',
    })
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { code: 'parameter_unknown', message: 'Received unknown parameter: payment_method_types' } },
    })
  })
  it('an expiry of less than 30 minutes or more than 24 hours', async () => {
    const at = await now()
    expect(await refused({ expires_at: at + 29 * 60 })).toMatchObject({ param: 'expires_at', statusCode: 400 })
    expect(await refused({ expires_at: at + 25 * 3600 })).toMatchObject({ param: 'expires_at' })
    expect(await openSession(stripe, { expires_at: at + 31 * 60 })).toMatchObject({ expires_at: at + 31 * 60 })
  })
  it('a total below the minimum of its currency, and takes a total of nothing', async () => {
    const cheap = await createPrice(stripe, 49)
    expect(await refused({ line_items: [{ price: cheap.id, quantity: 1 }] })).toMatchObject({
      code: 'amount_too_small',
    })
    const free = await createPrice(stripe, 0)
    expect(await openSession(stripe, { line_items: [{ price: free.id, quantity: 1 }] })).toMatchObject({
      amount_total: 0,
    })
  })
  it('more than 100 lines', async () => {
    const { id } = await createPrice(stripe)
    const lines = Array.from({ length: 101 }, () => ({ price: id, quantity: 1 }))
    expect(await refused({ line_items: lines })).toMatchObject({ statusCode: 400, param: 'line_items' })
    expect((await openSession(stripe, { line_items: lines.slice(1) })).amount_total).toBe(499_900)
  })
  it('an unknown, an inactive and a recurring price, and a missing quantity', async () => {
    expect(await refused({ line_items: [{ price: 'price_no', quantity: 1 }] })).toMatchObject({
      code: 'resource_missing',
      param: 'line_items[0][price]',
      message: "No such price: 'price_no'",
    })
    const retired = await createPrice(stripe)
    await stripe.prices.update(retired.id, { active: false })
    expect(await refused({ line_items: [{ price: retired.id, quantity: 1 }] })).toMatchObject({ statusCode: 400 })
    const product = await stripe.products.create({ name: 'Plan' })
    const monthly = await stripe.prices.create({
      product: product.id,
      currency: 'usd',
      unit_amount: 900,
      recurring: { interval: 'month' },
    })
    expect((await refused({ line_items: [{ price: monthly.id, quantity: 1 }] })).message).toContain('recurring price')
    expect((await refused({ line_items: [{ price: (await createPrice(stripe)).id }] })).message).toContain('Quantity')
  })
  it('lines of two currencies', async () => {
    const [usd, eur] = [await createPrice(stripe, 500, 'usd'), await createPrice(stripe, 500, 'eur')]
    const lines = [
      { price: usd.id, quantity: 1 },
      { price: eur.id, quantity: 1 },
    ]
    expect(await refused({ line_items: lines })).toMatchObject({ param: 'line_items[1][price]' })
  })
  it('a success_url that is no web address, or none', async () => {
    expect(await refused({ success_url: 'javascript:alert(1)' })).toMatchObject({
      code: 'url_invalid',
      param: 'success_url',
    })
    const { id } = await createPrice(stripe)
    const none = stripe.checkout.sessions.create({ mode: 'payment', line_items: [{ price: id, quantity: 1 }] })
    expect(await refusalOf(none)).toMatchObject({ code: 'parameter_missing', param: 'success_url' })
  })
  it('what is not emulated, by name', async () => {
    expect(await refused({ mode: 'setup' })).toMatchObject({ param: 'mode' })
    expect(await refused({ shipping_address_collection: { allowed_countries: ['DE'] } })).toMatchObject({
      param: 'shipping_address_collection',
    })
    expect(await refused({ customer: 'cus_no' })).toMatchObject({ code: 'resource_missing', param: 'customer' })
    expect(await refused({ payment_intent_data: { transfer_data: { destination: 'acct_no' } } })).toMatchObject({
      param: 'payment_intent_data[transfer_data][destination]',
    })
  })
})

it('takes a coupon off the lines so that the parts add up', async () => {
  const coupon = await stripe.coupons.create({ percent_off: 33, max_redemptions: 1 })
  const lines = []
  for (const amount of [101, 333, 1999]) lines.push({ price: (await createPrice(stripe, amount)).id, quantity: 1 })
  const session = await openSession(stripe, { line_items: lines, discounts: [{ coupon: coupon.id }] })
  expect(session.total_details?.amount_discount).toBe(Math.round(2433 * 0.33))
  const items = await stripe.checkout.sessions.listLineItems(session.id)
  expect(items.data.reduce((sum, item) => sum + item.amount_discount, 0)).toBe(session.total_details?.amount_discount)
  expect(items.data.reduce((sum, item) => sum + item.amount_total, 0)).toBe(session.amount_total)
  await pay(session.id)
  const usedUp = await refusalOf(openSession(stripe, { line_items: lines, discounts: [{ coupon: coupon.id }] }))
  expect(usedUp).toMatchObject({ code: 'coupon_expired' })
})

it('completes a session of nothing without a payment', async () => {
  const coupon = await stripe.coupons.create({ percent_off: 100 })
  const session = await openSession(stripe, { discounts: [{ coupon: coupon.id }] })
  expect(session.amount_total).toBe(0)
  expect(await pay(session.id)).toMatchObject({ outcome: 'succeeded' })
  expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
    status: 'complete',
    payment_status: 'no_payment_required',
    payment_intent: null,
  })
})

it('adds tax at the one rate of the sandbox, on top of exclusive and inside inclusive prices', async () => {
  const product = await stripe.products.create({ name: 'Taxed' })
  const make = (tax_behavior: 'exclusive' | 'inclusive') =>
    stripe.prices.create({ product: product.id, currency: 'eur', unit_amount: 1000, tax_behavior })
  const exclusive = { price: (await make('exclusive')).id, quantity: 1 }
  const inclusive = { price: (await make('inclusive')).id, quantity: 1 }
  const session = await openSession(stripe, { line_items: [exclusive, inclusive], automatic_tax: { enabled: true } })
  expect(session).toMatchObject({
    amount_subtotal: 2000,
    amount_total: 2200,
    total_details: { amount_tax: 200 + 167 },
    automatic_tax: { enabled: true, status: 'complete' },
  })
})

it('GET /v1/checkout/sessions/:id: answers it with its lines, and expires it when its time has passed', async () => {
  const session = await openSession(stripe)
  const found = await stripe.checkout.sessions.retrieve(session.id, { expand: ['line_items.data.price.product'] })
  expect(found.line_items?.data[0]?.price?.product).toMatchObject({ object: 'product', name: 'Course on wood joints' })
  expect(await refusalOf(stripe.checkout.sessions.retrieve('cs_test_no'))).toMatchObject({ statusCode: 404 })
  await sandbox.control('POST', 'clock/advance', { seconds: 24 * 3600 })
  expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ status: 'expired', url: null })
  const events = await sandbox.control<{ data: unknown[] }>(
    'GET',
    `events?type=checkout.session.expired&object=${session.id}`,
  )
  expect(events.data).toHaveLength(1)
  expect(await pay(session.id)).toEqual({ outcome: 'expired' })
})

it('POST /v1/checkout/sessions/:id: changes metadata and nothing else', async () => {
  const session = await openSession(stripe, { metadata: { a: '1' } })
  expect(await stripe.checkout.sessions.update(session.id, { metadata: { b: '2' } })).toMatchObject({
    metadata: { a: '1', b: '2' },
  })
})

it('GET /v1/checkout/sessions/:id/line_items: pages through the lines in their order', async () => {
  const lines = []
  for (const amount of [100, 200, 300]) lines.push({ price: (await createPrice(stripe, amount)).id, quantity: 1 })
  const { id } = await openSession(stripe, { line_items: lines })
  const first = await stripe.checkout.sessions.listLineItems(id, { limit: 2 })
  expect(first).toMatchObject({ has_more: true, data: [{ amount_total: 100 }, { amount_total: 200 }] })
  const amounts: number[] = []
  for await (const item of stripe.checkout.sessions.listLineItems(id, { limit: 2 })) amounts.push(item.amount_total)
  expect(amounts).toEqual([100, 200, 300])
})

it('POST /v1/checkout/sessions/:id/expire: expires an open one only', async () => {
  const session = await openSession(stripe)
  expect(await stripe.checkout.sessions.expire(session.id)).toMatchObject({ status: 'expired', url: null })
  const again = await refusalOf(stripe.checkout.sessions.expire(session.id))
  expect(again.statusCode).toBe(400)
  expect(again.message).toContain('status of `expired`')
})

it('GET /v1/checkout/sessions: filters by status, payment intent, customer and creation', async () => {
  const customer = await stripe.customers.create({ email: 'regular@example.com' })
  const paid = await openSession(stripe, { customer: customer.id })
  await openSession(stripe, { customer: customer.id })
  await pay(paid.id)
  const { payment_intent: intent } = await stripe.checkout.sessions.retrieve(paid.id)
  const ids = async (params: Stripe.Checkout.SessionListParams) =>
    (await stripe.checkout.sessions.list(params)).data.map(({ id }) => id)
  expect(await ids({ payment_intent: String(intent) })).toEqual([paid.id])
  expect(await ids({ customer: customer.id, status: 'complete' })).toEqual([paid.id])
  expect(await ids({ customer: customer.id, created: { gte: paid.created } })).toHaveLength(2)
  expect(await ids({ customer: customer.id, created: { lt: paid.created } })).toHaveLength(0)
})

describe('paying', () => {
  it.each([
    ['4000000000000002', 'card_declined', 'generic_decline'],
    ['4000000000009995', 'card_declined', 'insufficient_funds'],
    ['4000000000009987', 'card_declined', 'lost_card'],
    ['4000000000000069', 'expired_card', undefined],
    ['4000000000000127', 'incorrect_cvc', undefined],
    ['4000000000000119', 'processing_error', undefined],
    ['4242424242424241', 'incorrect_number', undefined],
  ])('card %s is declined as %s, the session stays open and takes another card', async (card, code, declineCode) => {
    const session = await openSession(stripe)
    const declined = await pay(session.id, { card })
    expect(declined).toMatchObject({ outcome: 'declined', code, ...(declineCode ? { declineCode } : {}) })
    const open = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent.latest_charge'] })
    expect(open).toMatchObject({
      status: 'open',
      payment_status: 'unpaid',
      payment_intent: {
        status: 'requires_payment_method',
        last_payment_error: { type: 'card_error', code },
        latest_charge: { status: 'failed', failure_code: code },
      },
    })
    const failures = await stripe.events.list({ types: ['payment_intent.payment_failed', 'charge.failed'], limit: 2 })
    expect(failures.data.map(({ type }) => type).sort()).toEqual(['charge.failed', 'payment_intent.payment_failed'])
    expect(await pay(session.id)).toMatchObject({ outcome: 'succeeded' })
    const paid = await stripe.checkout.sessions.retrieve(session.id)
    const intentOfOpen = typeof open.payment_intent === 'object' ? open.payment_intent?.id : open.payment_intent
    expect(paid.payment_intent).toBe(intentOfOpen)
  })

  it.each(['4000002760003184', '4000002500003155'])('card %s asks for 3-D Secure first', async (card) => {
    const session = await openSession(stripe)
    expect(await pay(session.id, { card })).toEqual({ outcome: 'requires_action' })
    expect(await pay(session.id, { card, three_d_secure: 'fail' })).toMatchObject({
      outcome: 'declined',
      code: 'payment_intent_authentication_failure',
    })
    expect(await pay(session.id, { card, three_d_secure: 'complete' })).toMatchObject({ outcome: 'succeeded' })
  })

  it('card 4000008400001629 is declined after 3-D Secure', async () => {
    const { id } = await openSession(stripe)
    const card = '4000008400001629'
    expect(await pay(id, { card })).toEqual({ outcome: 'requires_action' })
    expect(await pay(id, { card, three_d_secure: 'complete' })).toMatchObject({ code: 'card_declined' })
  })

  it('twice takes the money once', async () => {
    const { id } = await openSession(stripe)
    await pay(id)
    expect(await pay(id)).toMatchObject({ outcome: 'already_complete' })
    const { payment_intent: intent } = await stripe.checkout.sessions.retrieve(id)
    expect((await stripe.charges.list({ payment_intent: String(intent) })).data).toHaveLength(1)
  })

  it('makes a customer when the session asks for one', async () => {
    const { id } = await openSession(stripe, { customer_creation: 'always' })
    await pay(id, { email: 'new@example.com', name: 'Neu' })
    const { customer } = await stripe.checkout.sessions.retrieve(id)
    expect(await stripe.customers.retrieve(String(customer))).toMatchObject({ email: 'new@example.com', name: 'Neu' })
  })

  it('by a delayed method completes unpaid, and settles after a while', async () => {
    const { id } = await openSession(stripe)
    expect(await pay(id, { delayed: 'succeeds' })).toMatchObject({ outcome: 'processing' })
    expect(await stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] })).toMatchObject({
      status: 'complete',
      payment_status: 'unpaid',
      payment_intent: { status: 'processing' },
    })
    await sandbox.control('POST', 'clock/advance', { seconds: 31 })
    expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({ payment_status: 'paid' })
    const told = await sandbox.control<{ data: { type: string }[] }>('GET', `events?object=${id}`)
    expect(told.data.map(({ type }) => type)).toEqual([
      'checkout.session.async_payment_succeeded',
      'checkout.session.completed',
    ])
  })

  it('by a delayed method that fails leaves it unpaid', async () => {
    const { id } = await openSession(stripe)
    await pay(id, { delayed: 'succeeds' })
    await sandbox.control('POST', `checkout/sessions/${id}/settle`, { outcome: 'fails' })
    expect(await stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] })).toMatchObject({
      payment_status: 'unpaid',
      payment_intent: { status: 'requires_payment_method' },
    })
    await sandbox.control('POST', 'clock/advance', { seconds: 60 })
    const told = await sandbox.control<{ data: { type: string }[] }>('GET', `events?object=${id}`)
    expect(told.data.map(({ type }) => type)).toEqual([
      'checkout.session.async_payment_failed',
      'checkout.session.completed',
    ])
  })
})
