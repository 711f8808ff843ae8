import { request as httpRequest } from 'node:http'

const TIME_LIMIT_MS = 15_000
const MAX_REDIRECTS = 5

export interface Sent {
  method: 'GET' | 'POST'
  /** The whole address, written as WordPress would write it. */
  address: string
  headers: Readonly<Record<string, string>>
  /** Null is no body at all. */
  body: string | null
}

export interface Received {
  status: number
  text: string
  /** How often it was sent elsewhere on the way. */
  redirects: number
}

/**
 * One request as WordPress makes it: what stands behind a `#` stays at home and nothing else of the address is touched, the
 * connection is closed, redirects are followed and may turn a POST into a GET, and nothing is tried twice. Null where no answer
 * comes in time.
 */
export async function wordpressRequest(sent: Sent, redirects = 0): Promise<Received | null> {
  const answered = await once(sent).catch(() => null)
  if (answered === null) return null
  const { status, text, location } = answered
  if (status < 300 || status > 399 || location === undefined || redirects === MAX_REDIRECTS)
    return { status, text, redirects }
  const next = { ...sent, address: new URL(location, sent.address).href }
  return wordpressRequest(status < 307 ? { ...next, method: 'GET', body: null } : next, redirects + 1)
}

function once({ method, address, headers, body }: Sent) {
  const [, host = '', port = '80', path = '/'] = /^http:\/\/([^/:?#]+)(?::(\d+))?([^#]*)/.exec(address) ?? []
  return new Promise<{ status: number; text: string; location: string | undefined }>((resolve, reject) => {
    const signal = AbortSignal.timeout(TIME_LIMIT_MS)
    const asked = httpRequest({
      host,
      port,
      path,
      method,
      signal,
      agent: false,
      headers: {
        Host: `${host}:${port}`,
        Accept: '*/*',
        'Accept-Encoding': 'deflate, gzip, br',
        Referer: address,
        Connection: 'close',
        ...headers,
        ...(body !== null && { 'Content-Length': Buffer.byteLength(body) }),
      },
    })
    asked.on('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          text: Buffer.concat(chunks).toString('utf8'),
          location: response.headers.location,
        }),
      )
    })
    asked.on('error', reject)
    asked.end(body ?? undefined)
  })
}

/** JSON as PHP writes it. */
export const phpJson = (value: unknown): string =>
  JSON.stringify(value)
    .replaceAll('/', '\\/')
    .replace(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** What PHP makes of an answer: fields by name, or nothing of what is no JSON object. */
export function phpFields(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject && Object.keys(value).length > 0 ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** Whether PHP takes it for something: `'0'`, `0`, empty texts, lists and objects are nothing. */
export const isTruthy = (value: unknown): boolean =>
  typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : value !== '0' && Boolean(value)

/** PHP's `intval` of what JSON can hold. */
export const intval = (value: unknown): number =>
  typeof value === 'number' ? Math.trunc(value) : Number.parseInt(String(value), 10) || 0
