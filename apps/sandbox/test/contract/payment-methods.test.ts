import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusalOf } from '../support/refusal.ts'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'
import { subscribe } from '../support/subscribers.ts'

let sandbox: TestSandbox
let stripe: Stripe

beforeAll(async () => {
  sandbox = await startTestSandbox()
  stripe = sandbox.stripe
})

afterAll(() => sandbox.close())

const newCustomer = () => stripe.customers.create({ email: 'ana@example.com' })
const typesOf = async (object: string) => {
  const { data } = await sandbox.control<{ data: { type: string }[] }>('GET', `events?object=${object}`)
  return data.map(({ type }) => type)
}

describe('a card is kept for a customer', () => {
  it('POST /v1/payment_methods: makes a card of a test token and takes no number from a server', async () => {
    const card = await stripe.paymentMethods.create({
      type: 'card',
      card: { token: 'tok_mastercard' },
      billing_details: { name: 'Ana', address: { country: 'PT' } },
      metadata: { from: 'desk' },
    })
    expect(card).toMatchObject({ customer: null, metadata: { from: 'desk' }, card: { brand: 'mastercard' } })
    expect(card.billing_details.address).toMatchObject({ country: 'PT', city: null })
    const typed = { number: '4242424242424242', exp_month: 12, exp_year: 2040, cvc: '123' }
    const refusal = await refusalOf(stripe.paymentMethods.create({ type: 'card', card: typed }))
    expect(refusal.statusCode).toBeGreaterThanOrEqual(400)
    const unknown = await refusalOf(stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_nothing' } }))
    expect(unknown).toMatchObject({ statusCode: 400, code: 'resource_missing', param: 'card[token]' })
  })

  it('POST /v1/payment_methods/:id/attach: keeps a card once, and tells so', async () => {
    const customer = await newCustomer()
    const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id })
    expect(card).toMatchObject({ customer: customer.id, card: { last4: '4242' } })
    expect(await typesOf(card.id)).toEqual(['payment_method.attached'])
    const other = await newCustomer()
    const taken = await refusalOf(stripe.paymentMethods.attach(card.id, { customer: other.id }))
    expect(taken.message).toContain('already been attached')
    await expect(refusalOf(stripe.paymentMethods.attach('pm_none', { customer: other.id }))).resolves.toMatchObject({
      statusCode: 404,
    })
  })

  it('a card that the bank refuses is not kept, one that only fails when charged is', async () => {
    const customer = await newCustomer()
    const refused = await refusalOf(stripe.paymentMethods.attach('pm_card_chargeDeclined', { customer: customer.id }))
    expect(refused).toMatchObject({ statusCode: 402, code: 'card_declined', decline_code: 'generic_decline' })
    const kept = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer: customer.id })
    expect(kept.card?.last4).toBe('0341')
    const { data } = await stripe.paymentMethods.list({ customer: customer.id })
    expect(data.map(({ id }) => id)).toEqual([kept.id])
  })

  it('a card that was charged without being kept cannot be kept afterwards', async () => {
    const customer = await newCustomer()
    const paid = await stripe.paymentIntents.create({
      amount: 500,
      currency: 'usd',
      confirm: true,
      payment_method: 'pm_card_visa',
    })
    const refusal = await refusalOf(
      stripe.paymentMethods.attach(String(paid.payment_method), { customer: customer.id }),
    )
    expect(refusal.message).toContain('previously used without being attached')
  })

  it('POST /v1/payment_methods/:id/detach: lets go of it for good, and of the default with it', async () => {
    const customer = await stripe.customers.create({
      payment_method: 'pm_card_visa',
      invoice_settings: { default_payment_method: 'pm_card_visa' },
    })
    const id = String(customer.invoice_settings.default_payment_method)
    const released = await stripe.paymentMethods.detach(id)
    expect(released.customer).toBeNull()
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({
      invoice_settings: { default_payment_method: null },
    })
    expect(await typesOf(id)).toEqual(['payment_method.detached', 'payment_method.attached'])
    expect(await typesOf(customer.id)).toEqual(['customer.updated', 'customer.created'])
    const again = await refusalOf(stripe.paymentMethods.attach(id, { customer: customer.id }))
    expect(again.message).toContain('detached')
    expect((await refusalOf(stripe.paymentMethods.detach(id))).message).toContain('not attached')
  })

  it('POST /v1/payment_methods/:id: changes a kept card and tells what changed', async () => {
    const customer = await newCustomer()
    const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id })
    const changed = await stripe.paymentMethods.update(card.id, {
      billing_details: { name: 'Ana Exemplo' },
      card: { exp_month: 3, exp_year: 2041 },
      metadata: { seen: 'yes' },
    })
    expect(changed).toMatchObject({
      billing_details: { name: 'Ana Exemplo' },
      card: { exp_month: 3, exp_year: 2041, last4: '4242' },
      metadata: { seen: 'yes' },
    })
    expect(await typesOf(card.id)).toContain('payment_method.updated')
    const past = await refusalOf(stripe.paymentMethods.update(card.id, { card: { exp_month: 1, exp_year: 2001 } }))
    expect(past.code).toBe('invalid_expiry_year')
    const loose = await stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' } })
    expect((await refusalOf(stripe.paymentMethods.update(loose.id, {}))).message).toContain('save this PaymentMethod')
  })
})

describe('what is kept is listed', () => {
  it('GET /v1/payment_methods: by customer and type, newest first, and nothing without a customer', async () => {
    const customer = await newCustomer()
    const first = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id })
    const second = await stripe.paymentMethods.attach('pm_card_mastercard', { customer: customer.id })
    const list = await stripe.paymentMethods.list({ customer: customer.id, type: 'card' })
    expect(list.data.map(({ id }) => id)).toEqual([second.id, first.id])
    expect((await stripe.paymentMethods.list({ customer: customer.id, type: 'sepa_debit' })).data).toEqual([])
    expect((await stripe.paymentMethods.list({})).data).toEqual([])
  })

  it('GET /v1/customers/:id/payment_methods: in pages', async () => {
    const customer = await newCustomer()
    const first = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id })
    const second = await stripe.paymentMethods.attach('pm_card_amex', { customer: customer.id })
    const page = await stripe.customers.listPaymentMethods(customer.id, { limit: 1 })
    expect(page).toMatchObject({ has_more: true, data: [{ id: second.id }] })
    const next = await stripe.customers.listPaymentMethods(customer.id, { limit: 1, starting_after: second.id })
    expect(next).toMatchObject({ has_more: false, data: [{ id: first.id }] })
  })

  it('GET /v1/customers/:id/payment_methods/:method: its own and no other customer’s', async () => {
    const customer = await newCustomer()
    const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id })
    expect((await stripe.customers.retrievePaymentMethod(customer.id, card.id)).id).toBe(card.id)
    const other = await newCustomer()
    expect((await refusalOf(stripe.customers.retrievePaymentMethod(other.id, card.id))).statusCode).toBe(404)
  })
})

describe('the default of a customer', () => {
  it('is one of their own methods, expands, and is unset by the empty string', async () => {
    const customer = await newCustomer()
    const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id })
    const updated = await stripe.customers.update(customer.id, {
      invoice_settings: { default_payment_method: card.id },
      expand: ['invoice_settings.default_payment_method'],
    })
    expect(updated.invoice_settings.default_payment_method).toMatchObject({ id: card.id, card: { last4: '4242' } })
    const other = await newCustomer()
    const refusal = await refusalOf(
      stripe.customers.update(other.id, { invoice_settings: { default_payment_method: card.id } }),
    )
    expect(refusal.message).toContain('must be attached to the customer')
    const unset = await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: '' } })
    expect(unset.invoice_settings.default_payment_method).toBeNull()
  })

  it('comes with a new customer, who is not made when the bank refuses the card', async () => {
    const customer = await stripe.customers.create({
      email: 'new@example.com',
      payment_method: 'pm_card_visa',
      invoice_settings: { default_payment_method: 'pm_card_visa' },
    })
    const { data } = await stripe.customers.listPaymentMethods(customer.id)
    expect(customer.invoice_settings.default_payment_method).toBe(data[0]?.id)
    const refusal = await refusalOf(
      stripe.customers.create({ email: 'refused@example.com', payment_method: 'pm_card_chargeDeclined' }),
    )
    expect(refusal.code).toBe('card_declined')
    expect((await stripe.customers.list({ email: 'refused@example.com' })).data).toEqual([])
  })
})

describe('setup intents', () => {
  it('POST /v1/setup_intents: confirms at once and keeps the card for its customer', async () => {
    const customer = await newCustomer()
    const intent = await stripe.setupIntents.create({
      customer: customer.id,
      payment_method: 'pm_card_visa',
      confirm: true,
      metadata: { why: 'renewals' },
    })
    expect(intent).toMatchObject({ status: 'succeeded', usage: 'off_session', metadata: { why: 'renewals' } })
    const { data } = await stripe.paymentMethods.list({ customer: customer.id })
    expect(data.map(({ id }) => id)).toEqual([intent.payment_method])
  })

  it('POST /v1/setup_intents/:id/confirm: a refused card leaves it open for another', async () => {
    const customer = await newCustomer()
    const { id } = await stripe.setupIntents.create({ customer: customer.id })
    const refusal = await refusalOf(stripe.setupIntents.confirm(id, { payment_method: 'pm_card_chargeDeclined' }))
    expect(refusal).toMatchObject({ statusCode: 402, code: 'card_declined' })
    const open = await stripe.setupIntents.retrieve(id)
    expect(open).toMatchObject({ status: 'requires_payment_method', last_setup_error: { code: 'card_declined' } })
    const done = await stripe.setupIntents.confirm(id, { payment_method: 'pm_card_mastercard' })
    expect(done).toMatchObject({ status: 'succeeded', last_setup_error: null })
    expect((await refusalOf(stripe.setupIntents.confirm(id, {}))).code).toBe('setup_intent_unexpected_state')
  })

  it('GET /v1/setup_intents/:id: one that waits for 3-D Secure has kept nothing yet', async () => {
    const customer = await newCustomer()
    const { id } = await stripe.setupIntents.create({
      customer: customer.id,
      payment_method: 'pm_card_authenticationRequired',
      confirm: true,
    })
    expect(await stripe.setupIntents.retrieve(id)).toMatchObject({ status: 'requires_action' })
    expect((await stripe.paymentMethods.list({ customer: customer.id })).data).toEqual([])
  })
})

it('a customer who is deleted leaves no subscription and no card behind', async () => {
  const { customer, subscription } = await subscribe(sandbox)
  const [card] = (await stripe.paymentMethods.list({ customer })).data
  await stripe.customers.del(customer)
  expect(await stripe.subscriptions.retrieve(subscription)).toMatchObject({ status: 'canceled' })
  expect(await stripe.paymentMethods.retrieve(String(card?.id))).toMatchObject({ customer: null })
})
