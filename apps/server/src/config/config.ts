import { Percentage } from '@cashwrap/shared/contracts/primitives'
import { isCurrency } from '@cashwrap/shared/money'
import { z } from 'zod'
import type { RateLimitTable } from '../platform/rate-limit/rate-limit-names.ts'
import { encryptionKeys, isEncryptionKey } from './encryption-keys.ts'
import type { Env } from './env.ts'
import { isSafeKeyUrl, LEAST_SECRET_BYTES, type OutsideIssuerConfig, readOutsideIssuer } from './outside-issuer.ts'
import { RateLimitSetting, WHY_RATE_LIMITS } from './rate-limits.ts'
import { readWhatsApp, type WhatsAppConfig } from './whatsapp.ts'

const SANDBOX_BASE = 'http://localhost:4242'
/** Good enough for a shop that charges nobody; refused beside a live key. */
const LOCAL_SECRET = 'local-development-secret-not-for-live-use'

/** Where the example requests in the old systems' documents lead back to; nobody pays beside the sandbox. */
const EXAMPLE_ORIGINS = ['https://yoursite.com', 'https://mysite.com']
const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|$)/

const port = z.coerce.number().int().min(0).max(65_535)
const origin = z.url({ protocol: /^https?$/ }).transform((text) => new URL(text).origin)
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
)
const publishableKey = z.string().regex(/^pk_(test|live)_\S+$/)
const minutes = z.coerce.number().int().min(30).max(1440)
/** `FR=20,DE=19.5` → basis points by country. */
const taxRates = list.pipe(z.array(z.string().regex(/^[A-Z]{2}=\d{1,2}(\.\d{1,2})?$/))).transform((pairs) =>
  Object.fromEntries(
    pairs.map((pair) => {
      const [country = '', percent = ''] = pair.split('=')
      const [whole = '0', decimals = ''] = percent.split('.')
      return [country, Number(whole) * 100 + Number(decimals.padEnd(2, '0'))]
    }),
  ),
)

/** `article=3,image=5` → credits by type. */
const creditsByType = list.pipe(z.array(z.string().regex(/^[a-z][a-z0-9_]{0,31}=\d{1,6}$/))).transform((pairs) =>
  Object.fromEntries(
    pairs.map((pair) => {
      const [type = '', credits = ''] = pair.split('=')
      return [type, Number(credits)]
    }),
  ),
)

const HOST_OR_HOST_AND_PORT = /^([a-z0-9._-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/i

/** What can be set, by name; the README has a table of them. */
export const Settings = z.object({
  PORT: port.default(4321),
  HOST: z.string().default('127.0.0.1'),
  BASE_URL: origin.optional(),
  FRONT_URL: origin.optional(),
  ROLE: z.enum(['all', 'web', 'worker']).default('all'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(20),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/ })
    .refine((text) => /^\/?\d*$/.test(URL.parse(text)?.pathname ?? ''))
    .optional(),
  AUTH_SECRET: z.string().min(16).default(LOCAL_SECRET),
  ENCRYPTION_KEY: list.pipe(z.array(z.string().refine(isEncryptionKey))).default([]),
  RATE_LIMITS: RateLimitSetting,
  WEBHOOK_ALLOWED_HOSTS: list.pipe(z.array(z.string().regex(HOST_OR_HOST_AND_PORT))).default([]),
  INSTANCE_FQDN: z.string().optional(),
  INSTANCE_PEERS: list.pipe(z.array(z.string().regex(HOST_OR_HOST_AND_PORT))).default([]),
  ALLOWED_ORIGINS: list.pipe(z.array(origin)).default([]),
  ALLOWED_REDIRECT_ORIGINS: list.pipe(z.array(origin)).default([]),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(sk|rk)_(test|live)_/)
    .optional(),
  STRIPE_PUBLISHABLE_KEY: publishableKey.optional(),
  STRIPE_PUBLIC_KEY: publishableKey.optional(),
  STRIPE_WEBHOOK_SECRET: list.pipe(z.array(z.string().startsWith('whsec_'))).default([]),
  STRIPE_API_BASE: z.url().optional(),
  CHECKOUT_TTL_MINUTES: minutes.default(1440),
  SEAT_HOLD_MINUTES: minutes.default(30),
  SUBSCRIPTION_GRACE_DAYS: z.coerce.number().int().min(0).max(60).default(7),
  PLATFORM_FEE_PERCENTAGE: Percentage.default(100_000),
  PLUGIN_FREE_CREDITS: creditsByType.default({ article: 3, image: 5, rewrite: 0 }),
  TRUST_PROXY: z.string().optional(),
  STORAGE_URL: z.string().default('file:.data/files'),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).default('smtp://127.0.0.1:4225'),
  MAIL_FROM: z.string().default('Cashwrap <shop@localhost>'),
  WHATSAPP_API_BASE: z.url({ protocol: /^https?$/ }).optional(),
  WHATSAPP_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]+$/)
    .optional(),
  WHATSAPP_PHONE_NUMBER_ID: z
    .string()
    .regex(/^\d{5,20}$/)
    .optional(),
  SHOP_NAME: z.string().max(80).default('Kendama School'),
  SHOP_CURRENCY: z.string().toUpperCase().refine(isCurrency).default('USD'),
  TAX_MODE: z.enum(['off', 'inclusive', 'exclusive', 'stripe']).default('off'),
  TAX_RATES: taxRates.default({}),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  SWEEP_SECONDS: z.coerce.number().int().min(1).max(3600).default(5),
  WEB_DIST: z.string().optional(),
  JWT_ISSUER: z.string().max(255).optional(),
  JWT_AUDIENCE: z.string().max(255).optional(),
  JWT_JWKS_URL: z.string().refine(isSafeKeyUrl).optional(),
  JWT_SECRET: z
    .string()
    .refine((text) => Buffer.byteLength(text) >= LEAST_SECRET_BYTES)
    .optional(),
})

const WHY: Record<string, string> = {
  DATABASE_URL: 'must be a Postgres address such as postgres://user:password@host:5432/cashwrap',
  REDIS_URL: 'must be a Redis address such as redis://user:password@host:6379, or rediss:// for TLS',
  AUTH_SECRET: 'must be at least 16 characters',
  ENCRYPTION_KEY: 'must be one or more keys of 32 bytes in base64, separated by commas',
  RATE_LIMITS: WHY_RATE_LIMITS,
  WEBHOOK_ALLOWED_HOSTS: 'must be hosts such as 127.0.0.1:8080 or wordpress, separated by commas, without https://',
  STRIPE_SECRET_KEY: 'must start with sk_test_, sk_live_, rk_test_ or rk_live_',
  STRIPE_PUBLISHABLE_KEY: 'must start with pk_test_ or pk_live_',
  STRIPE_PUBLIC_KEY: 'must start with pk_test_ or pk_live_',
  STRIPE_WEBHOOK_SECRET: 'must be one or more whsec_… secrets, separated by commas',
  INSTANCE_PEERS:
    'must be the INSTANCE_FQDN of the other servers on the account, separated by commas, without https://',
  ALLOWED_ORIGINS: 'must be origins such as https://www.example.com, separated by commas',
  ALLOWED_REDIRECT_ORIGINS: 'must be origins such as https://www.example.com, separated by commas',
  CHECKOUT_TTL_MINUTES: 'must be a whole number from 30 to 1440, the bounds Stripe sets for a session',
  SEAT_HOLD_MINUTES: 'must be a whole number from 30 to 1440, the bounds Stripe sets for a session',
  SUBSCRIPTION_GRACE_DAYS: 'must be a whole number from 0 to 60',
  PLATFORM_FEE_PERCENTAGE: 'must be a percentage from 0 to 100 with at most four decimals, such as 10 or 2.5',
  PLUGIN_FREE_CREDITS: 'must look like article=3,image=5,rewrite=0',
  WHATSAPP_API_BASE: 'must be an address such as https://graph.facebook.com',
  WHATSAPP_TOKEN: 'must be one word without spaces',
  WHATSAPP_PHONE_NUMBER_ID: "must be Meta's id of the sending number, digits alone; it is not the number itself",
  TAX_RATES: 'must look like FR=20,DE=19.5',
  JWT_JWKS_URL: 'must be an https address (http only on this machine), without a user name in it',
  JWT_SECRET: `must be at least ${LEAST_SECRET_BYTES} bytes`,
}

export type StripeMode = 'sandbox' | 'test' | 'live'

export interface Config {
  role: 'all' | 'web' | 'worker'
  port: number
  host: string
  /** The server's own origin, as the outside sees it. */
  baseUrl: string
  /** Where the shop's pages are served. */
  frontUrl: string
  /** Its name on the account, and the names of the others on it. */
  instance: string
  peers: readonly string[]
  trustProxy: string | false
  databaseUrl: string
  databasePool: number
  /** Where carts live; null is beside everything else, in the database. */
  redisUrl: string | null
  logLevel: string
  sweepSeconds: number
  webDist: string | null
  shop: { name: string; currency: string }
  tax: { mode: 'off' | 'inclusive' | 'exclusive' | 'stripe'; ratesBps: Readonly<Record<string, number>> }
  checkout: { ttlMinutes: number; seatHoldMinutes: number }
  /** How long a plan stays open after a failed payment. */
  subscriptions: { graceDays: number }
  stripe: {
    mode: StripeMode
    secretKey: string
    /** The one key that anybody may see; null where none is set beside an account of one's own. */
    publishableKey: string | null
    apiBase: string | null
    webhookSecrets: readonly string[]
  }
  /** What a site's user begins with, by type. */
  plugin: { freeCredits: Readonly<Record<string, number>> }
  /** The shop's share of a sale of a seller's, in millionths. */
  marketplace: { feePpm: number }
  authSecret: string
  /** What secrets are sealed with, 32 bytes each: the first seals, all open. */
  encryptionKeys: readonly Buffer[]
  /** Where webhooks may go although it is no place on the internet: `host` or `host:port`. */
  webhookAllowedHosts: readonly string[]
  rateLimits: RateLimitTable
  /** Whose tokens are taken beside our own; null is nobody's. */
  outsideIssuer: OutsideIssuerConfig | null
  /** Origins whose pages may call this server from a browser, beside its own. */
  allowedOrigins: readonly string[]
  /** Origins to which a checkout may lead back, beside its own. */
  allowedRedirectOrigins: readonly string[]
  storageUrl: string
  mail: { smtpUrl: string; from: string }
  /** Null while it is switched off. */
  whatsapp: WhatsAppConfig | null
}

/** Every fault of the environment, a sentence each. */
export class ConfigError extends Error {
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(faults.join('\n'))
    this.name = 'ConfigError'
    this.faults = faults
  }
}

/** Decides defaults and cross-checks; throws ConfigError with one sentence per fault. */
export function readConfig(env: Env): Config {
  const parsed = Settings.safeParse(env)
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))]
    throw new ConfigError(
      names.map((name) => {
        if (env[name] === undefined) return `${name} is not set: it ${WHY[name] ?? 'is required'}.`
        const issue = parsed.error.issues.find((one) => String(one.path[0]) === name)
        return `${name} is not usable: it ${WHY[name] ?? issue?.message ?? 'has the wrong form'}.`
      }),
    )
  }
  const settings = parsed.data
  const key = settings.STRIPE_SECRET_KEY
  const mode: StripeMode = key === undefined ? 'sandbox' : key.includes('_live_') ? 'live' : 'test'
  const baseUrl = settings.BASE_URL ?? `http://localhost:${settings.PORT}`
  const instance = settings.INSTANCE_FQDN ?? new URL(baseUrl).host
  const faults: string[] = []
  if (mode === 'live') {
    if (settings.STRIPE_WEBHOOK_SECRET.length === 0)
      faults.push('STRIPE_WEBHOOK_SECRET is not set: with a live key every webhook must be verified.')
    if (!baseUrl.startsWith('https://')) faults.push('BASE_URL must be https with a live Stripe key.')
    if (settings.AUTH_SECRET === LOCAL_SECRET)
      faults.push('AUTH_SECRET must be set to a secret of your own with a live Stripe key.')
    if (settings.ENCRYPTION_KEY.length === 0)
      faults.push('ENCRYPTION_KEY is not set: with a live key, secrets are stored sealed with a key of your own.')
  }
  if (mode === 'test' && settings.STRIPE_WEBHOOK_SECRET.length === 0)
    faults.push('STRIPE_WEBHOOK_SECRET is not set: it is on the page of your webhook endpoint at Stripe.')
  if (mode !== 'sandbox' && settings.STRIPE_API_BASE)
    faults.push('STRIPE_API_BASE is only for the sandbox: unset it, or unset STRIPE_SECRET_KEY.')
  if (
    (settings.TAX_MODE === 'inclusive' || settings.TAX_MODE === 'exclusive') &&
    Object.keys(settings.TAX_RATES).length === 0
  )
    faults.push(`TAX_RATES is not set: TAX_MODE=${settings.TAX_MODE} needs a rate per country, such as FR=20,DE=19.`)
  const outsideIssuer = readOutsideIssuer(settings, { baseUrl, authSecret: settings.AUTH_SECRET }, faults)
  const insecure = settings.ALLOWED_REDIRECT_ORIGINS.find((one) => one.startsWith('http:') && !LOOPBACK.test(one))
  if (baseUrl.startsWith('https:') && insecure !== undefined)
    faults.push(`ALLOWED_REDIRECT_ORIGINS is not usable: ${insecure} must be https, as BASE_URL is.`)
  const publicKey = settings.STRIPE_PUBLISHABLE_KEY ?? settings.STRIPE_PUBLIC_KEY
  if (publicKey !== undefined && publicKey.startsWith('pk_live_') !== (mode === 'live'))
    faults.push('STRIPE_PUBLISHABLE_KEY does not belong to STRIPE_SECRET_KEY: both must be live keys, or neither.')
  const apiBase = mode === 'sandbox' ? (settings.STRIPE_API_BASE ?? SANDBOX_BASE) : null
  const whatsapp = readWhatsApp(settings, apiBase, faults)
  if (faults.length > 0) throw new ConfigError(faults)

  return {
    role: settings.ROLE,
    port: settings.PORT,
    host: settings.HOST,
    baseUrl,
    frontUrl: settings.FRONT_URL ?? baseUrl,
    instance,
    // One list may serve all of them.
    peers: settings.INSTANCE_PEERS.filter((peer) => peer !== instance),
    trustProxy: settings.TRUST_PROXY ?? false,
    databaseUrl: settings.DATABASE_URL,
    databasePool: settings.DATABASE_POOL,
    redisUrl: settings.REDIS_URL ?? null,
    logLevel: settings.LOG_LEVEL,
    sweepSeconds: settings.SWEEP_SECONDS,
    webDist: settings.WEB_DIST ?? null,
    shop: { name: settings.SHOP_NAME, currency: settings.SHOP_CURRENCY },
    tax: { mode: settings.TAX_MODE, ratesBps: settings.TAX_RATES },
    subscriptions: { graceDays: settings.SUBSCRIPTION_GRACE_DAYS },
    checkout: { ttlMinutes: settings.CHECKOUT_TTL_MINUTES, seatHoldMinutes: settings.SEAT_HOLD_MINUTES },
    stripe: {
      mode,
      secretKey: key ?? 'sk_test_sandbox',
      publishableKey: publicKey ?? (mode === 'sandbox' ? 'pk_test_sandbox' : null),
      apiBase,
      webhookSecrets: settings.STRIPE_WEBHOOK_SECRET,
    },
    plugin: { freeCredits: settings.PLUGIN_FREE_CREDITS },
    marketplace: { feePpm: settings.PLATFORM_FEE_PERCENTAGE },
    authSecret: settings.AUTH_SECRET,
    encryptionKeys: encryptionKeys(settings.ENCRYPTION_KEY, settings.AUTH_SECRET),
    rateLimits: settings.RATE_LIMITS,
    webhookAllowedHosts: settings.WEBHOOK_ALLOWED_HOSTS,
    outsideIssuer,
    allowedOrigins: settings.ALLOWED_ORIGINS,
    allowedRedirectOrigins: [...settings.ALLOWED_REDIRECT_ORIGINS, ...(mode === 'sandbox' ? EXAMPLE_ORIGINS : [])],
    storageUrl: settings.STORAGE_URL,
    mail: { smtpUrl: settings.SMTP_URL, from: settings.MAIL_FROM },
    whatsapp,
  }
}
