import { createHmac } from 'node:crypto'

/**
 * The `Stripe-Signature` header of a body: the time in wall-clock seconds and one `v1` per secret in force.
 * Each attempt is signed anew.
 */
export function signPayload(body: string, secrets: readonly string[], timestamp: number): string {
  const signatures = secrets.map(
    (secret) => `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`,
  )
  return [`t=${timestamp}`, ...signatures].join(',')
}
