import { API_VERSION } from './api-version.ts'
import { StripeFailure } from './errors.ts'

type Headers = Record<string, string | string[] | undefined>

/** `buyer` is a publishable key: whoever has one sees a page of the shop, and no more. */
export type Caller = 'shop' | 'buyer'

/**
 * Accepts any test-mode secret or restricted key, as Bearer or Basic; throws Stripe's 401 for anything else. Where buyers
 * may call, a test-mode publishable key is taken too, also as the parameter `key`, which is how Stripe.js sends it.
 */
export function authenticate(headers: Headers, buyers?: { keyParam: unknown }): Caller {
  const key = readKey(headers.authorization) ?? publishableParam(buyers?.keyParam)
  if (key === undefined || key === '') {
    throw unauthorized(
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we can help at https://support.stripe.com/.",
    )
  }
  if (buyers && /^pk_test_./.test(key)) return 'buyer'
  if (key.startsWith('pk_') && !buyers) {
    throw unauthorized(
      'This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.',
      'secret_key_required',
    )
  }
  if (!/^(sk|rk)_test_./.test(key)) throw unauthorized(`Invalid API Key provided: ${mask(key)}`)
  return 'shop'
}

function publishableParam(value: unknown): string | undefined {
  return typeof value === 'string' && value.startsWith('pk_') ? value : undefined
}

/** Refuses versions other than the one emulated: their objects have other shapes. */
export function checkVersion(headers: Headers): void {
  const version = headers['stripe-version']
  if (version === undefined || version === API_VERSION) return
  throw new StripeFailure(
    400,
    {
      type: 'invalid_request_error',
      message: `Invalid Stripe API version: ${String(version)}. This sandbox answers in the version ${API_VERSION} alone.`,
    },
    { isValidation: true },
  )
}

function readKey(header: string | string[] | undefined): string | undefined {
  if (typeof header !== 'string') return undefined
  const [scheme, credentials] = header.split(' ', 2)
  if (credentials === undefined) return undefined
  if (scheme?.toLowerCase() === 'bearer') return credentials
  if (scheme?.toLowerCase() === 'basic') return Buffer.from(credentials, 'base64').toString().split(':', 1)[0]
  return undefined
}

function unauthorized(message: string, code?: string): StripeFailure {
  return new StripeFailure(
    401,
    { type: 'invalid_request_error', message, ...(code === undefined ? {} : { code }) },
    { isValidation: true, headers: { 'www-authenticate': 'Basic realm="Stripe"' } },
  )
}

function mask(key: string): string {
  const start = /^(sk|rk|pk)_(test|live)_/.exec(key)?.[0] ?? ''
  return `${start}${'*'.repeat(Math.max(key.length - start.length - 4, 4))}${key.slice(-4)}`
}
