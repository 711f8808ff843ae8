import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildServer } from '../../../src/transport/http/build-server.ts'
import { type House, openHouse } from '../../support/house.ts'
import { Browser, NAVIGATION } from './browser.ts'

const LINK = '/api/checkout/session?qty=2&country=FR'

let house: House
beforeAll(async () => {
  house = await openHouse({
    work: false,
    webhooks: false,
    env: {
      TRUST_PROXY: '127.0.0.1',
      RATE_LIMITS: 'links=3/600',
      TAX_MODE: 'exclusive',
      TAX_RATES: 'FR=20,JP=10',
    },
  })
})
afterAll(() => house[Symbol.asyncDispose]())

it('lets so many links of one network be followed, and says when to come back', async () => {
  const from = (ip: string, headers: Record<string, string> = {}) =>
    new Browser(house, { 'x-forwarded-for': ip, ...headers })
  for (let click = 0; click < 3; click++) await from('192.0.2.1').follow(LINK)
  // What makes nothing does not count, and is not refused.
  expect(await from('192.0.2.1').open(LINK, { method: 'HEAD' })).toMatchObject({ status: 204 })
  const page = await from('192.0.2.1').open(LINK)
  expect(page).toMatchObject({ status: 429, text: expect.stringContaining('10 minutes') })
  expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(590)
  expect(page.headers.get('cache-control')).toBe('no-store')
  const plain = await from('192.0.2.1', { accept: '*/*' }).open(LINK)
  expect(plain.status).toBe(429)
  expect(plain.headers.get('retry-after')).toMatch(/^\d+$/)
  expect(JSON.parse(plain.text)).toEqual({ error: expect.any(String) })
  expect(await from('192.0.2.2').follow(LINK)).toMatch(/^cs_/)
})

it('asks for the country where the tax depends on it', async () => {
  const browser = new Browser(house, { 'x-forwarded-for': '192.0.2.9' })
  const page = await browser.open('/api/checkout/session?qty=2&redirect=/welcome')
  expect(page).toMatchObject({ status: 400, text: expect.stringContaining('Where do you live?') })
  const [toFrance] = /http:[^"]*country=FR/.exec(page.text) ?? []
  expect(page.text).toContain('>Japan</a>')
  const sessionId = await browser.follow(String(toFrance).replaceAll('&amp;', '&'))
  expect(await house.sandbox.stripe(`checkout/sessions/${sessionId}`)).toMatchObject({ amount_total: 240 })
})

it('says that it broke in both forms, and nothing of how', async () => {
  const broken = { take: () => Promise.reject(new Error('a secret of the house')) }
  const app = await buildServer(
    { ...house.deps, rateLimits: broken },
    { readEvent: () => null, isStopping: () => false },
  )
  try {
    const page = await app.inject({ url: LINK, headers: { ...NAVIGATION } })
    expect(page.statusCode).toBe(500)
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    expect(page.body).toContain('This did not work')
    const plain = await app.inject({ url: LINK, headers: { accept: 'application/json' } })
    expect(plain.statusCode).toBe(500)
    expect(plain.json()).toEqual({ error: expect.stringContaining('Nothing was charged') })
    for (const answer of [page, plain]) expect(answer.body).not.toContain('secret')
  } finally {
    await app.close()
  }
})
