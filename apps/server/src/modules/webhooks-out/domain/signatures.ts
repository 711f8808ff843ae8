import { createHmac, randomBytes } from 'node:crypto'

const PREFIX = 'whsec_'
const KEY_BYTES = 32

export const newSecret = (): string => PREFIX + randomBytes(KEY_BYTES).toString('base64')

/** The bytes that an endpoint's secret stands for. */
export const keyOfSecret = (secret: string): Buffer => Buffer.from(secret.slice(PREFIX.length), 'base64')

/**
 * The headers of Standard Webhooks. @param keys each signs, so that a receiver that knows one of them is content
 * @param timestamp seconds since the epoch, of this attempt
 */
export function standardHeaders(
  { id, timestamp, body }: { id: string; timestamp: number; body: string },
  keys: readonly Buffer[],
): Record<string, string> {
  const signed = `${id}.${timestamp}.${body}`
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': keys.map((key) => `v1,${createHmac('sha256', key).update(signed).digest('base64')}`).join(' '),
  }
}

/** What the WordPress plugin checks: bare lower-case hex, over the bytes of the body, with the secret's characters as they are. */
export const pluginHeaders = (body: string, secret: string): Record<string, string> => ({
  'x-rakubun-signature': createHmac('sha256', secret).update(body).digest('hex'),
})
