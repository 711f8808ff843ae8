import { readFileSync } from 'node:fs'
import type Stripe from 'stripe'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { TRIGGER_TYPES } from '../../src/control/trigger.ts'
import { refusalOf } from '../support/refusal.ts'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'
import { openSession } from '../support/shop.ts'

let sandbox: TestSandbox

beforeAll(async () => {
  sandbox = await startTestSandbox()
})
afterAll(() => sandbox.close())

it('plants products and prices under given ids, and planting again changes what is given', async () => {
  const price = {
    object: 'price',
    id: 'price_1AbCdEfGhIjKlMnOpQrStUvW',
    product: 'prod_1',
    currency: 'usd',
    unit_amount: 4999,
  }
  await sandbox.control('POST', 'fixtures', [{ object: 'product', id: 'prod_1', name: 'Premium Course' }, price])
  await sandbox.control('POST', 'fixtures', { objects: [{ object: 'price', id: price.id, unit_amount: 5999 }] })
  const session = await openSession(sandbox.stripe, { line_items: [{ price: price.id, quantity: 1 }] })
  expect(session.amount_total).toBe(5999)
  await expect(sandbox.control('POST', 'fixtures', { object: 'price', id: 'x' })).rejects.toThrow('400')
})

it('plants a webhook endpoint with a secret of its own, which the API does not tell', async () => {
  const endpoint = { object: 'webhook_endpoint', id: 'we_fixed', url: 'http://127.0.0.1:9/hook', secret: 'whsec_fixed' }
  const planted = await sandbox.control('POST', 'fixtures', endpoint)
  expect(JSON.stringify(planted)).not.toContain('whsec_fixed')
  expect(await sandbox.stripe.webhookEndpoints.retrieve('we_fixed')).toMatchObject({
    url: endpoint.url,
    enabled_events: ['*'],
  })
  await sandbox.stripe.webhookEndpoints.del('we_fixed')
})

it('a named account is told of and taken away by its trigger', async () => {
  await sandbox.control('POST', 'fixtures', { object: 'account', id: 'acct_leaving' })
  const trigger = (type: string) =>
    sandbox.control<Stripe.Event>('POST', 'events/trigger', { type, account: 'acct_leaving' })
  expect(await trigger('account.updated')).toMatchObject({ account: 'acct_leaving' })
  expect(await trigger('account.application.deauthorized')).toMatchObject({
    account: 'acct_leaving',
    data: { object: { object: 'application' } },
  })
  expect(await refusalOf(sandbox.stripe.accounts.retrieve('acct_leaving'))).toMatchObject({ code: 'account_invalid' })
  await expect(trigger('account.updated')).rejects.toThrow('account_invalid')
})

it('a planted account is ready, unless it is planted without charges', async () => {
  const plant = (fields: object) =>
    sandbox.control<{ data: Stripe.Account[] }>('POST', 'fixtures', { object: 'account', ...fields })
  const ready = { charges_enabled: true, payouts_enabled: true, details_submitted: true, country: 'JP' }
  const planted = await plant({
    id: 'acct_ready',
    country: 'JP',
    metadata: { a: '1' },
    business_profile: { name: 'Studio' },
  })
  expect(planted.data[0]?.business_profile).toMatchObject({ name: 'Studio', mcc: '5734' })
  expect(planted.data[0]).toMatchObject({ ...ready, default_currency: 'jpy', capabilities: { transfers: 'active' } })
  expect(planted.data[0]?.requirements?.currently_due).toEqual([])
  const again = await plant({ id: 'acct_ready', charges_enabled: true })
  expect(again.data[0]).toMatchObject({ ...ready, metadata: { a: '1' } })
  const fresh = await plant({ id: 'acct_fresh', charges_enabled: false })
  expect(fresh.data[0]).toMatchObject({ charges_enabled: false, capabilities: { transfers: 'inactive' } })
  expect(fresh.data[0]?.requirements?.currently_due).toContain('external_account')
  const closed = await plant({ id: 'acct_ready', charges_enabled: false })
  expect(closed.data[0]).toMatchObject({ charges_enabled: false, capabilities: { transfers: 'inactive' } })
  const opened = await plant({ id: 'acct_fresh', charges_enabled: true })
  expect(opened.data[0]).toMatchObject({ charges_enabled: true, requirements: { currently_due: [] } })
})

it('a planted account can be a destination', async () => {
  await sandbox.control('POST', 'fixtures', { object: 'account', id: 'acct_seller' })
  const session = await openSession(sandbox.stripe, {
    payment_intent_data: { application_fee_amount: 500, transfer_data: { destination: 'acct_seller' } },
  })
  await sandbox.control('POST', `checkout/sessions/${session.id}/pay`)
  const paid = await sandbox.stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] })
  expect(paid.payment_intent).toMatchObject({
    application_fee_amount: 500,
    transfer_data: { destination: 'acct_seller' },
  })
})

it('puts the clock forward and tells it', async () => {
  const before = await sandbox.control<{ offset_seconds: number; now: number }>('GET', 'clock')
  const after = await sandbox.control<{ offset_seconds: number; now: number }>('POST', 'clock/advance', {
    seconds: 3600,
  })
  expect(after.offset_seconds).toBe(before.offset_seconds + 3600)
  expect(after.now).toBeGreaterThanOrEqual(before.now + 3600)
  await expect(sandbox.control('POST', 'clock/advance', { seconds: -1 })).rejects.toThrow('400')
})

it('keeps a log of API requests without their bodies', async () => {
  await sandbox.stripe.customers.create({ email: 'secret@example.com' }, { idempotencyKey: 'logged' })
  await refusalOf(sandbox.stripe.customers.retrieve('cus_no'))
  const { data } = await sandbox.control<{ data: unknown[] }>('GET', 'requests?limit=2')
  expect(data).toMatchObject([
    {
      method: 'GET',
      path: '/v1/customers/cus_no',
      operation: 'GET /v1/customers/:id',
      status: 404,
      idempotency_key: null,
    },
    { method: 'POST', path: '/v1/customers', idempotency_key: 'logged', status: 200, replayed: false },
  ])
  expect(JSON.stringify(data)).not.toContain('secret@example.com')
})

it('triggers each event type that a shop handles, about an object that can be read again', async () => {
  for (const type of TRIGGER_TYPES) {
    const event = await sandbox.control<{ type: string; data: { object: { id: string; object: string } } }>(
      'POST',
      'events/trigger',
      { type },
    )
    expect(event.type).toBe(type)
    expect(event.data.object.id, type).toBeTruthy()
  }
  await expect(sandbox.control('POST', 'events/trigger', { type: 'nonsense' })).rejects.toThrow('400')
  const paid = await sandbox.control<{ data: { object: { id: string } } }>('POST', 'events/trigger', {
    type: 'checkout.session.completed',
  })
  expect(await sandbox.stripe.checkout.sessions.retrieve(paid.data.object.id)).toMatchObject({ payment_status: 'paid' })
})

it('pays a PaymentIntent without a browser, and says why a card is declined', async () => {
  const { id } = await sandbox.stripe.paymentIntents.create({ amount: 700, currency: 'eur' })
  await expect(sandbox.control('POST', `payment_intents/${id}/pay`, { card: '4000000000000002' })).rejects.toThrow(
    'card_declined',
  )
  expect(await sandbox.control('POST', `payment_intents/${id}/pay`)).toMatchObject({ status: 'succeeded' })
  await expect(sandbox.control('POST', `payment_intents/${id}/pay`)).rejects.toThrow('succeeded')
})

it('reset leaves nothing', async () => {
  await sandbox.stripe.products.create({ name: 'x' })
  await sandbox.control('POST', 'clock/advance', { seconds: 60 })
  await sandbox.control('POST', 'reset')
  expect((await sandbox.stripe.products.list()).data).toEqual([])
  expect(await sandbox.control('GET', 'clock')).toMatchObject({ offset_seconds: 0 })
  expect(await sandbox.control('GET', 'events')).toEqual({ data: [] })
})

it('the README lists every event type that can be triggered', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  for (const type of TRIGGER_TYPES) expect(readme).toContain(`\`${type}\``)
})
