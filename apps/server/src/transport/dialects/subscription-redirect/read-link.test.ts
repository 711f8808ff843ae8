import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HOSTILE_ADDRESSES } from '../../../../test/support/hostile-addresses.ts'
import { readLink, WRONG } from './read-link.ts'
import { redirectRule } from './return-link.ts'

const settings = {
  baseUrl: 'https://shop.test',
  frontUrl: 'https://www.shop.test',
  allowedRedirectOrigins: ['https://yoursite.com'],
}
const rule = redirectRule(settings)
const read = (query: Record<string, unknown>) => readLink(query, rule)

describe('qty', () => {
  it.each(['1', '12', '9999', '10000'])('%s is a number of credits', (qty) => {
    expect(read({ qty })).toEqual({
      ok: true,
      value: { wants: { kind: 'credits', quantity: Number(qty) }, target: null, country: undefined },
    })
  })
  it.each<unknown>([
    '',
    '0',
    '-1',
    '+1',
    '1.5',
    '1,5',
    '1e3',
    '0x10',
    '012',
    ' 12',
    '12 ',
    '1_000',
    '10001',
    '99999999999999999999',
    'NaN',
    'Infinity',
    'twelve',
    '１２',
    '1\u0000',
    ['1', '2'],
    ['1', '1'],
    {},
    12,
  ])('%j is none', (qty) => {
    expect(read({ qty })).toEqual({ ok: false, failure: WRONG.qty })
  })
})

describe('price_id', () => {
  it('is taken as it is', () => {
    expect(read({ price_id: 'price_1KqDAWK0npsJqs8Ma6zyHflo' })).toMatchObject({
      ok: true,
      value: { wants: { kind: 'price', priceId: 'price_1KqDAWK0npsJqs8Ma6zyHflo' } },
    })
  })
  it.each<unknown>(['', ['price_a', 'price_b'], 'price_\u0000', `price_${'a'.repeat(250)}`])(
    '%j is none',
    (priceId) => {
      expect(read({ price_id: priceId })).toEqual({ ok: false, failure: WRONG.priceId })
    },
  )
})

it('exactly one of the two, empty ones counted', () => {
  expect(read({})).toEqual({ ok: false, failure: WRONG.neither })
  expect(read({ redirect: '/ok', utm_source: 'mail' })).toEqual({ ok: false, failure: WRONG.neither })
  for (const both of [
    { qty: '1', price_id: 'price_a' },
    { qty: '', price_id: 'price_a' },
    { qty: '1', price_id: '' },
  ])
    expect(read(both)).toEqual({ ok: false, failure: WRONG.both })
})

it('country is two letters, or nothing', () => {
  expect(read({ qty: '1', country: 'FR' })).toMatchObject({ ok: true, value: { country: 'FR' } })
  for (const country of ['', 'fr', 'FRA', ['FR', 'DE']])
    expect(read({ qty: '1', country })).toEqual({ ok: false, failure: WRONG.country })
})

describe('redirect', () => {
  const target = (redirect: unknown) => {
    const link = read({ qty: '1', redirect })
    return link.ok ? link.value.target : link.failure
  }

  it.each([
    ['/welcome', 'https://www.shop.test/welcome'],
    ['/', 'https://www.shop.test/'],
    ['/a/../b?x=1#y', 'https://www.shop.test/b?x=1#y'],
    ['/go?to=https://evil.test/', 'https://www.shop.test/go?to=https://evil.test/'],
    ['/paid?id={CHECKOUT_SESSION_ID}', 'https://www.shop.test/paid?id={CHECKOUT_SESSION_ID}'],
    ['https://www.shop.test/welcome', 'https://www.shop.test/welcome'],
    ['https://shop.test/welcome', 'https://shop.test/welcome'],
    ['https://yoursite.com/success', 'https://yoursite.com/success'],
  ])('%s leads to %s', (redirect, expected) => {
    expect(target(redirect)).toBe(expected)
  })

  it.each(
    Object.entries(HOSTILE_ADDRESSES).flatMap(([why, texts]) =>
      texts.map((text) => [why, text.slice(0, 60), text] as const),
    ),
  )('%s: %j is refused', (_why, _start, text) => {
    expect(target(text)).toBe(WRONG.redirect)
  })

  it('said twice is refused, whatever it says', () => {
    expect(target(['/ok', '/ok'])).toBe(WRONG.redirect)
    expect(target(['/ok', 'https://evil.test/'])).toBe(WRONG.redirect)
  })

  it('leads to an allowed origin, whatever is sent, and is read the same way twice', () => {
    const allowed = new Set([settings.baseUrl, settings.frontUrl, ...settings.allowedRedirectOrigins])
    const pieces = fc.oneof(
      fc.constantFrom(...allowed, 'https://evil.test', '//', '/', '\\', '@', ':', '#', '?', '.', '..', '%2f', '%5c'),
      fc.constantFrom('\t', ' ', '{CHECKOUT_SESSION_ID}', 'www.shop.test', 'evil.test', 'javascript:', '[::1]', ':443'),
      fc.string({ maxLength: 5, unit: 'binary' }),
    )
    let accepted = 0
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 6 }), (parts) => {
        const text = parts.join('')
        const lands = rule(text)
        if (lands === null) return
        accepted++
        expect(allowed).toContain(new URL(lands).origin)
        expect(allowed).toContain(new URL(text, settings.frontUrl).origin)
        if (text.startsWith('/')) expect(new URL(lands).origin).toBe(settings.frontUrl)
        expect(rule(lands)).toBe(lands)
      }),
      { numRuns: 20_000, examples: [[['/', 'ok']], [['https://yoursite.com', '/']]] },
    )
    expect(accepted).toBeGreaterThan(100)
  })
})
