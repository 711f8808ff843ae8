import { afterAll, beforeAll, expect, it } from 'vitest'
import { type House, openHouse } from '../../support/house.ts'
import { Browser } from './browser.ts'

const LINK = '/api/checkout/session?qty=2'

let house: House
beforeAll(async () => {
  house = await openHouse({
    work: false,
    webhooks: false,
    env: { TRUST_PROXY: '127.0.0.1', RATE_LIMITS: 'links=3/600' },
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
