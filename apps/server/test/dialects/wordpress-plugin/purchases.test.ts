import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildServer } from '../../../src/transport/http/build-server.ts'
import { insertProduct } from '../../support/builders/product.ts'
import { HOSTILE_ADDRESSES } from '../../support/hostile-addresses.ts'
import { type House, openHouse } from '../../support/house.ts'
import { ask, type BareSite, credentialsOf, fromAnotherNetwork, registerBare, stockPackages } from './shops.ts'

let house: House
let site: BareSite
beforeAll(async () => {
  house = await openHouse({
    work: false,
    webhooks: false,
    env: { TRUST_PROXY: '127.0.0.1', RATE_LIMITS: 'plugin=10000/60' },
  })
  await stockPackages(house)
  site = await registerBare(house, { siteUrl: 'https://shop.test' })
})
afterAll(() => house[Symbol.asyncDispose]())

const PURCHASE = {
  user_id: 7,
  user_email: 'ann@shop.example',
  credit_type: 'article',
  package_id: 'article_starter',
  amount: 750,
  currency: 'JPY',
}
const asSite = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  ask(house, method, path, body, { ...credentialsOf(site), ...headers })
const start = (more: object = {}, headers: Record<string, string> = {}) =>
  asSite('POST', '/checkout/sessions', { ...PURCHASE, ...more }, headers)
const sessionAt = (id: unknown) =>
  house.sandbox.stripe<{ amount_total: number; currency: string; success_url: string; cancel_url: string }>(
    `checkout/sessions/${id}`,
  )

describe('amounts', () => {
  it.each([
    { amount: 1 },
    { amount: 749 },
    { amount: 75_000 },
    { amount: 7.5 },
    { amount: 750.5 },
    { amount: 1e300 },
    { amount: 750, currency: 'USD' },
    { amount: 750, currency: 'XXX' },
    { package_id: 'rewrite_pro', credit_type: 'rewrite', amount: 750 },
  ])('%j buys nothing', async (more) => {
    const before = (await house.sandbox.requests()).length
    expect(await start(more)).toMatchObject({ status: 400, body: { error: 'amount_mismatch' } })
    expect(await asSite('POST', '/payments/create-intent', { ...PURCHASE, ...more })).toMatchObject({
      status: 400,
      body: { error: 'amount_mismatch' },
    })
    expect((await house.sandbox.requests()).length).toBe(before)
  })

  it.each([{ amount: 0 }, { amount: -750 }, { amount: '750' }, { amount: null }])('%j is no amount', async (more) => {
    expect(await start(more)).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
  })

  it('are in major units of the currency, by its real decimals; what the plugin would cut off it is not shown', async () => {
    const sold = [
      ['usd_whole_article', 1000, 'USD', 10],
      ['usd_part_article', 999, 'USD', 9.99],
      ['kwd_article', 3000, 'KWD', 3],
      ['idr_article', 1_500_000, 'IDR', 15_000],
    ] as const
    for (const [externalId, amount, currency] of sold) {
      const id = await insertProduct(house.deps.db, {
        externalId,
        kind: 'credit_package',
        prices: [{ amount, currency }],
      })
      await house.deps.db
        .insertInto('credit_packages')
        .values({ product_id: id, credit_type: 'article', credits: 1, discount: null })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    }
    const { body } = await ask(house, 'GET', '/packages')
    const { articles } = body['packages'] as { articles: { package_id: string; price: number; currency: string }[] }
    const listed = new Map(articles.map(({ package_id, price, currency }) => [package_id, `${price} ${currency}`]))
    expect(sold.map(([id]) => listed.get(id))).toEqual(['10 USD', undefined, '3 KWD', '15000 IDR'])
    for (const [package_id, minor, currency, amount] of sold) {
      const started = await start({ package_id, amount, currency: currency.toLowerCase() })
      expect(started).toMatchObject({ status: 200, body: { amount, currency } })
      expect(await sessionAt(started.body['session_id'])).toMatchObject({
        amount_total: minor,
        currency: currency.toLowerCase(),
      })
      expect((await start({ package_id, amount: minor * 100, currency })).status).toBe(400)
    }
  })
})

describe('ways back', () => {
  const PAGE = 'https://shop.test/wp-admin/admin.php?page=rakubun-ai-purchase'
  it('lead to the site alone', async () => {
    for (const address of [...Object.values(HOSTILE_ADDRESSES).flat(), house.deps.config.baseUrl, '/wp-admin/']) {
      if (address === '') continue
      for (const field of ['return_url', 'cancel_url']) {
        const refused = await start({ [field]: address })
        expect([address, refused.status, refused.body['error']]).toEqual([address, 400, 'invalid_return_url'])
      }
    }
  })

  it.each([
    [undefined, undefined, `${PAGE}&session_id={CHECKOUT_SESSION_ID}&status=success`, `${PAGE}&status=cancel`],
    ['', '', `${PAGE}&session_id={CHECKOUT_SESSION_ID}&status=success`, `${PAGE}&status=cancel`],
    [PAGE, `${PAGE}&status=cancel`, `${PAGE}&session_id={CHECKOUT_SESSION_ID}&status=success`, `${PAGE}&status=cancel`],
    [
      'https://shop.test/thanks?id={CHECKOUT_SESSION_ID}',
      'https://shop.test/bye',
      'https://shop.test/thanks?id={CHECKOUT_SESSION_ID}',
      'https://shop.test/bye',
    ],
  ])('%j and %j are handed to Stripe as they should be', async (return_url, cancel_url, success, cancel) => {
    const started = await start({ return_url, cancel_url })
    expect(started.status).toBe(200)
    expect(await sessionAt(started.body['session_id'])).toMatchObject({ success_url: success, cancel_url: cancel })
  })
})

describe('keys', () => {
  const key = () => ({ 'idempotency-key': randomBytes(16).toString('hex') })
  it.each([
    ['/checkout/sessions', { ...PURCHASE, user_id: 31 }],
    ['/payments/create-intent', { ...PURCHASE, user_id: 31 }],
    ['/users/deduct-credits', { user_id: 31, credit_type: 'image', amount: 2 }],
  ])('%s is done once per key and site', async (path, body) => {
    const headers = key()
    const first = await asSite('POST', path, body, headers)
    expect(first.status).toBe(200)
    expect((await asSite('POST', path, body, headers)).body).toEqual(first.body)
    expect(await asSite('POST', path, { ...body, user_id: 8 }, headers)).toMatchObject({
      status: 422,
      body: { success: false, error: 'idempotency_key_reused' },
    })
    const other = await registerBare(house)
    const theirs = await ask(house, 'POST', path, body, { ...credentialsOf(other), ...headers })
    expect(theirs.status).toBe(200)
    expect(theirs.body).not.toEqual(first.body)
  })

  it('an eager caller with one key gets one session', async () => {
    const headers = key()
    const answers = await Promise.all(Array.from({ length: 6 }, () => start({}, headers)))
    const sessions = new Set(answers.filter(({ status }) => status === 200).map(({ body }) => body['session_id']))
    expect(sessions.size).toBe(1)
    for (const { status, body } of answers)
      expect(status === 200 || body['error'] === 'idempotency_key_in_progress').toBe(true)
  })

  it('a registration gives the same credentials again while they are unused, and keeps none of them', async () => {
    const headers = { ...key(), ...fromAnotherNetwork() }
    const body = { instance_id: randomUUID(), site_url: 'https://shop.example', admin_email: 'a@b.example' }
    const register = (more: object = {}) => ask(house, 'POST', '/plugins/register', { ...body, ...more }, headers)
    const first = await register()
    expect(first.status).toBe(200)
    const again = await register()
    expect(again.body).toEqual(first.body)
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect(await register({ site_url: 'https://evil.example' })).toMatchObject({ status: 422 })
    const kept = await house.deps.db
      .selectFrom('idempotency_keys')
      .selectAll()
      .where('key', '=', headers['idempotency-key'])
      .execute()
    expect(kept).toHaveLength(1)
    for (const secret of [first.body['api_token'], first.body['webhook_secret']])
      expect(JSON.stringify(kept)).not.toContain(String(secret))

    const credentials = credentialsOf({ token: String(first.body['api_token']), instanceId: body.instance_id })
    expect((await ask(house, 'GET', '/config/stripe', undefined, credentials)).status).toBe(200)
    expect(await register()).toMatchObject({ status: 409, body: { error: 'already_registered' } })
  })
})

it.each(['inclusive', 'exclusive', 'stripe'] as const)(
  'where tax is %s, the plugin, which names no country and shows a price, sells at that price',
  async (mode) => {
    const config = { ...house.deps.config, tax: { mode, ratesBps: { JP: 1000 } } }
    const app = await buildServer({ ...house.deps, config }, { readEvent: () => null, isStopping: () => false })
    const ask = async (path: string, payload: object) =>
      (await app.inject({ method: 'POST', url: `/api/v1${path}`, headers: credentialsOf(site), payload })).json()
    try {
      const session = await ask('/checkout/sessions', PURCHASE)
      expect(session).toMatchObject({ success: true, amount: 750 })
      expect((await sessionAt(session.session_id)).amount_total).toBe(750)
      expect(await ask('/payments/create-intent', PURCHASE)).toMatchObject({ success: true, amount: 750 })
      await house.sandbox.pay(session.session_id)
      expect(await ask('/checkout/verify', { session_id: session.session_id })).toMatchObject({ credits_added: 10 })
    } finally {
      await app.close()
    }
  },
)

describe('Stripe away', () => {
  it('is told as such beside an account of one’s own; nothing is charged, and trying again is all it takes', async () => {
    const config = { ...house.deps.config, stripe: { ...house.deps.config.stripe, mode: 'test' as const } }
    const app = await buildServer({ ...house.deps, config }, { readEvent: () => null, isStopping: () => false })
    const ask = (url: string) =>
      app.inject({ method: 'POST', url: `/api/v1${url}`, headers: credentialsOf(site), payload: PURCHASE })
    try {
      for (const [path, operation] of [
        ['/checkout/sessions', 'POST /v1/checkout/sessions'],
        ['/payments/create-intent', 'POST /v1/payment_intents'],
      ] as const) {
        await house.sandbox.fault({ action: 'rate_limit', operation })
        const refused = await ask(path)
        expect([refused.statusCode, refused.json().error]).toEqual([503, 'payment_unavailable'])
        await house.sandbox.clearFaults()
        expect((await ask(path)).statusCode).toBe(200)
      }
    } finally {
      await house.sandbox.clearFaults()
      await app.close()
    }
  })

  it('leaves a paid session to the next who asks', async () => {
    const id = String((await start()).body['session_id'])
    await house.sandbox.pay(id)
    await house.sandbox.fault({ action: 'rate_limit', operation: 'GET /v1/checkout/sessions/:id' })
    const verify = () => asSite('POST', '/checkout/verify', { session_id: id })
    try {
      expect((await verify()).status).toBe(503)
    } finally {
      await house.sandbox.clearFaults()
    }
    expect(await verify()).toMatchObject({ status: 200, body: { credits_added: 10 } })
  })
})
