import type { Example } from '../../http/openapi/route-docs.ts'

/** What differs from run to run, in its form. */
export const INSTANCE_ID = '5b0f2a8e-0c5d-4a57-9a3e-0f6f0a6f2b11'
export const API_TOKEN = 'rk_live_3f9c1d52e80b47a6b1c0d9e8f7a6b5c43f9c1d52e80b47a6b1c0d9e8f7a6b5c4'
export const WEBHOOK_SECRET = 'whs_8d1e6f0a2b3c4d5e6f708192a3b4c5d68d1e6f0a2b3c4d5e6f708192a3b4c5d6'
export const SESSION_ID = 'cs_test_a1B2c3D4'
export const INTENT_ID = 'pi_9Zx8Yw7Vu6'
export const TRANSACTION_ID = 'txn_019c2f3a7b1e7c4d8e5f6a7b8c9d0e1f'
export const SITE_URL = 'https://shop.example'
export const EMAIL = 'ann+blog@shop.example'
/** A key with enough random bits for callers who show nothing else. */
export const STRONG_KEY = '0f8a41c2d97b4e63a5c1f7d2e9b8046c'

const credentials = { authorization: `Bearer ${API_TOKEN}`, 'x-instance-id': INSTANCE_ID }
type Request = Example['request']

const call = (method: Request['method'], path: string, body?: object): Request => ({
  method,
  path: `/api/v1${path}`,
  ...(body && { body }),
})
export const anyone = {
  get: (path: string) => call('GET', path),
  post: (path: string, body: object) => call('POST', path, body),
}
const bySite = (method: Request['method'], path: string, body?: object): Request => ({
  ...call(method, path, body),
  headers: credentials,
})
export const site = {
  get: (path: string) => bySite('GET', path),
  post: (path: string, body: object) => bySite('POST', path, body),
  put: (path: string, body: object) => bySite('PUT', path, body),
}

export const withHeaders = (request: Request, headers: Readonly<Record<string, string>>): Request => ({
  ...request,
  headers: { ...request.headers, ...headers },
})
/** The same with a body that is none. */
export const broken = ({ body: _, ...request }: Request): Request => ({ ...request, text: '{"user_id": 7,' })

export const done = (fields: object): Example['answer'] => ({ status: 200, body: { success: true, ...fields } })
export const refused = (status: number, error: string, message: string, more: object = {}): Example['answer'] => ({
  status,
  body: { success: false, error, message, ...more },
})
export const missing = (...fields: string[]): Example['answer'] =>
  refused(400, 'invalid_request', `Missing required fields: ${fields.join(', ')}`)
export const unusable = (...fields: string[]): Example['answer'] =>
  refused(400, 'invalid_request', `Not usable fields: ${fields.join(', ')}`)
export const UNREADABLE = refused(400, 'invalid_request', 'The request could not be read. Nothing was changed.')
export const KEY_REUSED = refused(422, 'idempotency_key_reused', 'This Idempotency-Key was used for another request.')
export const KEY_IN_PROGRESS = refused(
  409,
  'idempotency_key_in_progress',
  'The request with this Idempotency-Key is still running.',
)
export const UNAUTHORIZED = refused(401, 'unauthorized', 'Invalid API token or instance ID')
export const DISABLED = refused(403, 'site_disabled', 'This site has been disabled')
export const TOO_MANY = refused(429, 'rate_limit_exceeded', 'Too many requests. Try again later.')
