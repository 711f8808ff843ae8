import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { WRONG } from '../../../src/transport/dialects/subscription-redirect/read-link.ts'
import { HOSTILE_ADDRESSES } from '../../support/hostile-addresses.ts'
import { type House, openHouse } from '../../support/house.ts'
import { Browser, type Page, sessionOf } from './browser.ts'
import { offerPlan, offerPrice, PLAN_PRICE } from './price-page.ts'

const LINK = '/api/checkout/session'
const ASKS_JSON = { accept: 'application/json' }

let house: House
let browser: Browser
beforeAll(async () => {
  house = await openHouse({
    work: false,
    webhooks: false,
    env: {
      BASE_URL: 'https://shop.test',
      FRONT_URL: 'https://www.shop.test',
      ALLOWED_REDIRECT_ORIGINS: 'https://yoursite.com',
      SHOP_NAME: 'Tama & <Ken>',
      RATE_LIMITS: 'links=100000/60',
    },
  })
  await offerPlan(house)
})
afterAll(() => house[Symbol.asyncDispose]())
beforeEach(() => {
  browser = new Browser(house)
})

interface Sold {
  mode: string
  success_url: string
  cancel_url: string
  metadata: Record<string, string>
  line_items: { data: { description: string; quantity: number; amount_total: number }[] }
}
const sold = (sessionId: string) => house.sandbox.stripe<Sold>(`checkout/sessions/${sessionId}?expand[]=line_items`)

/** What a link leaves behind, if it makes anything. */
async function leftBehind() {
  const count = async (table: 'orders' | 'stripe_checkout_sessions' | 'idempotency_keys' | 'audit_log') =>
    (
      await house.deps.db
        .selectFrom(table)
        .select((row) => row.fn.countAll().as('count'))
        .executeTakeFirstOrThrow()
    ).count
  return {
    orders: await count('orders'),
    sessions: await count('stripe_checkout_sessions'),
    keys: await count('idempotency_keys'),
    audit: await count('audit_log'),
    calls: (await house.sandbox.requests()).length,
  }
}

/** What every answer at this address says of itself. */
function expectNotKept(page: Page): void {
  expect(page.headers.get('cache-control')).toBe('no-store')
  expect(page.headers.get('vary')?.split(/, */)).toContain('Accept')
}

describe('a link with qty', () => {
  it('sells that many credits at the unit price, and says that it is deprecated', async () => {
    const page = await browser.open(`${LINK}?qty=12`)
    expect(page.status).toBe(303)
    expectNotKept(page)
    expect(page.headers.get('deprecation')).toMatch(/^@\d{10}$/)
    expect(page.headers.get('link')).toBe('<https://shop.test/docs>; rel="deprecation"; type="text/html"')
    const session = await sold(sessionOf(String(page.location)))
    expect(session).toMatchObject({
      mode: 'payment',
      cancel_url: 'https://www.shop.test/prices',
      metadata: { instance: 'shop.test' },
    })
    expect(session.success_url).toBe('https://shop.test/api/checkout/session/return?session_id={CHECKOUT_SESSION_ID}')
    expect(session.line_items.data).toMatchObject([{ description: 'One Token', quantity: 12, amount_total: 1200 }])
  })

  it('sells from one to ten thousand', async () => {
    for (const quantity of [1, 10_000]) {
      const session = await sold(await browser.follow(`${LINK}?qty=${quantity}`))
      expect(session.line_items.data).toMatchObject([{ quantity, amount_total: quantity * 100 }])
    }
  })
})

describe('a link with price_id', () => {
  it('subscribes to a recurring price', async () => {
    const page = await browser.open(`${LINK}?price_id=${PLAN_PRICE}`)
    expect(page.status).toBe(303)
    expectNotKept(page)
    expect(page.headers.get('deprecation')).toBeNull()
    expect(await sold(sessionOf(String(page.location)))).toMatchObject({
      mode: 'subscription',
      cancel_url: 'https://www.shop.test/prices',
      metadata: { instance: 'shop.test' },
    })
  })

  it('buys any other price once', async () => {
    expect(await sold(await browser.follow(`${LINK}?price_id=price_sheets_JPY`))).toMatchObject({
      mode: 'payment',
      line_items: { data: [{ description: 'Trick Sheets', quantity: 1, amount_total: 1800 }] },
    })
  })
})

describe('which answer', () => {
  const answers = async (accept: string | undefined) => {
    const page = await new Browser(house).open(`${LINK}?qty=3`, { headers: { accept: accept ?? '*/*' } })
    expectNotKept(page)
    return page
  }

  it.each([
    'application/json',
    'application/json, text/plain, */*',
    'text/html;q=0.5, application/json',
    'application/*',
  ])('%s: JSON', async (accept) => {
    const page = await answers(accept)
    expect(page.status).toBe(200)
    expect(page.headers.get('content-type')).toContain('application/json')
    const body = JSON.parse(page.text)
    expect(body).toEqual({ url: expect.stringContaining(body.sessionId), sessionId: expect.stringMatching(/^cs_/) })
  })

  it.each(['*/*', 'text/html', 'text/html, application/json;q=0.9', 'image/png'])(
    '%s: on to Stripe',
    async (accept) => {
      expect(await answers(accept)).toMatchObject({ status: 303, location: expect.stringContaining('cs_') })
    },
  )

  it('says Origin too where another origin may vary it', async () => {
    const page = await browser.open(`${LINK}?qty=3`, { headers: { origin: 'https://www.shop.test' } })
    expect(page.headers.get('vary')?.split(/, */)).toEqual(expect.arrayContaining(['Origin', 'Accept']))
  })
})

describe('a link that is wrong', () => {
  const NOT_OFFERED = 'There is no such price, or it is no longer offered.'
  const WRONG_LINKS: readonly (readonly [string, string])[] = [
    ['', WRONG.neither],
    ['?redirect=/ok', WRONG.neither],
    [`?qty=1&price_id=${PLAN_PRICE}`, WRONG.both],
    ['?qty=&price_id=', WRONG.both],
    ...['', '0', '-1', '1.5', '1e3', '10001', '+1', '%201', '0x1', '01', 'ten', '1%00', '%EF%BC%91'].map(
      (qty) => [`?qty=${qty}`, WRONG.qty] as const,
    ),
    ['?qty=1&qty=2', WRONG.qty],
    ['?qty=1&qty=1', WRONG.qty],
    ['?price_id=', WRONG.priceId],
    ['?price_id=price_sheets_USD&price_id=price_sheets_USD', WRONG.priceId],
    ['?price_id=price_%00', WRONG.priceId],
    ['?price_id=price_none', NOT_OFFERED],
    ['?price_id=price_old_USD', NOT_OFFERED],
    ['?price_id=price_hidden_USD', NOT_OFFERED],
    ['?price_id=price_old_plan', NOT_OFFERED],
    ['?price_id=price_hidden_plan', NOT_OFFERED],
    ['?price_id=test_sheets', NOT_OFFERED],
    [`?price_id=${encodeURIComponent("' or 1=1 --")}`, NOT_OFFERED],
    ['?qty=1&redirect=', WRONG.redirect],
    ['?qty=1&redirect=/a&redirect=/a', WRONG.redirect],
    ['?qty=1&redirect=%2F%2Fevil.test', WRONG.redirect],
    ['?qty=1&redirect=%252F%252Fevil.test', WRONG.redirect],
    ['?qty=1&redirect=/%5Cevil.test', WRONG.redirect],
    ['?qty=1&redirect=javascript%3Aalert(1)', WRONG.redirect],
    ['?qty=1&redirect=https://shop.test%40evil.test/', WRONG.redirect],
    ['?qty=1&redirect=/%0d%0aset-cookie:%20a=b', WRONG.redirect],
    ['?qty=1&redirect=%zz', WRONG.redirect],
  ]
  beforeAll(async () => {
    await offerPrice(house, { named: 'price_old_USD', isRetired: true })
    await offerPrice(house, { named: 'price_old_plan', isRetired: true, interval: 'month' })
    await offerPrice(house, { named: 'price_hidden_USD', isHidden: true })
    await offerPrice(house, { named: 'price_hidden_plan', isHidden: true, interval: 'month' })
  })

  it.each(WRONG_LINKS)('%s: a page for people, JSON for others, and nothing is made', async (query, sentence) => {
    const before = await leftBehind()
    const page = await browser.open(`${LINK}${query}`)
    expect(page.status).toBe(400)
    expectNotKept(page)
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    )
    expect(page.text).toContain(sentence)
    expect(page.text).toContain('<a href="https://www.shop.test/prices">')
    expect(page.text).toContain('Tama &amp; &lt;Ken&gt;')
    expect(page.headers.get('deprecation')).toEqual(query.includes('qty') ? expect.any(String) : null)
    for (const accept of ['application/json', '*/*']) {
      const plain = await browser.open(`${LINK}${query}`, { headers: { accept } })
      expectNotKept(plain)
      expect(plain.status).toBe(400)
      expect(JSON.parse(plain.text)).toEqual({ error: sentence })
    }
    expect(browser.cookies.size).toBe(0)
    expect(await leftBehind()).toEqual(before)
  })

  it('in its redirect leads nowhere, however it is written', async () => {
    const before = await leftBehind()
    for (const text of Object.values(HOSTILE_ADDRESSES).flat()) {
      const page = await browser.open(`${LINK}?qty=1&redirect=${encodeURIComponent(text.toWellFormed())}`, {
        headers: ASKS_JSON,
      })
      // What is in front of the server may refuse an address that no one reads to its end.
      if (page.status === 431 || page.status === 414) continue
      expect({ text, status: page.status, body: JSON.parse(page.text) }).toEqual({
        text,
        status: 400,
        body: { error: WRONG.redirect },
      })
    }
    expect(await leftBehind()).toEqual(before)
  })

  it('never shows what it was sent as markup', async () => {
    const { text } = await browser.open(`${LINK}?price_id=%3Cscript%3E&redirect=%22%3E%3Cscript%3E`)
    expect(text).not.toContain('<script')
  })
})

describe('who only looks makes nothing', () => {
  it.each<[string, string, Record<string, string>]>([
    ['HEAD', 'HEAD', {}],
    ['Sec-Purpose', 'GET', { 'sec-purpose': 'prefetch' }],
    ['a page rendered ahead', 'GET', { 'sec-purpose': 'prefetch;prerender' }],
    ['Purpose', 'GET', { purpose: 'prefetch' }],
    ['X-Moz', 'GET', { 'x-moz': 'prefetch' }],
    ['HEAD, for JSON', 'HEAD', ASKS_JSON],
  ])('%s', async (_, method, headers) => {
    const before = await leftBehind()
    for (const query of ['?qty=12', `?price_id=${PLAN_PRICE}`, '?qty=none']) {
      const page = await browser.open(`${LINK}${query}`, { method, headers })
      expect(page).toMatchObject({ status: 204, text: '', location: null })
      expectNotKept(page)
      expect(page.headers.getSetCookie()).toEqual([])
    }
    expect(await leftBehind()).toEqual(before)
  })
})

describe('pages of other sites', () => {
  it('may link here, whatever their origin', async () => {
    expect(
      await browser.open(`${LINK}?qty=2`, { headers: { referer: 'https://elsewhere.test/prices' } }),
    ).toMatchObject({
      status: 303,
    })
  })

  it.each<[string, Record<string, string>]>([
    ['as a picture', { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }],
    ['as a frame', { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }],
    ['by a script', { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty', origin: 'https://evil.test' }],
  ])('may not have it opened %s', async (_, headers) => {
    const before = await leftBehind()
    expect(await browser.open(`${LINK}?qty=2`, { headers })).toMatchObject({ status: 403 })
    expect(await leftBehind()).toEqual(before)
  })

  it('cannot have anything else done here', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const page = await browser.open(`${LINK}?qty=2`, { method, headers: { origin: 'https://www.shop.test' } })
      expect(page.status).toBe(405)
      expect(page.headers.get('allow')).toBe('GET, HEAD')
    }
  })
})

describe('what else can go wrong has the same two forms', () => {
  const bothForms = async (path: string, status: number, by = browser) => {
    const page = await by.open(path)
    expect(page).toMatchObject({ status, text: expect.stringMatching(/^<!doctype html>/) })
    const plain = await by.open(path, { headers: ASKS_JSON })
    expect(plain.status).toBe(status)
    expect(JSON.parse(plain.text)).toEqual({ error: expect.any(String) })
    for (const one of [page, plain]) expectNotKept(one)
    return { page, plain }
  }

  it('Stripe is away, and is there again', async () => {
    await house.sandbox.fault({ action: 'rate_limit', operation: 'POST /v1/checkout/sessions', count: 20 })
    try {
      const { page } = await bothForms(`${LINK}?qty=41`, 503)
      expect(page.headers.get('retry-after')).toMatch(/^\d+$/)
      expect(page.text).toContain('<a href="https://shop.test/api/checkout/session?qty=41">Try again</a>')
    } finally {
      await house.sandbox.clearFaults()
    }
    expect(await browser.follow(`${LINK}?qty=41`)).toMatch(/^cs_/)
  })

  it('the seller cannot be paid yet', async () => {
    const ready = (isReady: boolean) =>
      house.deps.db
        .updateTable('sellers')
        .set({ charges_enabled: isReady })
        .where('id', '=', house.sellers.pia)
        .execute()
    await ready(false)
    try {
      const { page } = await bothForms(`${LINK}?price_id=price_seascape_USD`, 409)
      expect(page.text).toContain('Seascape')
    } finally {
      await ready(true)
    }
  })

  it('no credits are sold one by one', async () => {
    const status = (to: 'published' | 'unpublished') =>
      house.deps.db.updateTable('products').set({ status: to }).where('id', '=', house.products.tokens).execute()
    await status('unpublished')
    try {
      await bothForms(`${LINK}?qty=1`, 400)
    } finally {
      await status('published')
    }
  })
})
