import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { landingPage, readTarget, returnUrl } from './return-link.ts'

const settings = {
  baseUrl: 'https://shop.test',
  frontUrl: 'https://www.shop.test',
  allowedRedirectOrigins: ['https://yoursite.com'],
  authSecret: 'a secret of this server alone',
}
const toOf = (target: string, by = settings) => new URL(returnUrl(by, target)).searchParams.get('to')

describe('the way back from Stripe', () => {
  it('is to this server, with the session, and with a target only where there is one', () => {
    expect(returnUrl(settings, null)).toBe(
      'https://shop.test/api/checkout/session/return?session_id={CHECKOUT_SESSION_ID}',
    )
    expect(returnUrl(settings, 'https://yoursite.com/paid?a=b&c={CHECKOUT_SESSION_ID}#d')).toMatch(
      /^https:\/\/shop\.test\/api\/checkout\/session\/return\?session_id=\{CHECKOUT_SESSION_ID\}&to=[\w-]+\.[\w-]{43}$/,
    )
  })

  it('gives back what was signed', () => {
    for (const target of ['https://www.shop.test/welcome?a=b&c=%20#d', 'https://yoursite.com/{CHECKOUT_SESSION_ID}'])
      expect(readTarget(settings, toOf(target))).toBe(target)
  })

  it('gives nothing for what was not signed here, or is no longer allowed', () => {
    const target = 'https://yoursite.com/paid'
    const to = String(toOf(target))
    const [encoded, signature] = to.split('.')
    const other = Buffer.from('https://www.shop.test/').toString('base64url')
    for (const tampered of [
      undefined,
      '',
      '.',
      encoded,
      `.${signature}`,
      `${encoded}.`,
      `${other}.${signature}`,
      `${encoded}.${String(signature).slice(0, -1)}`,
      `${to}.${signature}`,
      [to, to],
      toOf(target, { ...settings, authSecret: 'the secret of another server' }),
    ])
      expect(readTarget(settings, tampered), String(tampered)).toBeNull()
    expect(readTarget({ ...settings, allowedRedirectOrigins: [] }, to)).toBeNull()
    expect(readTarget(settings, toOf('https://evil.test/'))).toBeNull()
  })

  it('takes no signature for another target, whatever is changed', () => {
    const to = String(toOf('https://yoursite.com/paid'))
    fc.assert(
      fc.property(fc.nat(to.length - 1), fc.constantFrom(...'abcXYZ019-_.'), (at, letter) => {
        const changed = `${to.slice(0, at)}${letter}${to.slice(at + 1)}`
        if (changed !== to) expect(readTarget(settings, changed)).toBeNull()
      }),
    )
  })
})

describe('the landing page', () => {
  const id = 'cs_test_a1B2'
  it.each([
    [null, `https://www.shop.test/front/checkout/success?session_id=${id}`],
    ['https://www.shop.test/front/checkout/success', `https://www.shop.test/front/checkout/success?session_id=${id}`],
    [
      'https://www.shop.test/checkout/success?from=prices#top',
      `https://www.shop.test/checkout/success?from=prices&session_id=${id}#top`,
    ],
    [
      'https://www.shop.test/front/checkout/success?session_id={CHECKOUT_SESSION_ID}',
      `https://www.shop.test/front/checkout/success?session_id=${id}`,
    ],
    ['https://www.shop.test/welcome?a=b', 'https://www.shop.test/welcome?a=b'],
    ['https://yoursite.com/front/checkout/success', 'https://yoursite.com/front/checkout/success'],
    ['https://yoursite.com/{CHECKOUT_SESSION_ID}/paid', `https://yoursite.com/${id}/paid`],
  ])('of %s is %s', (target, expected) => {
    expect(landingPage(settings, target, id)).toBe(expected)
  })

  it('never holds an id that is none', () => {
    for (const reference of [null, '', 'cs_1&next=//evil.test', 'cs_1#', '../x'])
      expect(landingPage(settings, 'https://yoursite.com/{CHECKOUT_SESSION_ID}/paid', reference)).toBe(
        'https://yoursite.com//paid',
      )
    expect(landingPage(settings, null, null)).toBe('https://www.shop.test/front/checkout/success')
  })
})
