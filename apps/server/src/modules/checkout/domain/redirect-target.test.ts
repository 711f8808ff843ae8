import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
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
  const hostile = {
    'another site': [
      'https://evil.test/',
      'https://evil.test/https://shop.test/',
      'https://evil.test/?https://shop.test/',
      'https://evil.test#https://shop.test/',
      'https://shop.test.evil.test/',
      'https://evilshop.test/',
      'https://shop.tests/',
      'https://sub.shop.test/',
      'https://shop.test-evil.test/',
      'https://shop-test/',
      'https://yoursite.com.evil.test/success',
      'https://{CHECKOUT_SESSION_ID}/',
      'https://{CHECKOUT_SESSION_ID}.shop.test/',
      'https://shop.test{CHECKOUT_SESSION_ID}/',
    ],
    'another scheme or port': [
      'http://shop.test/',
      'http://yoursite.com/success',
      'https://shop.test:444/',
      'https://shop.test:80/',
      'https://shop.test:/',
      'https://shop.test:0443/',
      'https://shop.test:99999/',
      'https://partner.test/back',
      'http://localhost:3001/',
      'https://localhost:3000/',
      'ftp://shop.test/',
      'ws://shop.test/',
      'wss://shop.test/',
      'file:///etc/passwd',
      'blob:https://shop.test/1',
      'filesystem:https://shop.test/x',
      'view-source:https://shop.test/',
      'about:blank',
      'mailto:a@shop.test',
    ],
    script: [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      'java\nscript:alert(1)',
      'javascript://shop.test/%0aalert(1)',
      'javascript:/{CHECKOUT_SESSION_ID}/',
      'data:text/html,<script>alert(1)</script>',
      'data:text/html;base64,PHNjcmlwdD4=',
      'vbscript:msgbox(1)',
      '/"><script>alert(1)</script>',
    ],
    'names and passwords': [
      'https://shop.test@evil.test/',
      'https://evil.test@shop.test/',
      'https://user:password@shop.test/',
      'https://@shop.test/',
      'https://:@shop.test/',
      'https://shop.test:443@evil.test/',
      'https://shop.test%40evil.test/',
      'https://evil.test%40shop.test/',
      'https://shop.test&@evil.test/',
    ],
    'half an address': [
      '',
      'shop.test',
      'shop.test/success',
      'success',
      './success',
      '../success',
      '?paid=1',
      '#paid',
      'https:',
      'https:/shop.test/',
      'https:shop.test',
      'https:evil.test',
      'https://',
      'https:///shop.test/',
      '://shop.test/',
      '//shop.test/',
      '//evil.test/',
      '///evil.test/',
      '////evil.test/',
      '/.//evil.test/',
      '/a/..//evil.test/',
      '/%2fevil.test/',
      '/%2F%2Fevil.test/',
      '/%5cevil.test/',
      '/x/../%5Cevil.test/',
      'https://shop.test//evil.test/',
    ],
    backslashes: [
      '\\\\evil.test\\',
      '/\\evil.test/',
      '\\/evil.test/',
      '/\\/evil.test/',
      'https:\\\\evil.test\\',
      'https://shop.test\\@evil.test/',
      'https://evil.test\\@shop.test/',
      'https://shop.test\\.evil.test/',
      'https:/\\shop.test/',
      '/success\\..\\x',
    ],
    'blanks and controls': [
      ' https://shop.test/',
      'https://shop.test/ ',
      'https://shop.test/a b',
      '\thttps://shop.test/',
      'https://shop.test/\n',
      'https://shop\t.test/',
      'https://sh\nop.test/',
      'https://evil.test\r\n.shop.test/',
      '/\t/evil.test/',
      '/\n/evil.test/',
      '/ok\r\nSet-Cookie: a=b',
      '/ok%0d%0aSet-Cookie:%20a=b',
      '/ok%00',
      '/%7f',
      '/%E2%80%A8',
      '/%C2%85',
      '\u0000/ok',
      '/ok\u0000',
      '/\u00a0ok',
      '\ufeff/ok',
      '/\u2028ok',
      'https://shop.test\u0000.evil.test/',
      'https://shop.test%00.evil.test/',
    ],
    'hosts that only look right': [
      'https://shop.test./',
      'https://shop..test/',
      'https://.shop.test/',
      'https://shop。test/',
      'https://shop．test/',
      'https://shop｡test/',
      'https://ѕhop.test/',
      'https://ｓｈｏｐ.test/',
      'https://shop\u00ad.test/',
      'https://shop\u200b.test/',
      'https://xn--hop-i2d.test/',
      'https://shop.test\uff0f.evil.test/',
      'https://evil.test\uff0fshop.test/',
      'https://shop.test%2f.evil.test/',
      'https://shop.test%2F@evil.test/',
      'https://shop%2etest/',
      'https://%73hop.test/',
      'https://evil.test%23.shop.test/',
      'https://[::ffff:7f00:1]/',
      'https://[::1/',
    ],
    'broken or foreign letters': [
      '/%',
      '/%zz',
      '/%c0%af',
      '/%ff',
      '/{ORDER_ID}',
      '/{CHECKOUT_SESSION_ID',
      '/é',
      '/`',
      '/|',
      '/^',
    ],
    'what nobody reads to its end': [`/${'a'.repeat(2000)}`, `https://shop.test/?${'a'.repeat(2000)}`],
  }
  it('enough of them', () => {
    expect(new Set(Object.values(hostile).flat()).size).toBeGreaterThanOrEqual(120)
  })
  it.each(
    Object.entries(hostile).flatMap(([why, texts]) => texts.map((text) => [why, text.slice(0, 60), text] as const)),
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
