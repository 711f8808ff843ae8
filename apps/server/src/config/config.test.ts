import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

const base = { DATABASE_URL: 'postgres://u:p@127.0.0.1:5432/db' }
const live = {
  ...base,
  STRIPE_SECRET_KEY: 'sk_live_x',
  STRIPE_WEBHOOK_SECRET: 'whsec_a',
  BASE_URL: 'https://shop.test',
  AUTH_SECRET: 'a secret of my very own',
  ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
}
const issuer = {
  ...base,
  JWT_ISSUER: 'https://id.test/',
  JWT_AUDIENCE: 'shop',
  JWT_JWKS_URL: 'https://id.test/keys',
}
const shared = { ...issuer, JWT_JWKS_URL: '', JWT_SECRET: 's'.repeat(32) }
const faultsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.faults
    throw error
  }
  return []
}

describe('settings', () => {
  it('need nothing but a database for the sandbox', () => {
    expect(readConfig(base)).toMatchObject({
      instance: 'localhost:4321',
      baseUrl: 'http://localhost:4321',
      frontUrl: 'http://localhost:4321',
      stripe: { mode: 'sandbox', apiBase: 'http://localhost:4242' },
      tax: { mode: 'off' },
      whatsapp: { apiBase: 'http://localhost:4242' },
      outsideIssuer: null,
    })
  })
  it('take a live account', () => {
    expect(readConfig({ ...live, STRIPE_WEBHOOK_SECRET: 'whsec_a, whsec_b' })).toMatchObject({
      instance: 'shop.test',
      stripe: { mode: 'live', apiBase: null, webhookSecrets: ['whsec_a', 'whsec_b'] },
    })
  })
  it('know the other servers on the account, of a list that may name this one too', () => {
    expect(readConfig(base).peers).toEqual([])
    const INSTANCE_PEERS = 'shop.test, two.test,three.test:8080'
    expect(readConfig({ ...live, INSTANCE_PEERS }).peers).toEqual(['two.test', 'three.test:8080'])
    expect(faultsOf({ ...live, INSTANCE_PEERS: 'https://two.test' })).toEqual([
      expect.stringMatching(/^INSTANCE_PEERS is not usable: .* without https:\/\/\.$/),
    ])
  })
  it('tell the public key, by either name', () => {
    const publicKey = (env: Record<string, string>) => readConfig(env).stripe.publishableKey
    expect(publicKey(base)).toMatch(/^pk_test_/)
    expect(publicKey(live)).toBeNull()
    expect(publicKey({ ...live, STRIPE_PUBLIC_KEY: 'pk_live_old' })).toBe('pk_live_old')
    expect(publicKey({ ...live, STRIPE_PUBLIC_KEY: 'pk_live_old', STRIPE_PUBLISHABLE_KEY: 'pk_live_a' })).toBe(
      'pk_live_a',
    )
  })
  it('lead checkouts back to the documents’ example sites only beside the sandbox', () => {
    const ALLOWED_REDIRECT_ORIGINS = 'https://partner.test/'
    expect(readConfig({ ...live, ALLOWED_REDIRECT_ORIGINS }).allowedRedirectOrigins).toEqual(['https://partner.test'])
    expect(readConfig({ ...base, ALLOWED_REDIRECT_ORIGINS }).allowedRedirectOrigins).toEqual([
      'https://partner.test',
      'https://yoursite.com',
      'https://mysite.com',
    ])
  })
  it('switch WhatsApp off beside a real key unless it is set', () => {
    const whatsapp = {
      WHATSAPP_API_BASE: 'https://graph.facebook.com',
      WHATSAPP_TOKEN: 'EAAG',
      WHATSAPP_PHONE_NUMBER_ID: '106540352242922',
    }
    const read = { apiBase: 'https://graph.facebook.com', token: 'EAAG', phoneNumberId: '106540352242922' }
    expect(readConfig(live).whatsapp).toBeNull()
    expect(readConfig({ ...live, ...whatsapp }).whatsapp).toEqual(read)
    expect(readConfig({ ...base, ...whatsapp }).whatsapp).toEqual(read)
  })
  it("take the sandbox's WhatsApp where it is said to be", () => {
    expect(readConfig({ ...base, STRIPE_API_BASE: 'http://sandbox:1' }).whatsapp?.apiBase).toBe('http://sandbox:1')
    expect(readConfig({ ...base, WHATSAPP_API_BASE: 'http://sandbox:2' }).whatsapp?.apiBase).toBe('http://sandbox:2')
  })
  it('name each part of WhatsApp that is missing', () => {
    expect(faultsOf({ ...live, WHATSAPP_TOKEN: 'EAAG' })).toEqual([
      expect.stringMatching(/^WHATSAPP_API_BASE is not set/),
      expect.stringMatching(/^WHATSAPP_PHONE_NUMBER_ID is not set/),
    ])
    expect(faultsOf({ ...base, WHATSAPP_PHONE_NUMBER_ID: '106540352242922' })).toEqual([
      expect.stringMatching(/^WHATSAPP_API_BASE is not set/),
      expect.stringMatching(/^WHATSAPP_TOKEN is not set/),
    ])
  })
  it('take keys to seal secrets with, the first first, and open with the one that follows from AUTH_SECRET', () => {
    const [one, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
    const ENCRYPTION_KEY = `${one.toString('base64')}, ${other.toString('base64').replace('=', '')}`
    const { encryptionKeys } = readConfig({ ...base, ENCRYPTION_KEY })
    expect(encryptionKeys.slice(0, 2)).toEqual([one, other])
    const derived = readConfig(base).encryptionKeys
    expect(derived).toHaveLength(1)
    expect(derived[0]).toHaveLength(32)
    expect(encryptionKeys[2]).toEqual(derived[0])
    expect(readConfig({ ...base, AUTH_SECRET: `another secret${'!'.repeat(9)}` }).encryptionKeys).not.toEqual(derived)
  })
  it('take limits by name, and leave the others as they are', () => {
    const usual = {
      plugin: { points: 100, seconds: 60 },
      register: { points: 20, seconds: 3600 },
      links: { points: 60, seconds: 60 },
    }
    expect(readConfig(base).rateLimits).toEqual(usual)
    expect(readConfig({ ...base, RATE_LIMITS: ' register=50/86400 ' }).rateLimits).toEqual({
      ...usual,
      register: { points: 50, seconds: 86_400 },
    })
  })
  it.each([
    'plugin',
    'plugin=0/60',
    'plugin=10/0',
    'plugin=10',
    'plugin=1.5/60',
    'register=1/86401',
    'plugin=1/1,plugin=2/1',
    'login=5/60',
    'toString=5/60',
    ',',
    'plugin=100/60,',
  ])('do not take the limits %s, and say which names there are', (RATE_LIMITS) => {
    expect(faultsOf({ ...base, RATE_LIMITS })).toEqual([
      expect.stringMatching(/^RATE_LIMITS is not usable: .*the names are plugin and register/),
    ])
  })
  it('read tax rates in basis points', () => {
    expect(readConfig({ ...base, TAX_MODE: 'exclusive', TAX_RATES: 'FR=20,DE=19.5,CH=8.1' }).tax.ratesBps).toEqual({
      FR: 2000,
      DE: 1950,
      CH: 810,
    })
  })
  it('take one outside issuer, by its keys or by a shared secret', () => {
    const named = { issuer: 'https://id.test/', audience: 'shop' }
    const { JWT_JWKS_URL: _, ...bySecret } = shared
    expect(readConfig(issuer).outsideIssuer).toEqual({ ...named, keys: { jwksUrl: 'https://id.test/keys' } })
    expect(readConfig(bySecret).outsideIssuer).toEqual({ ...named, keys: { secret: 's'.repeat(32) } })
    for (const here of ['http://localhost:9/k', 'http://127.0.0.1:9/k', 'http://[::1]:9/k'])
      expect(readConfig({ ...issuer, JWT_JWKS_URL: here }).outsideIssuer).toMatchObject({ keys: { jwksUrl: here } })
  })
  it.each<[string, Record<string, string>, RegExp]>([
    ['an outside issuer without a name', { ...issuer, JWT_ISSUER: '' }, /^JWT_ISSUER is not set/],
    ['an outside issuer without an audience', { ...issuer, JWT_AUDIENCE: '' }, /^JWT_AUDIENCE is not set/],
    ['an outside issuer without keys', { ...issuer, JWT_JWKS_URL: '' }, /^JWT_JWKS_URL or JWT_SECRET is not set/],
    ['two ways to check a token', { ...shared, JWT_JWKS_URL: 'https://id.test/keys' }, /^JWT_JWKS_URL and JWT_SECRET/],
    ['a short shared secret', { ...shared, JWT_SECRET: 's'.repeat(31) }, /^JWT_SECRET is not usable.*32 bytes/],
    [
      'a shared secret that is our own',
      { ...shared, AUTH_SECRET: 's'.repeat(32) },
      /^JWT_SECRET must not be AUTH_SECRET/,
    ],
    ['keys over http', { ...issuer, JWT_JWKS_URL: 'http://id.test/keys' }, /^JWT_JWKS_URL is not usable.*https/],
    [
      'keys over http at what only looks like this machine',
      { ...issuer, JWT_JWKS_URL: 'http://127.0.0.1.id.test/keys' },
      /^JWT_JWKS_URL is not usable/,
    ],
    ['keys from no web address', { ...issuer, JWT_JWKS_URL: 'file:///keys' }, /^JWT_JWKS_URL is not usable/],
    [
      'an outside issuer by our own name',
      { ...issuer, BASE_URL: 'https://shop.test', JWT_ISSUER: 'https://shop.test' },
      /^JWT_ISSUER must not be BASE_URL/,
    ],
    ['no database', {}, /^DATABASE_URL is not set/],
    ['a Redis that is none', { ...base, REDIS_URL: 'http://redis.test' }, /^REDIS_URL is not usable/],
    [
      'a Redis database without a number',
      { ...base, REDIS_URL: 'redis://redis.test/carts' },
      /^REDIS_URL is not usable/,
    ],
    ['a database that is none', { DATABASE_URL: 'mysql://x' }, /^DATABASE_URL is not usable/],
    [
      'a live key without a webhook secret',
      { ...live, STRIPE_WEBHOOK_SECRET: '' },
      /^STRIPE_WEBHOOK_SECRET is not set/,
    ],
    ['a live key over http', { ...live, BASE_URL: 'http://shop.test' }, /^BASE_URL must be https/],
    [
      'a live key with our own secret',
      { ...live, AUTH_SECRET: 'local-development-secret-not-for-live-use' },
      /^AUTH_SECRET must be set/,
    ],
    ['a live key without a key for secrets', { ...live, ENCRYPTION_KEY: '' }, /^ENCRYPTION_KEY is not set/],
    ['a live key with no key for secrets', { ...live, ENCRYPTION_KEY: ' , ' }, /^ENCRYPTION_KEY is not set/],
    [
      'a key for secrets that is too short',
      { ...base, ENCRYPTION_KEY: Buffer.alloc(31).toString('base64') },
      /^ENCRYPTION_KEY is not usable.*32 bytes/,
    ],
    [
      'a key for secrets that is no base64',
      { ...base, ENCRYPTION_KEY: '?'.repeat(43) },
      /^ENCRYPTION_KEY is not usable/,
    ],
    [
      'one bad key for secrets of two',
      { ...base, ENCRYPTION_KEY: `${live.ENCRYPTION_KEY},short` },
      /^ENCRYPTION_KEY is not usable/,
    ],
    [
      'a public key that is none',
      { ...base, STRIPE_PUBLISHABLE_KEY: 'sk_test_x' },
      /^STRIPE_PUBLISHABLE_KEY is not usable/,
    ],
    [
      'a public key of the other mode',
      { ...live, STRIPE_PUBLIC_KEY: 'pk_test_x' },
      /^STRIPE_PUBLISHABLE_KEY does not belong to STRIPE_SECRET_KEY/,
    ],
    [
      'a live public key beside the sandbox',
      { ...base, STRIPE_PUBLISHABLE_KEY: 'pk_live_x' },
      /^STRIPE_PUBLISHABLE_KEY does not belong to STRIPE_SECRET_KEY/,
    ],
    [
      'a test key without a webhook secret',
      { ...base, STRIPE_SECRET_KEY: 'sk_test_x' },
      /^STRIPE_WEBHOOK_SECRET is not set/,
    ],
    [
      'a session shorter than Stripe allows',
      { ...base, CHECKOUT_TTL_MINUTES: '29' },
      /^CHECKOUT_TTL_MINUTES is not usable.*30 to 1440/,
    ],
    [
      'a session longer than Stripe allows',
      { ...base, CHECKOUT_TTL_MINUTES: '1441' },
      /^CHECKOUT_TTL_MINUTES is not usable/,
    ],
    ['tax by country without a rate', { ...base, TAX_MODE: 'inclusive' }, /^TAX_RATES is not set/],
    ['a rate that is none', { ...base, TAX_RATES: 'FR=twenty' }, /^TAX_RATES is not usable/],
    [
      'a way back over http to an https shop',
      { ...live, ALLOWED_REDIRECT_ORIGINS: 'http://localhost:3000,http://partner.test' },
      /^ALLOWED_REDIRECT_ORIGINS is not usable: http:\/\/partner\.test/,
    ],
    [
      'a token for WhatsApp in the open',
      {
        ...live,
        WHATSAPP_API_BASE: 'http://graph.test',
        WHATSAPP_TOKEN: 'EAAG',
        WHATSAPP_PHONE_NUMBER_ID: '106540352242922',
      },
      /^WHATSAPP_API_BASE must be https/,
    ],
    [
      "a telephone number for WhatsApp's id of it",
      { ...base, WHATSAPP_PHONE_NUMBER_ID: '+81 90 1234' },
      /^WHATSAPP_PHONE_NUMBER_ID is not usable: .* not the number itself/,
    ],
    [
      'the sandbox beside a real key',
      { ...live, STRIPE_API_BASE: 'http://localhost:4242' },
      /^STRIPE_API_BASE is only for the sandbox/,
    ],
  ])('refuse %s with one sentence', (_, env, sentence) => {
    const faults = faultsOf(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')))
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatch(sentence)
  })
  it('names every fault at once', () => {
    expect(faultsOf({ ...base, SEAT_HOLD_MINUTES: '5', CHECKOUT_TTL_MINUTES: 'x' })).toHaveLength(2)
  })
})
