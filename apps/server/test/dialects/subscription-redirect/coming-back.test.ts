import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { expectSound } from '../../support/expect-sound.ts'
import { type House, openHouse } from '../../support/house.ts'
import { until } from '../../support/until.ts'
import { Browser } from './browser.ts'
import { offerPlan, PLAN_PRICE, signIn } from './price-page.ts'

const LINK = '/api/checkout/session'
const BACK = `${LINK}/return`
const FRONT = 'https://www.shop.test'
const OWN_PAGE = `${FRONT}/front/checkout/success?session_id=`
const PRICES = `${FRONT}/prices`

let house: House
let browser: Browser
beforeAll(async () => {
  house = await openHouse({
    webhooks: false,
    env: {
      BASE_URL: 'https://shop.test',
      FRONT_URL: FRONT,
      ALLOWED_REDIRECT_ORIGINS: 'https://yoursite.com',
      RATE_LIMITS: 'links=100000/60',
      SWEEP_SECONDS: '3600',
    },
  })
  await offerPlan(house)
})
afterAll(() => house[Symbol.asyncDispose]())

let last = 0
beforeEach(() => {
  browser = new Browser(house, { 'user-agent': `browser ${++last}` })
})

const orderOf = (sessionId: string) =>
  house.deps.db
    .selectFrom('orders')
    .innerJoin('stripe_checkout_sessions as s', 's.order_id', 'orders.id')
    .select(['orders.id', 'orders.state', 'orders.source'])
    .where('s.session_id', '=', sessionId)
    .executeTakeFirstOrThrow()
const paymentsOf = async (sessionId: string) =>
  (
    await house.deps.db
      .selectFrom('payments')
      .select('id')
      .where('order_id', '=', (await orderOf(sessionId)).id)
      .execute()
  ).length
const paid = async (link: string, by = browser) => {
  const sessionId = await by.follow(link)
  expect(await house.sandbox.pay(sessionId)).toMatchObject({ outcome: expect.any(String) })
  return sessionId
}
/** The query that Stripe would lead back with. */
const backOf = async (sessionId: string): Promise<URL> => {
  const { success_url: url } = await house.sandbox.stripe<{ success_url: string }>(`checkout/sessions/${sessionId}`)
  return new URL(url.replace('{CHECKOUT_SESSION_ID}', sessionId))
}

describe('who has paid', () => {
  it('comes to this server first, which completes the order, and lands on the success page', async () => {
    const sessionId = await paid(`${LINK}?qty=12`)
    expect(await orderOf(sessionId)).toMatchObject({ state: 'pending', source: 'subscription-redirect' })
    expect(await browser.comeBack(sessionId)).toBe(`${OWN_PAGE}${sessionId}`)
    expect(await orderOf(sessionId)).toMatchObject({ state: 'completed' })
    expect(await paymentsOf(sessionId)).toBe(1)
  })

  it('lands where the link said, as it said it', async () => {
    for (const [redirect, lands] of [
      ['/welcome?from=prices#top', `${FRONT}/welcome?from=prices#top`],
      ['https://yoursite.com/success?x=1', 'https://yoursite.com/success?x=1'],
      ['https://shop.test/thanks', 'https://shop.test/thanks'],
      ['/front/checkout/success', OWN_PAGE],
      ['/paid/{CHECKOUT_SESSION_ID}', `${FRONT}/paid/`],
    ] as const) {
      const sessionId = await paid(`${LINK}?qty=3&redirect=${encodeURIComponent(redirect)}`)
      const expected = lands.endsWith('=') || lands.endsWith('/paid/') ? `${lands}${sessionId}` : lands
      expect(await browser.comeBack(sessionId)).toBe(expected)
    }
  })

  it('has a subscription by then', async () => {
    const sessionId = await paid(`${LINK}?price_id=${PLAN_PRICE}`)
    expect(await browser.comeBack(sessionId)).toBe(`${OWN_PAGE}${sessionId}`)
    expect(await orderOf(sessionId)).toMatchObject({ state: 'completed' })
    const { id } = await orderOf(sessionId)
    const subscriptions = await house.deps.db
      .selectFrom('subscriptions')
      .select('status')
      .where('order_id', '=', id)
      .execute()
    expect(subscriptions).toEqual([{ status: 'active' }])
  })

  it('is heard once, in however many windows they come back, before or after Stripe said so', async () => {
    const sessionId = await paid(`${LINK}?qty=4`)
    const landed = await Promise.all(Array.from({ length: 8 }, () => browser.comeBack(sessionId)))
    expect(new Set(landed)).toEqual(new Set([`${OWN_PAGE}${sessionId}`]))
    expect(await paymentsOf(sessionId)).toBe(1)
    await expectSound(house)
  })

  it('is led on though Stripe does not answer; the order is completed later', async () => {
    const sessionId = await paid(`${LINK}?qty=5&redirect=/welcome`)
    const back = await backOf(sessionId)
    await house.sandbox.fault({ action: 'server_error', operation: 'GET /v1/checkout/sessions/:id', count: 10 })
    try {
      expect(await browser.open(back.href)).toMatchObject({ status: 303, location: `${FRONT}/welcome` })
      expect(await orderOf(sessionId)).toMatchObject({ state: 'pending' })
    } finally {
      await house.sandbox.clearFaults()
    }
    await browser.open(back.href)
    expect(await orderOf(sessionId)).toMatchObject({ state: 'completed' })
  })

  it('in a way that settles later is led on too', async () => {
    const sessionId = await browser.follow(`${LINK}?qty=6&redirect=/welcome`)
    await house.sandbox.payDelayed(sessionId, 'succeeds')
    expect(await browser.comeBack(sessionId)).toBe(`${FRONT}/welcome`)
    expect(await orderOf(sessionId)).toMatchObject({ state: 'pending' })
  })
})

describe('the target cannot be changed on the way', () => {
  it('by anybody: what we did not sign leads to our own page', async () => {
    const sessionId = await paid(`${LINK}?qty=7&redirect=https://yoursite.com/paid`)
    const back = await backOf(sessionId)
    const signed = String(back.searchParams.get('to'))
    const encode = (text: string) => Buffer.from(text).toString('base64url')
    const evil = encode('https://evil.test/')
    // It would be allowed, but no link that was followed said so.
    const allowed = encode('https://yoursite.com/another')
    for (const to of [
      'https://evil.test/',
      '//evil.test',
      evil,
      `${evil}.${signed.split('.')[1]}`,
      `${allowed}.${signed.split('.')[1]}`,
      `${signed}x`,
      signed.slice(1),
      '',
    ]) {
      back.searchParams.set('to', to)
      expect(await browser.open(back.href)).toMatchObject({ status: 303, location: `${OWN_PAGE}${sessionId}` })
    }
    const query = `session_id=${sessionId}`
    for (const rest of [`&to=${signed}&to=${signed}`, '&redirect=https://evil.test/', '&next=//evil.test', ''])
      expect(await browser.open(`${BACK}?${query}${rest}`)).toMatchObject({ location: `${OWN_PAGE}${sessionId}` })
  })
})

describe('who has not paid', () => {
  it('lands on our own page, which says how it stands', async () => {
    const sessionId = await browser.follow(`${LINK}?qty=8&redirect=https://yoursite.com/paid`)
    expect(await browser.comeBack(sessionId)).toBe(`${OWN_PAGE}${sessionId}`)
    expect(await orderOf(sessionId)).toMatchObject({ state: 'pending' })
  })

  it('leaves to the prices', async () => {
    const sessionId = await browser.follow(`${LINK}?qty=9`)
    expect(await house.sandbox.stripe(`checkout/sessions/${sessionId}`)).toMatchObject({ cancel_url: PRICES })
  })

  it.each([
    ['with an unknown session', '?session_id=cs_test_unknown'],
    ['with no session', ''],
    ['with the placeholder', '?session_id=%7BCHECKOUT_SESSION_ID%7D'],
    ['with two', '?session_id=cs_test_a&session_id=cs_test_b'],
    ['with an order’s id', '?session_id=019c2f3a-7b1e-7c4d-8e5f-6a7b8c9d0e1f'],
    ['with a NUL', '?session_id=cs_test_%00'],
    ['with an endless one', `?session_id=cs_${'a'.repeat(300)}`],
    ['with an address', '?session_id=//evil.test'],
  ])('%s lands on the prices', async (_, query) => {
    const calls = (await house.sandbox.requests()).length
    expect(await browser.open(`${BACK}${query}`)).toMatchObject({ status: 303, location: PRICES })
    expect((await house.sandbox.requests()).length).toBe(calls)
  })

  it('asks with HEAD, or loads ahead: nothing is settled', async () => {
    const sessionId = await paid(`${LINK}?qty=10`)
    const { href } = await backOf(sessionId)
    expect(await browser.open(href, { method: 'HEAD' })).toMatchObject({ status: 204, location: null })
    expect(await browser.open(href, { headers: { 'sec-purpose': 'prefetch' } })).toMatchObject({ status: 204 })
    expect(await orderOf(sessionId)).toMatchObject({ state: 'pending' })
  })
})

it('what costs nothing is theirs at once: they land without a payment page', async () => {
  const user = await signIn(house)
  const page = await user.open(`${LINK}?price_id=price_sampler_USD&redirect=/welcome`, {
    headers: { accept: 'application/json' },
  })
  expect(page.status).toBe(200)
  expect(JSON.parse(page.text)).toEqual({ url: `${FRONT}/welcome`, sessionId: null })
  const own = await (await signIn(house)).open(`${LINK}?price_id=price_sampler_USD`)
  expect(own).toMatchObject({ status: 303, location: expect.stringMatching(/success\?session_id=[\da-f-]{36}$/) })
})

describe('a subscriber', () => {
  it('who has that plan is sent to the billing portal instead of paying twice', async () => {
    const user = await signIn(house)
    const sessionId = await paid(`${LINK}?price_id=${PLAN_PRICE}`, user)
    await user.comeBack(sessionId)
    await until('it runs', async () => (await orderOf(sessionId)).state === 'completed')
    const sessionsBefore = (await house.sandbox.requests()).filter(
      ({ path }) => path === '/v1/checkout/sessions',
    ).length

    const page = await user.open(`${LINK}?price_id=${PLAN_PRICE}`)
    expect(page.status).toBe(303)
    expect(page.location).not.toContain('cs_')
    const portal = await fetch(String(page.location))
    expect(portal.status).toBe(200)
    const asked = await user.open(`${LINK}?price_id=${PLAN_PRICE}`, { headers: { accept: 'application/json' } })
    expect(JSON.parse(asked.text)).toEqual({ url: expect.stringMatching(/^https?:/), sessionId: null })
    expect((await house.sandbox.requests()).filter(({ path }) => path === '/v1/checkout/sessions')).toHaveLength(
      sessionsBefore,
    )
  })

  it('is nobody else: another account is sold the plan', async () => {
    const other = await signIn(house)
    expect(await other.follow(`${LINK}?price_id=${PLAN_PRICE}`)).toMatch(/^cs_/)
  })
})
