import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HOSTILE_ADDRESSES } from '../../../../test/support/hostile-addresses.ts'
import { redirectGuard } from './redirect-target.ts'

const settings = {
  baseUrl: 'https://shop.test',
  frontUrl: 'https://www.shop.test',
  allowedOrigins: ['https://yoursite.com', 'https://partner.test:8443', 'http://localhost:3000'],
}
const ALLOWED = [settings.baseUrl, settings.frontUrl, ...settings.allowedOrigins]
const guard = redirectGuard(settings)

describe('lets a checkout lead back to', () => {
  it.each([
    ['https://shop.test', 'https://shop.test/'],
    ['https://shop.test/thanks?order=1#top', 'https://shop.test/thanks?order=1#top'],
    ['https://www.shop.test/cancel', 'https://www.shop.test/cancel'],
    [
      'https://yoursite.com/success?session_id={CHECKOUT_SESSION_ID}',
      'https://yoursite.com/success?session_id={CHECKOUT_SESSION_ID}',
    ],
    ['https://yoursite.com/{CHECKOUT_SESSION_ID}/done', 'https://yoursite.com/{CHECKOUT_SESSION_ID}/done'],
    ['https://yoursite.com/#/paid/{CHECKOUT_SESSION_ID}', 'https://yoursite.com/#/paid/{CHECKOUT_SESSION_ID}'],
    [
      '/sessionid/{CHECKOUT_SESSION_ID}?again={CHECKOUT_SESSION_ID}',
      'https://shop.test/sessionid/{CHECKOUT_SESSION_ID}?again={CHECKOUT_SESSION_ID}',
    ],
    ['https://yoursite.com?paid=1', 'https://yoursite.com/?paid=1'],
    ['HTTPS://YourSite.COM/Success', 'https://yoursite.com/Success'],
    ['https://yoursite.com:443/success', 'https://yoursite.com/success'],
    ['https://partner.test:8443/back', 'https://partner.test:8443/back'],
    ['http://localhost:3000/success', 'http://localhost:3000/success'],
    ['/', 'https://shop.test/'],
    [
      '/checkout/success?session_id={CHECKOUT_SESSION_ID}',
      'https://shop.test/checkout/success?session_id={CHECKOUT_SESSION_ID}',
    ],
    ['/a/../b', 'https://shop.test/b'],
    ['/caf%C3%A9?next=%2Flibrary', 'https://shop.test/caf%C3%A9?next=%2Flibrary'],
    ['/@someone/thanks?mail=a@b.test', 'https://shop.test/@someone/thanks?mail=a@b.test'],
    ['/go?to=https://evil.test/', 'https://shop.test/go?to=https://evil.test/'],
  ])('%s', (text, target) => {
    expect(guard(text)).toBe(target)
  })
})

describe('refuses', () => {
  it('enough of them', () => {
    expect(new Set(Object.values(HOSTILE_ADDRESSES).flat()).size).toBeGreaterThanOrEqual(120)
  })
  it.each(
    Object.entries(HOSTILE_ADDRESSES).flatMap(([why, texts]) =>
      texts.map((text) => [why, text.slice(0, 60), text] as const),
    ),
  )('%s: %j', (_why, _start, text) => {
    expect(guard(text)).toBeNull()
  })
})

it('refuses other spellings of an address that is allowed', () => {
  const local = redirectGuard({ baseUrl: 'http://127.0.0.1:4321', frontUrl: 'http://[::1]:4321', allowedOrigins: [] })
  expect(local('http://127.0.0.1:4321/ok')).toBe('http://127.0.0.1:4321/ok')
  expect(local('http://[::1]:4321/ok')).toBe('http://[::1]:4321/ok')
  for (const host of [
    '127.1',
    '0x7f.1',
    '2130706433',
    '0177.0.0.1',
    '127.0.0.1.',
    '[0:0:0:0:0:0:0:1]',
    '[::0001]',
    'localhost',
  ])
    expect(local(`http://${host}:4321/ok`), host).toBeNull()
})

it('takes no plain http origin behind https, but for the own machine', () => {
  const origins = ['http://partner.test', 'http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000']
  const taken = (baseUrl: string) => {
    const open = redirectGuard({ baseUrl, frontUrl: baseUrl, allowedOrigins: origins })
    return origins.filter((origin) => open(`${origin}/ok`) !== null)
  }
  expect(taken('https://shop.test')).toEqual(origins.slice(1))
  expect(taken('http://shop.test')).toEqual(origins)
})

it('gives nothing that leads elsewhere, whatever it is sent', () => {
  const pieces = fc.oneof(
    fc.constantFrom(...ALLOWED, 'https://evil.test', 'https:', '//', '/', '\\', '@', ':', '#', '?', '.', '%2f', '%00'),
    fc.constantFrom(
      '\t',
      ' ',
      '{CHECKOUT_SESSION_ID}',
      'shop.test',
      'evil.test',
      '。',
      'javascript:',
      '..',
      ':443',
      '[::1]',
    ),
    fc.string({ maxLength: 6, unit: 'binary' }),
  )
  let accepted = 0
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 6 }), (parts) => {
      const text = parts.join('')
      const target = guard(text)
      if (target === null) return
      accepted++
      expect(ALLOWED).toContain(new URL(target).origin)
      expect(ALLOWED).toContain(new URL(text, settings.baseUrl).origin)
      expect(target.split('{CHECKOUT_SESSION_ID}')).toHaveLength(text.split('{CHECKOUT_SESSION_ID}').length)
      expect(guard(target)).toBe(target)
    }),
    { numRuns: 20_000, examples: [[['https://shop.test']], [['/', '{CHECKOUT_SESSION_ID}']]] },
  )
  expect(accepted).toBeGreaterThan(100)
})
