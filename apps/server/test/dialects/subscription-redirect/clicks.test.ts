import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createContext } from '../../../src/app/context.ts'
import { buildServer } from '../../../src/transport/http/build-server.ts'
import { type House, openHouse } from '../../support/house.ts'
import { until } from '../../support/until.ts'
import { Browser } from './browser.ts'
import { offerPlan, PLAN_PRICE, signIn } from './price-page.ts'

const LINK = '/api/checkout/session'
const PLAN = `${LINK}?price_id=${PLAN_PRICE}`

let stack: AsyncDisposableStack
let house: House
/** Another server on the same database. */
let elsewhere: string
beforeAll(async () => {
  stack = new AsyncDisposableStack()
  house = stack.use(
    await openHouse({
      work: false,
      webhooks: false,
      env: { TRUST_PROXY: '127.0.0.1', RATE_LIMITS: 'links=100000/60', DATABASE_POOL: '20' },
    }),
  )
  await offerPlan(house)
  const context = stack.use(await createContext(house.deps.config))
  const app = await buildServer(context.deps, { readEvent: context.readEvent, isStopping: () => false })
  await app.listen({ port: 0, host: '127.0.0.1' })
  stack.defer(() => app.close())
  elsewhere = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
})
afterAll(() => stack.disposeAsync())

let network = 0
let qty = 100
/** A network and a number of credits that no other test of this file has. */
let fresh: Record<string, string>
let link: string
beforeEach(() => {
  fresh = { 'x-forwarded-for': `192.0.2.${++network}` }
  link = `${LINK}?qty=${++qty}`
})
const aBrowser = (headers: Record<string, string> = {}) => new Browser(house, { ...fresh, ...headers })

const ordersOf = async (sessionIds: readonly string[]) =>
  (
    await house.deps.db
      .selectFrom('stripe_checkout_sessions')
      .select('order_id')
      .where('session_id', 'in', [...new Set(sessionIds)])
      .execute()
  ).map((row) => row.order_id)
const made = async () => ({
  orders: Number(
    (
      await house.deps.db
        .selectFrom('orders')
        .select((row) => row.fn.countAll().as('count'))
        .executeTakeFirstOrThrow()
    ).count,
  ),
})

/** Moves every click so far back by this many seconds, as if the clock had gone on. */
async function secondsPass(seconds: number): Promise<void> {
  const rows = await house.deps.db
    .selectFrom('idempotency_keys')
    .select(['key', 'created_at'])
    .where('scope', '=', 'subscription-redirect.click')
    .execute()
  for (const row of rows)
    await house.deps.db
      .updateTable('idempotency_keys')
      .set({ created_at: new Date(row.created_at.getTime() - seconds * 1000) })
      .where('key', '=', row.key)
      .execute()
}

const signedIn = () => signIn(house, fresh)

describe('a double click', () => {
  it.each([
    ['for credits', () => link],
    ['for a plan', () => PLAN],
  ])(
    '%s: twenty at once, by a browser that nobody knows, on two servers, are one session and one order',
    async (_, to) => {
      const before = await made()
      const sessions = await Promise.all(
        Array.from({ length: 20 }, (_each, index) => (index % 2 ? aBrowser() : aBrowser().at(elsewhere)).follow(to())),
      )
      expect(new Set(sessions).size).toBe(1)
      expect(await ordersOf(sessions)).toHaveLength(1)
      expect((await made()).orders).toBe(before.orders + 1)
    },
  )

  it('one after the other, with the cookie of the first', async () => {
    const browser = aBrowser()
    const first = await browser.follow(link)
    expect([...browser.cookies.keys()]).toEqual(['session_id'])
    const cookie = browser.cookies.get('session_id')
    expect(await browser.follow(link)).toBe(first)
    expect(browser.cookies.get('session_id')).toBe(cookie)
  })

  it('by a browser with a visit, twenty at once', async () => {
    const browser = aBrowser()
    await browser.follow(`${LINK}?price_id=price_video_USD`)
    const sessions = await Promise.all(Array.from({ length: 20 }, () => browser.follow(link)))
    expect(new Set(sessions).size).toBe(1)
    expect(await ordersOf(sessions)).toHaveLength(1)
  })

  it('by an account, twenty at once, in two browsers', async () => {
    const one = await signedIn()
    const other = new Browser(house, { ...fresh, 'user-agent': 'another' }, one.cookies)
    const sessions = await Promise.all(Array.from({ length: 20 }, (_, index) => (index % 2 ? one : other).follow(link)))
    expect(new Set(sessions).size).toBe(1)
    expect(await ordersOf(sessions)).toHaveLength(1)
    expect([...one.cookies.keys()]).toEqual(['cashwrap'])
  })

  it('is no double click for another link', async () => {
    const browser = aBrowser()
    const first = await browser.follow(link)
    expect(await browser.follow(`${link}&redirect=/welcome`)).not.toBe(first)
    expect(await browser.follow(`${LINK}?qty=${++qty}`)).not.toBe(first)
    expect(await browser.follow(`${link}&utm_source=mail`)).toBe(first)
  })

  it('has its cookie as the shop sets it', async () => {
    const page = await aBrowser().open(link)
    expect(page.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^session_id=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/),
    ])
  })
})

describe('seconds', () => {
  it('end for a browser that nobody knows, counted from its first click', async () => {
    const first = await aBrowser().follow(link)
    await secondsPass(3)
    expect(await aBrowser().follow(link)).toBe(first)
    await secondsPass(1.5)
    expect(await aBrowser().follow(link)).toBe(first)
    await secondsPass(0.6)
    expect(await aBrowser().follow(link)).not.toBe(first)
  })

  it('begin anew with each click of a browser with a visit', async () => {
    const browser = aBrowser()
    const first = await browser.follow(link)
    for (let click = 0; click < 3; click++) {
      await secondsPass(4)
      expect(await browser.follow(link)).toBe(first)
    }
    await secondsPass(6)
    expect(await browser.follow(link)).not.toBe(first)
  })

  it('do not lead back to a page that is paid already', async () => {
    const browser = aBrowser()
    const first = await browser.follow(link)
    await house.sandbox.pay(first)
    await browser.comeBack(first)
    const second = await browser.follow(link)
    expect(second).not.toBe(first)
    expect(await browser.follow(link)).toBe(second)
  })
})

describe('two people never share a session', () => {
  it.each<[string, () => Record<string, string>]>([
    ['in two networks', () => ({ 'x-forwarded-for': '198.51.100.7' })],
    ['with two browsers', () => ({ 'user-agent': 'Mozilla/5.0 another' })],
    ['with two languages', () => ({ 'accept-language': 'ja' })],
  ])('%s', async (_, other) => {
    const [one, two] = await Promise.all([aBrowser().follow(link), aBrowser(other()).follow(link)])
    expect(one).not.toBe(two)
  })

  it('who each have a visit, though all else is the same', async () => {
    const [one, two] = [aBrowser(), aBrowser()]
    await one.follow(`${LINK}?price_id=price_video_USD`)
    await secondsPass(6)
    await two.follow(`${LINK}?price_id=price_video_USD`)
    expect(one.cookies.get('session_id')).not.toBe(two.cookies.get('session_id'))
    const [first, second, third] = await Promise.all([one.follow(link), two.follow(link), aBrowser().follow(link)])
    expect(new Set([first, second, third]).size).toBe(3)
  })

  it('nor a visit, even where they share the session', async () => {
    const [one, two] = [aBrowser(), aBrowser()]
    expect(await one.follow(link)).toBe(await two.follow(link))
    expect(one.cookies.get('session_id')).not.toBe(two.cookies.get('session_id'))
  })

  it('who are signed in, though all else is the same', async () => {
    const [one, two] = [await signedIn(), await signedIn()]
    const sessions = await Promise.all([one.follow(link), two.follow(link), aBrowser().follow(link)])
    expect(new Set(sessions).size).toBe(3)
  })
})

it('a click that finds Stripe away is done again by the next', async () => {
  await house.sandbox.fault({ action: 'server_error', operation: 'POST /v1/checkout/sessions', count: 3 })
  const browser = aBrowser()
  try {
    expect((await browser.open(link)).status).toBe(503)
  } finally {
    await house.sandbox.clearFaults()
  }
  const session = await until('it opens', async () => {
    const page = await browser.open(link)
    return page.status === 303 && page.location
  })
  expect(session).toContain('cs_')
})
