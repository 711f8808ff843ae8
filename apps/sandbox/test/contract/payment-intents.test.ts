import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { confirmInBrowser, typedCard } from '../support/card-form.ts'
import { startReceiver } from '../support/receiver.ts'
import { refusalOf } from '../support/refusal.ts'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'
import { plantSeller } from '../support/sellers.ts'
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
const pay = <T = Stripe.PaymentIntent>(id: string, body?: object) =>
  sandbox.control<T>('POST', `payment_intents/${id}/pay`, body)
const settle = <T = Stripe.PaymentIntent>(id: string, body?: object) =>
  sandbox.control<T>('POST', `payment_intents/${id}/settle`, body)
const typesOf = async (id: string) =>
  (await sandbox.control<{ data: Stripe.Event[] }>('GET', `events?object=${id}`)).data.map(({ type }) => type).reverse()

describe('from the shop', () => {
  it('POST /v1/payment_intents: one key makes one, whatever is asked twice', async () => {
    const params = { amount: 750, currency: 'jpy', metadata: { order: 'ord_1' } }
    const options = { idempotencyKey: 'intent-of-ord_1' }
    const [first, second] = [
      await stripe.paymentIntents.create(params, options),
      await stripe.paymentIntents.create(params, options),
    ]
    expect(second.id).toBe(first.id)
    expect(second.client_secret).toBe(first.client_secret)
    const other = stripe.paymentIntents.create({ ...params, amount: 751 }, options)
    expect(await refusalOf(other)).toMatchObject({ type: 'StripeIdempotencyError' })
    expect(await typesOf(first.id)).toEqual(['payment_intent.created'])
  })

  it('POST /v1/payment_intents: takes a way back only together with confirm', async () => {
    const back = { return_url: 'https://shop.example/done' }
    expect(await refusalOf(create(back))).toMatchObject({ param: 'return_url', statusCode: 400 })
    expect(await refusalOf(create({ off_session: true }))).toMatchObject({ param: 'off_session' })
    const waiting = await create({ ...back, confirm: true, payment_method: 'pm_card_authenticationRequired' })
    expect(waiting.next_action).toMatchObject({ type: 'redirect_to_url', redirect_to_url: back })
  })

  it('POST /v1/payment_intents/:id/confirm: takes the address for the receipt along to the charge', async () => {
    const { id } = await create({ description: 'Ten articles', receipt_email: 'old@example.com' })
    const paid = await stripe.paymentIntents.confirm(id, {
      payment_method: 'pm_card_visa',
      receipt_email: 'new@example.com',
      setup_future_usage: 'off_session',
      expand: ['latest_charge'],
    })
    expect(paid).toMatchObject({
      receipt_email: 'new@example.com',
      setup_future_usage: 'off_session',
      latest_charge: { receipt_email: 'new@example.com', description: 'Ten articles' },
    })
  })

  it('POST /v1/payment_intents: a card form pays a seller, less the fee, in one group', async () => {
    const seller = await plantSeller(sandbox, 'acct_card_form')
    const intent = await create({
      amount: 10_000,
      application_fee_amount: 1000,
      description: 'Lesson',
      metadata: { order: 'ord_2' },
      transfer_data: { destination: seller },
      transfer_group: 'ord_2',
    })
    await confirmInBrowser(sandbox, intent, typedCard('4242424242424242'))
    const { latest_charge: charge } = await stripe.paymentIntents.retrieve(intent.id, {
      expand: ['latest_charge.transfer', 'latest_charge.application_fee'],
    })
    expect(charge).toMatchObject({
      description: 'Lesson',
      metadata: { order: 'ord_2' },
      transfer_group: 'ord_2',
      transfer: { amount: 10_000, destination: seller },
      application_fee: { amount: 1000 },
    })
    const ready = await stripe.balance.retrieve({}, { stripeAccount: seller })
    expect(ready.pending.concat(ready.available).reduce((sum, { amount }) => sum + amount, 0)).toBe(9000)
  })

  it('POST /v1/payment_intents/:id: changes fee and currency with what hangs on them, until it is paid', async () => {
    const seller = await plantSeller(sandbox, 'acct_fee_changes')
    const { id } = await create({ application_fee_amount: 100, transfer_data: { destination: seller } })
    expect(await stripe.paymentIntents.update(id, { application_fee_amount: 300 })).toMatchObject({
      application_fee_amount: 300,
    })
    const tooMuch = stripe.paymentIntents.update(id, { amount: 200 })
    expect(await refusalOf(tooMuch)).toMatchObject({ param: 'application_fee_amount' })
    expect(await stripe.paymentIntents.update(id, { currency: 'eur' })).toMatchObject({
      payment_method_types: ['card', 'sepa_debit'],
    })
    expect(await refusalOf(stripe.paymentIntents.update(id, { shipping: '' }))).toMatchObject({
      code: 'sandbox_not_emulated',
    })
    await pay(id)
    const late = stripe.paymentIntents.update(id, { application_fee_amount: 1 })
    expect(await refusalOf(late)).toMatchObject({ code: 'payment_intent_unexpected_state' })
  })

  it('POST /v1/payment_intents/:id/cancel: not what is paid, on its way or canceled already', async () => {
    const [open, paid, late] = [await create(), await create(), await create()]
    await pay(paid.id)
    await pay(late.id, { delayed: 'succeeds' })
    await stripe.paymentIntents.cancel(open.id)
    for (const [{ id }, status] of [
      [open, 'canceled'],
      [paid, 'succeeded'],
      [late, 'processing'],
    ] as const) {
      const refusal = await refusalOf(stripe.paymentIntents.cancel(id))
      expect(refusal).toMatchObject({ code: 'payment_intent_unexpected_state', payment_intent: { status } })
      expect(refusal.message).toContain(`it has a status of ${status}.`)
    }
    expect((await confirmInBrowser(sandbox, open, typedCard('4242424242424242'))).body.error).toMatchObject({
      code: 'payment_intent_unexpected_state',
      payment_intent: { status: 'canceled' },
    })
  })

  it('POST /v1/payment_intents/:id/cancel: ends the question of the bank too', async () => {
    const { id } = await create()
    await pay(id, { card: '4000002760003184' })
    expect(await stripe.paymentIntents.cancel(id)).toMatchObject({ status: 'canceled', next_action: null })
    await expect(pay(id, { three_d_secure: 'complete' })).rejects.toThrow('payment_intent_unexpected_state')
  })

  it('GET /v1/payment_intents: pages through a span of time, so that one can be found by its metadata', async () => {
    await sandbox.control('POST', 'clock/advance', { seconds: 3600 })
    const { id: last, created: since } = await create({ metadata: { order: 'wanted' } })
    for (let n = 0; n < 4; n += 1) await create({ metadata: { order: `other ${n}` } })
    const found: string[] = []
    for await (const intent of stripe.paymentIntents.list({ created: { gte: since }, limit: 2 })) {
      found.push(`${intent.id} ${intent.metadata.order}`)
    }
    expect(found).toHaveLength(5)
    expect(new Set(found).size).toBe(5)
    expect(found.at(-1)).toBe(`${last} wanted`)
  })
})

describe('what the shop is told', () => {
  it('every event of a payment without a checkout, in order, with the object as it was then', async () => {
    const shop = await startReceiver()
    const wanted = ['created', 'requires_action', 'processing', 'payment_failed', 'succeeded', 'canceled'] as const
    const endpoint = await stripe.webhookEndpoints.create({
      url: shop.url,
      enabled_events: wanted.map((what) => `payment_intent.${what}` as const),
    })
    const one = await create({ metadata: { order: 'ord_3' } })
    await pay(one.id, { card: '4000002760003184' })
    await pay(one.id, { three_d_secure: 'fail' }).catch(() => undefined)
    await pay(one.id, { delayed: 'fails' })
    await settle(one.id)
    await pay(one.id)
    const other = await create()
    await stripe.paymentIntents.cancel(other.id)
    const received = await shop.until((all) => all.length === 8)
    await stripe.webhookEndpoints.del(endpoint.id)
    await shop.close()
    const { data } = await sandbox.control<{ data: Stripe.Event[] }>('GET', `events?object=${one.id}`)
    expect(data.reverse().map(({ type, data: { object } }) => [type, Reflect.get(object, 'status')])).toEqual([
      ['payment_intent.created', 'requires_payment_method'],
      ['payment_intent.requires_action', 'requires_action'],
      ['payment_intent.payment_failed', 'requires_payment_method'],
      ['payment_intent.processing', 'processing'],
      ['payment_intent.payment_failed', 'requires_payment_method'],
      ['payment_intent.succeeded', 'succeeded'],
    ])
    const told = received.filter(({ objectId }) => objectId === one.id)
    expect(told).toHaveLength(6)
    for (const { event } of told) expect(event.data.object.metadata).toEqual({ order: 'ord_3' })
    expect(await typesOf(other.id)).toEqual(['payment_intent.created', 'payment_intent.canceled'])
  })

  it('of a payment in a seller’s account, that account’s endpoints', async () => {
    const seller = await plantSeller(sandbox, 'acct_direct')
    const direct = await stripe.paymentIntents.create({ amount: 900, currency: 'usd' }, { stripeAccount: seller })
    await pay(direct.id, { delayed: 'succeeds' })
    await settle(direct.id)
    const { data } = await sandbox.control<{ data: Stripe.Event[] }>('GET', `events?object=${direct.id}`)
    expect(data.map(({ account }) => account)).toEqual([seller, seller, seller])
    expect((await stripe.charges.list({ payment_intent: direct.id }, { stripeAccount: seller })).data).toHaveLength(1)
    expect(await refusalOf(stripe.paymentIntents.retrieve(direct.id))).toMatchObject({ statusCode: 404 })
    const other = await create()
    const foreign = stripe.paymentIntents.confirm(
      other.id,
      { payment_method: 'pm_card_visa' },
      { stripeAccount: seller },
    )
    expect(await refusalOf(foreign)).toMatchObject({ statusCode: 404, code: 'resource_missing' })
  })
})

describe('paying without a browser', () => {
  it.each([
    ['4000000000000002', 'generic_decline'],
    ['4000000000009995', 'insufficient_funds'],
    ['4242424242424241', 'incorrect_number'],
  ])('card %s is answered as Stripe answers it', async (card, code) => {
    const { id } = await create()
    const response = await fetch(`${sandbox.url}/_sandbox/payment_intents/${id}/pay`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ card }),
    })
    expect(response.status).toBe(402)
    const { error } = (await response.json()) as { error: Record<string, unknown> }
    expect([error.code, error.decline_code]).toContain(code)
    expect(error).toMatchObject({ type: 'card_error', payment_intent: { id, status: 'requires_payment_method' } })
  })

  it('a card that wants 3-D Secure waits for its answer, which needs no card again', async () => {
    const { id } = await create()
    expect(await pay(id, { card: '4000002760003184' })).toMatchObject({ status: 'requires_action' })
    const paid = await pay(id, { three_d_secure: 'complete' })
    expect(paid).toMatchObject({ status: 'succeeded' })
    const charge = await stripe.charges.retrieve(String(paid.latest_charge))
    expect(charge.payment_method_details?.card).toMatchObject({
      last4: '3184',
      three_d_secure: { result: 'authenticated' },
    })
  })

  it('a delayed payment ends by itself, or when told to, as chosen or as told', async () => {
    const [alone, told, turned] = [await create(), await create(), await create()]
    expect(await pay(alone.id, { delayed: 'fails' })).toMatchObject({ status: 'processing' })
    await pay(told.id, { delayed: 'succeeds' })
    await pay(turned.id, { delayed: 'succeeds' })
    expect(await settle(told.id)).toMatchObject({ status: 'succeeded', amount_received: 2000 })
    expect(await settle(turned.id, { outcome: 'fails' })).toMatchObject({ status: 'requires_payment_method' })
    await expect(settle(told.id)).rejects.toThrow('no payment on its way')
    await sandbox.control('POST', 'clock/advance', { seconds: 31 })
    expect(await stripe.paymentIntents.retrieve(alone.id)).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { decline_code: 'insufficient_funds' },
    })
    expect(await typesOf(told.id)).toHaveLength(3)
  })

  it('the PaymentIntent of a checkout is paid and settled as its session', async () => {
    const session = await openSession(stripe)
    await sandbox.control('POST', `checkout/sessions/${session.id}/pay`, { card: '4000000000000002' })
    const { payment_intent: id } = await stripe.checkout.sessions.retrieve(session.id)
    await pay(String(id), { delayed: 'succeeds' })
    expect(await settle<Stripe.Checkout.Session>(String(id))).toMatchObject({ id: session.id, payment_status: 'paid' })
  })

  it('an unknown one is a 404', async () => {
    await expect(pay('pi_no')).rejects.toThrow('404')
    await expect(settle('pi_no')).rejects.toThrow('404')
  })
})
