import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusalOf } from '../support/refusal.ts'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'
import { openSession } from '../support/shop.ts'

let sandbox: TestSandbox
let stripe: Stripe

beforeAll(async () => {
  sandbox = await startTestSandbox()
  stripe = sandbox.stripe
})

afterAll(() => sandbox.close())

const create = (params: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  stripe.paymentIntents.create({ amount: 2000, currency: 'usd', ...params })

/** A card payment that has gone through. */
async function paid(card = 'pm_card_visa', amount = 2000): Promise<Stripe.PaymentIntent> {
  return create({ amount, confirm: true, payment_method: card })
}

describe('payment intents', () => {
  it('POST /v1/payment_intents: creates, and confirms at once when asked', async () => {
    expect(await create({ metadata: { order: '1' } })).toMatchObject({
      status: 'requires_payment_method',
      amount: 2000,
      client_secret: expect.stringMatching(/^pi_.*_secret_/),
      metadata: { order: '1' },
      automatic_payment_methods: { enabled: true },
    })
    expect(await paid()).toMatchObject({ status: 'succeeded', amount_received: 2000 })
    expect(await refusalOf(create({ amount: 49 }))).toMatchObject({ code: 'amount_too_small', param: 'amount' })
    expect(await refusalOf(create({ currency: 'xyz' }))).toMatchObject({ param: 'currency', statusCode: 400 })
    expect(await refusalOf(create({ currency: 'kwd', amount: 5124 }))).toMatchObject({ code: 'invalid_charge_amount' })
  })

  it('POST /v1/payment_intents: a decline is a card error, and what it left stays', async () => {
    const refusal = await refusalOf(paid('pm_card_visa_chargeDeclinedInsufficientFunds'))
    expect(refusal).toBeInstanceOf(Stripe.errors.StripeCardError)
    expect(refusal).toMatchObject({ statusCode: 402, code: 'card_declined', decline_code: 'insufficient_funds' })
    const intent = refusal.payment_intent
    expect(intent).toMatchObject({ status: 'requires_payment_method' })
    expect(await stripe.charges.retrieve(String(refusal.charge))).toMatchObject({
      status: 'failed',
      paid: false,
      payment_intent: intent?.id,
    })
  })

  it('GET /v1/payment_intents/:id: answers it, with its charge when expanded', async () => {
    const { id } = await paid()
    const found = await stripe.paymentIntents.retrieve(id, { expand: ['latest_charge.balance_transaction'] })
    expect(found.latest_charge).toMatchObject({ balance_transaction: { net: 2000 - 88, fee: 88 } })
    expect(await refusalOf(stripe.paymentIntents.retrieve('pi_no'))).toMatchObject({ statusCode: 404 })
  })

  it('POST /v1/payment_intents/:id: changes the amount until it is paid', async () => {
    const { id } = await create()
    expect(await stripe.paymentIntents.update(id, { amount: 2500 })).toMatchObject({ amount: 2500 })
    await stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' })
    expect(await refusalOf(stripe.paymentIntents.update(id, { amount: 1 }))).toMatchObject({
      code: 'payment_intent_unexpected_state',
    })
  })

  it('POST /v1/payment_intents/:id/confirm: pays once, and leaves the intents of checkout alone', async () => {
    const { id } = await create()
    expect(await refusalOf(stripe.paymentIntents.confirm(id))).toMatchObject({
      code: 'payment_intent_unexpected_state',
    })
    const waiting = await stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_authenticationRequired' })
    expect(waiting).toMatchObject({ status: 'requires_action', next_action: { type: 'use_stripe_sdk' } })
    await sandbox.control('POST', `payment_intents/${id}/pay`, { card: '4000002760003184', three_d_secure: 'complete' })
    expect(await refusalOf(stripe.paymentIntents.confirm(id))).toMatchObject({ statusCode: 400 })
    const session = await openSession(stripe)
    await sandbox.control('POST', `checkout/sessions/${session.id}/pay`, { card: '4000000000000002' })
    const { payment_intent: owned } = await stripe.checkout.sessions.retrieve(session.id)
    const meddling = stripe.paymentIntents.confirm(String(owned), { payment_method: 'pm_card_visa' })
    expect((await refusalOf(meddling)).message).toContain('Checkout Session')
  })

  it('POST /v1/payment_intents/:id/cancel: cancels what is not paid', async () => {
    const { id } = await create()
    expect(await stripe.paymentIntents.cancel(id, { cancellation_reason: 'abandoned' })).toMatchObject({
      status: 'canceled',
      cancellation_reason: 'abandoned',
    })
    const done = await paid()
    expect(await refusalOf(stripe.paymentIntents.cancel(done.id))).toMatchObject({
      code: 'payment_intent_unexpected_state',
      payment_intent: { id: done.id },
    })
  })

  it('GET /v1/payment_intents: filters by customer', async () => {
    const customer = await stripe.customers.create({})
    const { id } = await create({ customer: customer.id })
    expect((await stripe.paymentIntents.list({ customer: customer.id })).data.map((one) => one.id)).toEqual([id])
  })
})

it('GET /v1/payment_methods/:id: answers the card without its number', async () => {
  const { payment_method: id } = await paid('pm_card_mastercard')
  const method = await stripe.paymentMethods.retrieve(String(id))
  expect(method).toMatchObject({ type: 'card', card: { brand: 'mastercard', last4: '4444' } })
  expect(JSON.stringify(method)).not.toContain('5555555555554444')
  expect(await refusalOf(stripe.paymentMethods.retrieve('pm_no'))).toMatchObject({ statusCode: 404 })
})

describe('charges and balance', () => {
  it('GET /v1/charges/:id: answers it; its refunds only when expanded', async () => {
    const { latest_charge: id } = await paid()
    expect(await stripe.charges.retrieve(String(id))).not.toHaveProperty('refunds')
    const charge = await stripe.charges.retrieve(String(id), { expand: ['refunds'] })
    expect(charge.refunds).toMatchObject({ object: 'list', data: [] })
    expect(charge).toMatchObject({ paid: true, captured: true, outcome: { type: 'authorized' } })
  })

  it('POST /v1/charges/:id: changes description and metadata', async () => {
    const { latest_charge: id } = await paid()
    const charge = await stripe.charges.update(String(id), { description: 'Course', metadata: { a: '1' } })
    expect(charge).toMatchObject({ description: 'Course', metadata: { a: '1' } })
  })

  it('GET /v1/charges: filters by payment intent', async () => {
    const { id, latest_charge: charge } = await paid()
    expect((await stripe.charges.list({ payment_intent: id })).data.map((one) => one.id)).toEqual([charge])
  })

  it('GET /v1/balance_transactions/:id: answers what a charge brought, less its fee', async () => {
    const { latest_charge: id } = await paid('pm_card_visa', 10_000)
    const { balance_transaction: transaction } = await stripe.charges.retrieve(String(id))
    expect(await stripe.balanceTransactions.retrieve(String(transaction))).toMatchObject({
      amount: 10_000,
      fee: 320,
      net: 9_680,
      source: id,
      type: 'charge',
    })
  })

  it('GET /v1/balance_transactions: filters by source', async () => {
    const { latest_charge: id } = await paid()
    const refund = await stripe.refunds.create({ charge: String(id), amount: 500 })
    const list = await stripe.balanceTransactions.list({ source: refund.id })
    expect(list.data).toMatchObject([{ amount: -500, fee: 0, type: 'refund' }])
  })
})

describe('refunds', () => {
  it('POST /v1/refunds: in parts up to what was paid, and no more', async () => {
    const { id, latest_charge: charge } = await paid()
    expect(await stripe.refunds.create({ payment_intent: id, amount: 500, metadata: { why: 'late' } })).toMatchObject({
      amount: 500,
      status: 'succeeded',
      charge,
      payment_intent: id,
      metadata: { why: 'late' },
    })
    expect(await stripe.charges.retrieve(String(charge))).toMatchObject({ amount_refunded: 500, refunded: false })
    expect(await refusalOf(stripe.refunds.create({ payment_intent: id, amount: 1501 }))).toMatchObject({
      param: 'amount',
    })
    expect(await stripe.refunds.create({ payment_intent: id })).toMatchObject({ amount: 1500 })
    expect(await stripe.charges.retrieve(String(charge))).toMatchObject({ amount_refunded: 2000, refunded: true })
    expect(await refusalOf(stripe.refunds.create({ payment_intent: id }))).toMatchObject({
      code: 'charge_already_refunded',
    })
    const events = await stripe.events.list({ types: ['refund.created', 'charge.refunded'], limit: 4 })
    expect(events.data).toHaveLength(4)
  })

  it('POST /v1/refunds: refuses what was never paid, and nothing at all', async () => {
    const unpaid = await create()
    expect((await refusalOf(stripe.refunds.create({ payment_intent: unpaid.id }))).message).toContain(
      'successful charge',
    )
    expect(await refusalOf(stripe.refunds.create({}))).toMatchObject({ statusCode: 400 })
    expect(await refusalOf(stripe.refunds.create({ charge: 'ch_no' }))).toMatchObject({ code: 'resource_missing' })
    const { id } = await paid()
    expect(await refusalOf(stripe.refunds.create({ payment_intent: id, amount: 0 }))).toMatchObject({ param: 'amount' })
    const connect = stripe.refunds.create({ payment_intent: id, reverse_transfer: true })
    expect(await refusalOf(connect)).toMatchObject({ param: 'reverse_transfer' })
  })

  it('POST /v1/refunds: refuses a disputed charge', async () => {
    const event = await sandbox.control<{ data: { object: { charge: string } } }>('POST', 'events/trigger', {
      type: 'charge.dispute.created',
    })
    const refund = stripe.refunds.create({ charge: event.data.object.charge })
    expect(await refusalOf(refund)).toMatchObject({ code: 'charge_disputed' })
  })

  async function refundOf(card: string): Promise<Stripe.Refund> {
    const session = await openSession(stripe)
    await sandbox.control('POST', `checkout/sessions/${session.id}/pay`, { card })
    const { payment_intent: intent } = await stripe.checkout.sessions.retrieve(session.id)
    return stripe.refunds.create({ payment_intent: String(intent) })
  }

  it('GET /v1/refunds/:id: card 7726 refunds after a while, card 5126 fails after a while', async () => {
    const [later, failing] = [await refundOf('4000000000007726'), await refundOf('4000000000005126')]
    expect([later.status, failing.status]).toEqual(['pending', 'succeeded'])
    await sandbox.control('POST', 'clock/advance', { seconds: 31 })
    expect(await stripe.refunds.retrieve(later.id)).toMatchObject({ status: 'succeeded' })
    const failed = await stripe.refunds.retrieve(failing.id, { expand: ['charge'] })
    expect(failed).toMatchObject({
      status: 'failed',
      failure_reason: 'expired_or_canceled_card',
      charge: { amount_refunded: 0, refunded: false },
    })
    expect((await stripe.events.list({ type: 'refund.failed' })).data[0]?.data.object).toMatchObject({ id: failing.id })
  })

  it('POST /v1/refunds/:id: changes metadata', async () => {
    const { id } = await paid()
    const refund = await stripe.refunds.create({ payment_intent: id })
    expect(await stripe.refunds.update(refund.id, { metadata: { a: '1' } })).toMatchObject({ metadata: { a: '1' } })
  })

  it('POST /v1/refunds/:id/cancel: cancels one that waits for the buyer, and no other', async () => {
    const done = await stripe.refunds.create({ payment_intent: (await paid()).id })
    expect((await refusalOf(stripe.refunds.cancel(done.id))).message).toContain('status of succeeded')
    const product = await stripe.products.create({ name: 'In yen' })
    const price = await stripe.prices.create({ product: product.id, currency: 'jpy', unit_amount: 750 })
    const session = await openSession(stripe, { line_items: [{ price: price.id, quantity: 1 }] })
    await sandbox.control('POST', `checkout/sessions/${session.id}/pay`, { delayed: 'succeeds' })
    await sandbox.control('POST', `checkout/sessions/${session.id}/settle`)
    const { payment_intent: intent } = await stripe.checkout.sessions.retrieve(session.id)
    const waiting = await stripe.refunds.create({ payment_intent: String(intent) })
    expect(waiting).toMatchObject({ status: 'requires_action', next_action: { type: 'display_details' } })
    expect(await stripe.refunds.cancel(waiting.id)).toMatchObject({ status: 'canceled' })
    expect(await stripe.charges.retrieve(String(waiting.charge))).toMatchObject({ amount_refunded: 0 })
  })

  it('GET /v1/refunds: filters by payment intent and by charge', async () => {
    const { id, latest_charge: charge } = await paid()
    const refund = await stripe.refunds.create({ payment_intent: id, amount: 100 })
    expect((await stripe.refunds.list({ payment_intent: id })).data.map((one) => one.id)).toEqual([refund.id])
    expect((await stripe.refunds.list({ charge: String(charge) })).data).toHaveLength(1)
  })
})
