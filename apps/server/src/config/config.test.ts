import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

const base = { DATABASE_URL: 'postgres://u:p@127.0.0.1:5432/db' }
const live = {
  ...base,
  STRIPE_SECRET_KEY: 'sk_live_x',
  STRIPE_WEBHOOK_SECRET: 'whsec_a',
  BASE_URL: 'https://shop.test',
  AUTH_SECRET: 'a secret of my very own',
}
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
    })
  })
  it('take a live account', () => {
    expect(readConfig({ ...live, STRIPE_WEBHOOK_SECRET: 'whsec_a, whsec_b' })).toMatchObject({
      instance: 'shop.test',
      stripe: { mode: 'live', apiBase: null, webhookSecrets: ['whsec_a', 'whsec_b'] },
    })
  })
  it('read tax rates in basis points', () => {
    expect(readConfig({ ...base, TAX_MODE: 'exclusive', TAX_RATES: 'FR=20,DE=19.5,CH=8.1' }).tax.ratesBps).toEqual({
      FR: 2000,
      DE: 1950,
      CH: 810,
    })
  })
  it.each<[string, Record<string, string>, RegExp]>([
    ['no database', {}, /^DATABASE_URL is not set/],
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
