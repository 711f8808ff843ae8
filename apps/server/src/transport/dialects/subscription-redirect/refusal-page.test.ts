import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { type Places, refusalOf, tooMany, wrongLink } from './refusal.ts'
import { PAGE_POLICY, refusalPage } from './refusal-page.ts'

const places: Places = {
  frontUrl: 'https://www.shop.test',
  again: 'https://shop.test/api/checkout/session?qty=1&redirect="><script>alert(1)</script>',
  inCountry: (country) => `https://shop.test/api/checkout/session?qty=1&country=${country}`,
  countries: ['FR', 'JP'],
}

it('escapes everything, and says what to do', () => {
  const hostile = `<script>alert("1")</script>'&`
  const page = refusalPage(
    {
      status: 400,
      title: hostile,
      sentence: hostile,
      advice: hostile,
      ways: [
        { text: hostile, href: `${places.again}` },
        { text: 'x', href: `/?a="onclick='` },
      ],
    },
    hostile,
  )
  expect(page).not.toContain('<script')
  expect(page).not.toMatch(/href="[^"]*["'<>][^" ]*"[^> ]/)
  expect(page.match(/&lt;script&gt;alert\(&quot;1&quot;\)&lt;\/script&gt;&#39;&amp;/g)).toHaveLength(7)
  expect(page).toContain('href="https://shop.test/api/checkout/session?qty=1&amp;redirect=&quot;&gt;&lt;script&gt;')
})

it('brings the one style that its policy knows, and loads nothing', () => {
  const page = refusalPage(wrongLink('No.', places), 'Kendama School')
  const styles = [...page.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, style = '']) => style)
  expect(styles).toHaveLength(1)
  expect(PAGE_POLICY).toContain(
    `'sha256-${createHash('sha256')
      .update(styles[0] ?? '')
      .digest('base64')}'`,
  )
  expect(page).not.toMatch(/ (src|style|on\w+)=|url\(|@import/)
})

it('leads on, by what went wrong', () => {
  expect(refusalOf({ kind: 'country-needed' }, places).ways).toEqual([
    { text: 'France', href: places.inCountry('FR') },
    { text: 'Japan', href: places.inCountry('JP') },
  ])
  expect(refusalOf({ kind: 'already-paid', reference: 'cs_1' }, places)).toMatchObject({
    status: 409,
    ways: [{ href: 'https://www.shop.test/checkout/success?session_id=cs_1' }],
  })
  expect(refusalOf({ kind: 'already-subscribed', products: [], subscriptionId: null }, places)).toMatchObject({
    status: 409,
    ways: [{ href: 'https://www.shop.test/sign-in' }, { href: 'https://www.shop.test/prices' }],
  })
  expect(refusalOf({ kind: 'seller-not-ready', products: [] }, places)).toMatchObject({ status: 409 })
  expect(refusalOf({ kind: 'idempotency-key-in-progress' }, places)).toMatchObject({
    status: 503,
    retryAfterSeconds: 5,
    sentence: expect.not.stringContaining('Idempotency'),
  })
  expect(tooMany(1, places).advice).toContain('1 second.')
  expect(tooMany(300, places).advice).toContain('5 minutes.')
})
