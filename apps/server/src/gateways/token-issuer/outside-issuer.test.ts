import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { SignJWT } from 'jose'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type KeyServer, openKeyServer } from '../../../test/support/key-server.ts'
import { forge, type Parts } from '../../../test/support/tokens.ts'
import { outsideIssuer } from './outside-issuer.ts'

const ISSUER = 'https://id.example/'
const AUDIENCE = 'shop'
const SECRET = 'a shared secret of more than 32 bytes'
const NOW = Date.parse('2026-05-04T09:00:00Z')
const seconds = NOW / 1000

const pair = (kid: string, kind: 'rsa' | 'ec' | 'ed25519') => {
  const { privateKey, publicKey } =
    kind === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : kind === 'ec'
        ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
        : generateKeyPairSync('ed25519')
  return { kid, privateKey, publicKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid } }
}
const rsa = pair('rsa', 'rsa')
const ec = pair('ec', 'ec')
const ed = pair('ed', 'ed25519')
const stranger = pair('rsa', 'rsa')
const claims = { iss: ISSUER, aud: AUDIENCE, sub: 'user-1', iat: seconds, exp: seconds + 60 }
const subject = { issuer: ISSUER, subject: 'user-1', verifiedEmail: null }

let keys: KeyServer
let now: number
let logged: string[]
const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) })
beforeAll(async () => {
  keys = await openKeyServer()
})
beforeEach(() => {
  now = NOW
  logged = []
  keys.publish([rsa.jwk, ec.jwk, ed.jwk])
  keys.fail(null)
})
afterAll(() => keys[Symbol.asyncDispose]())

const named = { issuer: ISSUER, audience: AUDIENCE }
const bySecret = () => outsideIssuer({ ...named, keys: { secret: SECRET } }, log, () => now)
const byKeys = () => outsideIssuer({ ...named, keys: { jwksUrl: keys.url } }, log, () => now)
const hs: Parts = { header: { alg: 'HS256', typ: 'JWT' }, claims, key: Buffer.from(SECRET) }
const rs: Parts = { header: { alg: 'RS256', typ: 'JWT', kid: 'rsa' }, claims, key: rsa.privateKey }
const pem = (key: KeyObject) => Buffer.from(key.export({ type: 'spki', format: 'pem' }).toString())
const without = (name: string) => ({
  claims: Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name)),
})
const saying = (more: object) => ({ claims: { ...claims, ...more } })

describe('a good token of the outside issuer', () => {
  it('is taken by the shared secret', async () => {
    const token = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(SECRET))
    expect(await bySecret().verify(token)).toEqual(subject)
    expect(await bySecret().verify(forge(hs))).toEqual(subject)
  })

  it.each([
    ['RS256', rsa],
    ['PS256', rsa],
    ['ES256', ec],
    ['EdDSA', ed],
  ])('is taken by a published key, %s', async (alg, { kid, privateKey }) => {
    const token = await new SignJWT(claims).setProtectedHeader({ alg, kid }).sign(privateKey)
    expect(await byKeys().verify(token)).toEqual(subject)
    expect(await byKeys().verify(forge({ header: { alg, kid }, claims, key: privateKey }))).toEqual(subject)
  })

  it('may be for several, of the type of an access token, and five seconds off', async () => {
    const issuer = bySecret()
    for (const parts of [
      saying({ aud: ['other', AUDIENCE] }),
      { header: { alg: 'HS256', typ: 'at+jwt' } },
      { header: { alg: 'HS256', typ: 'application/at+JWT' } },
      saying({ nbf: seconds + 5 }),
      saying({ exp: seconds - 4 }),
    ])
      expect(await issuer.verify(forge({ ...hs, ...parts }))).toEqual(subject)
  })

  it('names an address only if it says that it is verified, and not in other words', async () => {
    const emailOf = async (more: object) =>
      (await bySecret().verify(forge({ ...hs, ...saying({ email: 'Mia@Shop.Example', ...more }) })))?.verifiedEmail
    expect(await emailOf({ email_verified: true })).toBe('Mia@Shop.Example')
    for (const email_verified of ['true', 'false', 1, {}, null, false, undefined])
      expect(await emailOf({ email_verified })).toBeNull()
    expect(await emailOf({ email: ['a@shop.example'], email_verified: true })).toBeNull()
  })
})

const REFUSED_CLAIMS: [string, Partial<Parts>][] = [
  ['without an end', without('exp')],
  ['with an end in words', saying({ exp: String(seconds + 60) })],
  ['with an end that is null', saying({ exp: null })],
  ['that is over', saying({ exp: seconds - 5 })],
  ['that begins later', saying({ nbf: seconds + 6 })],
  ['that begins in words', saying({ nbf: 'now' })],
  ['for somebody else', saying({ aud: 'other' })],
  ['for a few others', saying({ aud: ['other', `${AUDIENCE}2`, AUDIENCE.toUpperCase()] })],
  ['for nobody', saying({ aud: [] })],
  ['for no one named', without('aud')],
  ['for a nested one', saying({ aud: [[AUDIENCE]] })],
  ['of another issuer', saying({ iss: 'https://id.example' })],
  ['of several issuers', saying({ iss: [ISSUER] })],
  ['of no issuer', without('iss')],
  ['about nobody', without('sub')],
  ['about an empty name', saying({ sub: '' })],
  ['about a number', saying({ sub: 1 })],
  ['about null', saying({ sub: null })],
  ['about a list', saying({ sub: ['user-1'] })],
  ['about a name without end', saying({ sub: 'x'.repeat(256) })],
  ['about a name with a NUL', saying({ sub: 'user-1\0' })],
  ['about half a character', saying({ sub: '\ud800' })],
]

describe.each([
  ['by the shared secret', bySecret, hs],
  ['by a published key', byKeys, rs],
])('a token %s is refused', (_, open, good) => {
  it.each(REFUSED_CLAIMS)('%s', async (_, change) => {
    expect(await open().verify(forge({ ...good, ...change }))).toBeNull()
  })

  it.each<[string, Record<string, unknown>]>([
    ['what is critical and unknown', { crit: ['x'], x: 1 }],
    ['unencoded bytes', { crit: ['b64'], b64: false }],
    ['the type of a notice of logging out', { typ: 'logout+jwt' }],
    ['the type of a proof', { typ: 'dpop+jwt' }],
    ['no algorithm', { alg: undefined }],
    ['a list of algorithms', { alg: [good.header['alg']] }],
    ['RS512', { alg: 'RS512' }],
    ['HS512', { alg: 'HS512' }],
  ])('with %s', async (_, header) => {
    expect(await open().verify(forge({ ...good, header: { ...good.header, ...header } }))).toBeNull()
  })

  it.each(['none', 'None', 'nOnE', 'NONE', ''])('signed by nobody, alg %j', async (alg) => {
    const header = { ...good.header, alg }
    for (const key of [null, good.key]) expect(await open().verify(forge({ ...good, header, key }))).toBeNull()
  })

  it('when it was changed, cut or lengthened', async () => {
    const token = forge(good)
    const [header, payload, signature] = token.split('.')
    const other = forge({ ...good, ...saying({ sub: 'user-2' }) }).split('.')[1]
    for (const bad of [
      `${header}.${other}.${signature}`,
      token.slice(0, -4),
      token.slice(4),
      `${header}.${payload}`,
      `${header}.${payload}.`,
      `${token}.${payload}.${signature}`,
      `${token}A`,
      `.${payload}.${signature}`,
      '',
      '..',
      '....',
    ])
      expect(await open().verify(bad)).toBeNull()
    expect(await open().verify(token)).toEqual(subject)
  })
})

describe('a token under false keys is refused', () => {
  const jwk = JSON.stringify(rsa.jwk)
  it.each<[string, Parts]>([
    ['HS256 by the public key as PEM', { ...hs, header: { alg: 'HS256', kid: 'rsa' }, key: pem(rsa.publicKey) }],
    ['HS256 by the public key as JWK', { ...hs, header: { alg: 'HS256', kid: 'rsa' }, key: Buffer.from(jwk) }],
    ['HS256 by an elliptic public key', { ...hs, header: { alg: 'HS256', kid: 'ec' }, key: pem(ec.publicKey) }],
    ['HS256 by the empty secret', { ...hs, key: Buffer.alloc(0) }],
    ['another key under the same kid', { ...rs, key: stranger.privateKey }],
    ['an unknown kid', { ...rs, header: { ...rs.header, kid: 'new' }, key: stranger.privateKey }],
    ['the kid of a key of another kind', { ...rs, header: { ...rs.header, kid: 'ec' } }],
    ['a kid that is a path', { ...rs, header: { ...rs.header, kid: '../../dev/null' }, key: stranger.privateKey }],
    [
      'the key it brings along itself',
      { ...rs, header: { alg: 'RS256', jwk: stranger.publicKey.export({ format: 'jwk' }) }, key: stranger.privateKey },
    ],
    ['RS256 where the secret is shared', rs],
  ])('%s', async (_, parts) => {
    const issuers = parts === rs ? [bySecret()] : [byKeys(), bySecret()]
    for (const issuer of issuers) expect(await issuer.verify(forge(parts))).toBeNull()
  })

  it('HS256 by the published bytes, were they a secret', async () => {
    keys.publish([{ kty: 'oct', kid: 'oct', k: Buffer.from(SECRET).toString('base64url') }, rsa.jwk])
    expect(await byKeys().verify(forge({ ...hs, header: { alg: 'HS256', kid: 'oct' } }))).toBeNull()
  })

  it('from addresses that the token names: nobody goes there', async () => {
    await using elsewhere = await openKeyServer()
    elsewhere.publish([{ ...stranger.jwk, kid: 'theirs' }])
    const header = { alg: 'RS256', kid: 'theirs', jku: elsewhere.url, x5u: elsewhere.url, x5c: ['AAAA'] }
    expect(await byKeys().verify(forge({ header, claims, key: stranger.privateKey }))).toBeNull()
    expect(elsewhere.asked()).toBe(0)
  })
})

describe('the published keys', () => {
  it('are fetched once for many tokens', async () => {
    const issuer = byKeys()
    const before = keys.asked()
    const tokens = Array.from({ length: 20 }, (_, n) => forge({ ...rs, ...saying({ sub: `user-${n}` }) }))
    const subjects = await Promise.all(tokens.map((token) => issuer.verify(token)))
    expect(subjects.every((one) => one !== null)).toBe(true)
    expect(keys.asked()).toBe(before + 1)
  })

  it('are fetched again for a new key, but not for every made-up one', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    try {
      const issuer = byKeys()
      const next = pair('next', 'rsa')
      const byNext = forge({ ...rs, header: { alg: 'RS256', kid: 'next' }, key: next.privateKey })
      expect(await issuer.verify(forge(rs))).toEqual(subject)
      keys.publish([next.jwk])
      const before = keys.asked()
      expect(await issuer.verify(byNext)).toBeNull()
      expect(keys.asked()).toBe(before)
      vi.setSystemTime(Date.now() + 31_000)
      expect(await issuer.verify(byNext)).toEqual(subject)
      expect(await issuer.verify(forge(rs))).toBeNull()
      expect(keys.asked()).toBe(before + 1)
    } finally {
      vi.useRealTimers()
    }
  })

  it.each([500, 302])(
    'that cannot be had (%i) make nobody of anyone, are noted without the token, and come back',
    async (status) => {
      const issuer = byKeys()
      const token = forge({ ...rs, ...saying({ email: 'mia@shop.example', email_verified: true }) })
      keys.fail(status)
      expect(await issuer.verify(token)).toBeNull()
      expect(logged).toHaveLength(1)
      expect(logged[0]).toContain('cannot tell whether a token is good')
      for (const part of [...token.split('.'), 'mia@', 'user-1']) expect(logged[0]).not.toContain(part)
      keys.fail(null)
      expect(await issuer.verify(token)).not.toBeNull()
    },
  )

  it('of a machine that is gone make nobody of anyone', async () => {
    const gone = await openKeyServer()
    await gone[Symbol.asyncDispose]()
    const issuer = outsideIssuer({ ...named, keys: { jwksUrl: gone.url } }, log, () => now)
    expect(await issuer.verify(forge(rs))).toBeNull()
    expect(logged.join()).toMatch(/ECONNREFUSED/)
  })

  it('that are none make nobody of anyone', async () => {
    keys.publish([{ kty: 'RSA', kid: 'rsa', n: '!', e: 'AQAB' }])
    expect(await byKeys().verify(forge(rs))).toBeNull()
  })
})

it('logs nothing about a token that is simply refused', async () => {
  await bySecret().verify(forge({ ...hs, ...saying({ exp: seconds - 60 }) }))
  await byKeys().verify(forge({ ...rs, key: stranger.privateKey }))
  expect(logged).toEqual([])
})
