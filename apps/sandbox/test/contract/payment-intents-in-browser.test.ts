import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ENDPOINTS } from '../../src/api/endpoints.ts'
import { confirmInBrowser, readInBrowser, typedCard, typedDebit } from '../support/card-form.ts'
import { refusalOf } from '../support/refusal.ts'
import { PUBLISHABLE_KEY, startTestSandbox, type TestSandbox } from '../support/sandbox.ts'

let sandbox: TestSandbox
let stripe: Stripe

beforeAll(async () => {
  sandbox = await startTestSandbox()
  stripe = sandbox.stripe
})

afterAll(() => sandbox.close())

const GOOD = typedCard('4242424242424242')
const asBuyer = { authorization: `Bearer ${PUBLISHABLE_KEY}` }

const create = (params: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  stripe.paymentIntents.create({ amount: 2000, currency: 'usd', ...params })
const statusOf = async (id: string) => (await stripe.paymentIntents.retrieve(id)).status
const eventsOf = async (id: string) => {
  const { data } = await sandbox.control<{ data: Stripe.Event[] }>('GET', `events?object=${id}`)
  return data.map(({ type }) => type).reverse()
}

describe('who may ask', () => {
  it('GET /v1/payment_intents/:id: a publishable key wants the client secret, and the right one', async () => {
    const intent = await create()
    expect(await readInBrowser(sandbox, intent.id, {})).toMatchObject({
      status: 400,
      body: { error: { type: 'invalid_request_error', code: 'parameter_missing', param: 'client_secret' } },
    })
    const other = await create()
    expect(await readInBrowser(sandbox, intent.id, { client_secret: String(other.client_secret) })).toMatchObject({
      status: 400,
      body: {
        error: {
          code: 'payment_intent_invalid_parameter',
          message: 'The client_secret provided does not match the client_secret associated with the PaymentIntent.',
          param: 'client_secret',
        },
      },
    })
    expect(await readInBrowser(sandbox, 'pi_no', { client_secret: 'pi_no_secret_x' })).toMatchObject({ status: 404 })
    const found = await readInBrowser(sandbox, intent.id, { client_secret: String(intent.client_secret) })
    expect(found).toMatchObject({ status: 200, body: { id: intent.id, amount: 2000, status: intent.status } })
  })

  it('GET /v1/payment_intents/:id: shows a buyer what Stripe shows them, whole or expanded or in an error', async () => {
    const customer = await stripe.customers.create({})
    const intent = await create({ customer: customer.id, metadata: { margin: '40' }, transfer_group: 'g' })
    const secret = { client_secret: String(intent.client_secret) }
    const declined = await confirmInBrowser(sandbox, intent, typedCard('4000000000000002'))
    expect(declined.body.error).toMatchObject({ payment_intent: { id: intent.id }, payment_method: { type: 'card' } })
    await confirmInBrowser(sandbox, intent, GOOD)
    const again = await confirmInBrowser(sandbox, intent, GOOD)
    const whole = await readInBrowser(sandbox, intent.id, secret)
    const expanded = await readInBrowser(sandbox, intent.id, { ...secret, 'expand[]': 'payment_method' })
    expect(expanded.body.payment_method).toMatchObject({ card: { last4: '4242' } })
    expect(again.body.error).toMatchObject({ code: 'payment_intent_unexpected_state' })
    for (const { body } of [declined, again, whole, expanded]) {
      const said = JSON.stringify(body)
      for (const hidden of ['metadata', 'latest_charge', 'transfer_group', 'amount_received', 'fingerprint']) {
        expect(said).not.toContain(`"${hidden}"`)
      }
    }
    for (const path of ['latest_charge', 'payment_method.customer', 'customer']) {
      expect(await readInBrowser(sandbox, intent.id, { ...secret, 'expand[]': path })).toMatchObject({
        status: 400,
        body: { error: { param: 'expand' } },
      })
    }
  })

  it('every other operation stays closed to publishable keys', async () => {
    const open = ['GET /v1/payment_intents/:id', 'POST /v1/payment_intents/:id/confirm']
    const answers = await Promise.all(
      ENDPOINTS.map(async ({ method, path, operation }) => {
        const { status, body } = await sandbox.raw(method, path.replaceAll(':id', 'pi_x'), { headers: asBuyer })
        return { operation, status, code: Reflect.get(Object(body.error), 'code') }
      }),
    )
    const closed = answers.filter(({ status, code }) => status === 401 && code === 'secret_key_required')
    expect(closed).toHaveLength(ENDPOINTS.length - open.length)
    expect(answers.filter(({ status }) => status !== 401).map(({ operation }) => operation)).toEqual(open)
  })

  it('takes the key as Stripe.js sends it, among the parameters, and no live key', async () => {
    const intent = await create()
    const path = `/v1/payment_intents/${intent.id}`
    const query = `client_secret=${intent.client_secret}`
    const bare = { headers: { authorization: '' } }
    expect(await sandbox.raw('GET', `${path}?key=${PUBLISHABLE_KEY}&${query}`, bare)).toMatchObject({ status: 200 })
    for (const key of ['pk_live_x', 'sk_test_x']) {
      expect(await sandbox.raw('GET', `${path}?key=${key}&${query}`, bare)).toMatchObject({ status: 401 })
    }
    const headers = { authorization: 'Bearer pk_live_1234567' }
    const live = await sandbox.raw('GET', `${path}?${query}`, { headers })
    expect(live).toMatchObject({
      status: 401,
      body: { error: { message: 'Invalid API Key provided: pk_live_****4567' } },
    })
  })

  it('answers a page of another origin, but only what a publishable key may see', async () => {
    const intent = await create()
    const path = `/v1/payment_intents/${intent.id}`
    const preflight = await sandbox.raw('OPTIONS', `${path}/confirm`, {
      headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST' },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization')
    const toBuyer = await readInBrowser(sandbox, intent.id, { client_secret: 'wrong' })
    expect(toBuyer.headers.get('access-control-allow-origin')).toBe('*')
    expect((await sandbox.raw('GET', path)).headers.get('access-control-allow-origin')).toBeNull()
  })

  it('keeps the keys of buyers and of the shop apart', async () => {
    const intent = await create({ metadata: { margin: '40' } })
    const body = new URLSearchParams({ client_secret: String(intent.client_secret), payment_method: 'pm_card_visa' })
    const path = `/v1/payment_intents/${intent.id}/confirm`
    const headers = { 'idempotency-key': 'one-for-both' }
    const toShop = await sandbox.raw('POST', path, { body: body.toString(), headers })
    expect(toShop.body).toMatchObject({ status: 'succeeded', metadata: { margin: '40' } })
    const toBuyer = await sandbox.raw('POST', path, { body: body.toString(), headers: { ...headers, ...asBuyer } })
    expect(toBuyer.headers.get('idempotent-replayed')).toBeNull()
    expect(JSON.stringify(toBuyer.body)).not.toContain('margin')
  })
})

describe('POST /v1/payment_intents/:id/confirm by a card form', () => {
  it('POST /v1/payment_intents/:id/confirm: pays with a card that was typed, and keeps no number', async () => {
    const intent = await create()
    const paid = await confirmInBrowser(sandbox, intent, {
      ...typedCard('5555 5555 5555 4444', { exp_year: '40' }),
      'payment_method_data[billing_details][name]': 'Mika Example',
      'payment_method_data[billing_details][address][postal_code]': '10115',
      receipt_email: 'mika@example.com',
    })
    expect(paid).toMatchObject({ status: 200, body: { status: 'succeeded', receipt_email: 'mika@example.com' } })
    const { latest_charge: charge } = await stripe.paymentIntents.retrieve(intent.id, { expand: ['latest_charge'] })
    expect(charge).toMatchObject({
      billing_details: { name: 'Mika Example', address: { postal_code: '10115' } },
      payment_method_details: { card: { brand: 'mastercard', last4: '4444', exp_year: 2040 } },
      receipt_email: 'mika@example.com',
    })
    expect(await eventsOf(intent.id)).toEqual(['payment_intent.created', 'payment_intent.succeeded'])
    expect(JSON.stringify(await sandbox.control('GET', 'events'))).not.toContain('5555555555554444')
  })

  it.each([
    ['4000000000000002', 'card_declined', 'generic_decline'],
    ['4000000000009995', 'card_declined', 'insufficient_funds'],
    ['4000000000000069', 'expired_card', undefined],
    ['4000000000000127', 'incorrect_cvc', undefined],
    ['4000056655665564', 'card_declined', 'live_mode_test_card'],
  ])('refuses card %s as its bank does, and takes the next one', async (number, code, declineCode) => {
    const intent = await create()
    const refused = await confirmInBrowser(sandbox, intent, typedCard(number))
    expect(refused).toMatchObject({
      status: 402,
      body: { error: { type: 'card_error', code, charge: expect.stringMatching(/^ch_/) } },
    })
    expect(Reflect.get(Object(refused.body.error), 'decline_code')).toBe(declineCode)
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code },
      payment_method: null,
    })
    expect((await eventsOf(intent.id)).at(-1)).toBe('payment_intent.payment_failed')
    expect((await confirmInBrowser(sandbox, intent, GOOD)).body).toMatchObject({ status: 'succeeded' })
  })

  it.each([
    ['incorrect_number', 'number', { number: '4242424242424241' }],
    ['invalid_expiry_month', 'exp_month', { exp_month: '13' }],
    ['invalid_expiry_year', 'exp_year', { exp_year: '2020' }],
    ['invalid_cvc', 'cvc', { cvc: '12' }],
  ])('says %s before it asks the bank', async (code, param, changed) => {
    const intent = await create()
    const refused = await confirmInBrowser(sandbox, intent, typedCard('4242424242424242', changed))
    expect(refused).toMatchObject({ status: 402, body: { error: { type: 'card_error', code, param } } })
    expect(await eventsOf(intent.id)).toEqual(['payment_intent.created'])
  })

  it('refuses what it does not know, what only a shop may say, and card numbers from a shop', async () => {
    const intent = await create()
    const errorOf = async (params: Record<string, string>) =>
      (await confirmInBrowser(sandbox, intent, params)).body.error
    expect(await errorOf({ ...GOOD, colour: 'red' })).toMatchObject({ code: 'parameter_unknown', param: 'colour' })
    expect(await errorOf({ ...GOOD, 'payment_method_data[card][pin]': '1' })).toMatchObject({
      code: 'parameter_unknown',
      param: 'payment_method_data[card][pin]',
    })
    expect(await errorOf({ ...GOOD, off_session: 'true' })).toMatchObject({ param: 'off_session' })
    expect(await errorOf({ 'payment_method_data[type]': 'card' })).toMatchObject({ code: 'parameter_missing' })
    expect(await errorOf(typedDebit('sepa_debit', { iban: 'DE89370400440532013000' }))).toMatchObject({
      code: 'payment_intent_incompatible_payment_method',
    })
    const fromShop = await sandbox.raw('POST', `/v1/payment_intents/${intent.id}/confirm`, {
      body: new URLSearchParams(GOOD).toString(),
    })
    expect(fromShop).toMatchObject({ status: 402, body: { error: { type: 'invalid_request_error' } } })
    expect(await statusOf(intent.id)).toBe('requires_payment_method')
  })
})

describe('3-D Secure', () => {
  const SECURE = typedCard('4000002760003184')
  const answer = (url: string, outcome: string) =>
    fetch(url, { method: 'POST', body: new URLSearchParams({ outcome }), redirect: 'manual' })

  async function challenged(params: Record<string, string>): Promise<{ intent: Stripe.PaymentIntent; url: string }> {
    const { id } = await create()
    const before = await stripe.paymentIntents.retrieve(id)
    const waiting = await confirmInBrowser(sandbox, before, params)
    expect(waiting).toMatchObject({ status: 200, body: { status: 'requires_action' } })
    const intent = await stripe.paymentIntents.retrieve(id)
    const { redirect_to_url: redirect, use_stripe_sdk: sdk } = intent.next_action ?? {}
    return { intent, url: redirect?.url ?? String(Reflect.get(sdk ?? {}, 'stripe_js')) }
  }

  it('leads to the bank and from there to the shop, paid', async () => {
    const back = 'https://shop.example/done?order=1'
    const { intent, url } = await challenged({ ...SECURE, return_url: back })
    expect(intent.next_action).toMatchObject({ type: 'redirect_to_url', redirect_to_url: { return_url: back } })
    const page = await fetch(url)
    expect(page.status).toBe(200)
    const done = await answer(url, 'complete')
    expect(done.status).toBe(303)
    const target = new URL(done.headers.get('location') ?? '')
    expect(target.origin + target.pathname).toBe('https://shop.example/done')
    expect(Object.fromEntries(target.searchParams)).toEqual({
      order: '1',
      payment_intent: intent.id,
      payment_intent_client_secret: intent.client_secret,
      redirect_status: 'succeeded',
    })
    expect(await eventsOf(intent.id)).toEqual([
      'payment_intent.created',
      'payment_intent.requires_action',
      'payment_intent.succeeded',
    ])
  })

  it('leads back unpaid when the buyer refuses, or when the bank declines after all', async () => {
    for (const [card, outcome, code] of [
      [SECURE, 'fail', 'payment_intent_authentication_failure'],
      [typedCard('4000008400001629'), 'complete', 'card_declined'],
    ] as const) {
      const { intent, url } = await challenged({ ...card, return_url: 'https://shop.example/done' })
      const done = await answer(url, outcome)
      expect(done.headers.get('location')).toContain('redirect_status=failed')
      expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
        status: 'requires_payment_method',
        next_action: null,
        last_payment_error: { code },
      })
    }
  })

  it('is left to the script where the shop uses it, and stays on the page then', async () => {
    const { intent, url } = await challenged({
      ...SECURE,
      return_url: 'https://shop.example/x',
      use_stripe_sdk: 'true',
    })
    expect(intent.next_action).toMatchObject({ type: 'use_stripe_sdk' })
    const done = await answer(url, 'complete')
    expect(done.headers.get('location')).toContain(`/_sandbox/payment_intents/${intent.id}?client_secret=`)
    expect(await statusOf(intent.id)).toBe('succeeded')
  })

  it('lets nobody in without the secret', async () => {
    const { intent, url } = await challenged({ ...SECURE, return_url: 'https://shop.example/done' })
    const foreign = url.replace(/client_secret=.*/, 'client_secret=no')
    expect((await fetch(foreign)).status).toBe(404)
    expect((await answer(foreign, 'complete')).status).toBe(404)
    expect(await statusOf(intent.id)).toBe('requires_action')
  })
})

describe('debits', () => {
  const settled = () => sandbox.control('POST', 'clock/advance', { seconds: 31 })

  it.each([
    ['eur', 'sepa_debit', { iban: 'DE89 3704 0044 0532 0130 00' }, 'succeeded'],
    ['eur', 'sepa_debit', { iban: 'DE62370400440532013001' }, 'requires_payment_method'],
    ['gbp', 'bacs_debit', { account_number: '00012345', sort_code: '10-88-00' }, 'succeeded'],
    ['gbp', 'bacs_debit', { account_number: '33333335', sort_code: '108800' }, 'requires_payment_method'],
  ] as const)('in %s by %s of %j ends as %s', async (currency, type, details, status) => {
    const intent = await create({ currency })
    const placed = await confirmInBrowser(sandbox, intent, typedDebit(type, details))
    expect(placed).toMatchObject({ status: 200, body: { status: 'processing' } })
    await settled()
    expect(await statusOf(intent.id)).toBe(status)
    expect(await eventsOf(intent.id)).toEqual([
      'payment_intent.created',
      'payment_intent.processing',
      status === 'succeeded' ? 'payment_intent.succeeded' : 'payment_intent.payment_failed',
    ])
  })

  it('want a mandate, a name, an address and a sound IBAN', async () => {
    const intent = await create({ currency: 'eur' })
    const whole = typedDebit('sepa_debit', { iban: 'DE89370400440532013000' })
    const errorWithout = async (start: string) => {
      const params = Object.fromEntries(Object.entries(whole).filter(([name]) => !name.startsWith(start)))
      return (await confirmInBrowser(sandbox, intent, params)).body.error
    }
    expect(await errorWithout('mandate_data')).toMatchObject({ code: 'payment_intent_mandate_invalid' })
    for (const param of ['name', 'email'].map((name) => `payment_method_data[billing_details][${name}]`)) {
      expect(await errorWithout(param)).toMatchObject({ code: 'parameter_missing', param })
    }
    const wrong = typedDebit('sepa_debit', { iban: 'DE89370400440532013001' })
    expect((await confirmInBrowser(sandbox, intent, wrong)).body.error).toMatchObject({ code: 'invalid_iban' })
    expect(await eventsOf(intent.id)).toEqual(['payment_intent.created'])
  })

  it('on their way can be neither confirmed nor canceled, and tried again once they failed', async () => {
    const intent = await create({ currency: 'eur' })
    await confirmInBrowser(sandbox, intent, typedDebit('sepa_debit', { iban: 'DE62370400440532013001' }))
    expect((await confirmInBrowser(sandbox, intent, GOOD)).body.error).toMatchObject({
      code: 'payment_intent_unexpected_state',
    })
    expect(await refusalOf(stripe.paymentIntents.cancel(intent.id))).toMatchObject({
      code: 'payment_intent_unexpected_state',
      payment_intent: { status: 'processing' },
    })
    await settled()
    expect((await confirmInBrowser(sandbox, intent, GOOD)).body).toMatchObject({ status: 'succeeded' })
  })
})

it('the SDK takes a publishable key too, for what it may', async () => {
  const intent = await create()
  const { hostname, port } = new URL(sandbox.url)
  const inBrowser = new Stripe(PUBLISHABLE_KEY, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0 })
  const secret = { client_secret: String(intent.client_secret) }
  expect(await inBrowser.paymentIntents.retrieve(intent.id, secret)).toMatchObject({ id: intent.id })
  const { lastResponse, ...seen } = await inBrowser.paymentIntents.retrieve(intent.id, secret)
  expect(seen).not.toHaveProperty('metadata')
  expect(lastResponse.statusCode).toBe(200)
  expect(await refusalOf(inBrowser.paymentIntents.create({ amount: 2000, currency: 'usd' }))).toMatchObject({
    statusCode: 401,
    code: 'secret_key_required',
  })
})
