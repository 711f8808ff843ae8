import Stripe from 'stripe'
import { type RunningSandbox, type SandboxOptions, startSandbox } from '../../src/app.ts'

export type TestSandbox = RunningSandbox & {
  stripe: Stripe
  /** Calls the control API and answers its JSON; throws on an answer that is not 2xx. */
  control<T = unknown>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<T>
  /** A form-encoded request as any client could send it, without the SDK. */
  raw(method: string, path: string, options?: { body?: string; headers?: Record<string, string> }): Promise<RawAnswer>
}

export type RawAnswer = { status: number; headers: Headers; body: Record<string, unknown> }

export const API_KEY = 'sk_test_sandbox'
export const PUBLISHABLE_KEY = 'pk_test_sandbox'

/** A sandbox of its own in memory, with the official SDK pointed at it. Retries are off unless asked for. */
export async function startTestSandbox(
  options: Partial<SandboxOptions> & { retries?: number } = {},
): Promise<TestSandbox> {
  const { retries = 0, ...rest } = options
  const running = await startSandbox({ port: 0, smtpPort: 0, dataDir: null, logLevel: 'silent', ...rest })
  const { hostname, port } = new URL(running.url)
  const stripe = new Stripe(API_KEY, {
    host: hostname,
    port,
    protocol: 'http',
    maxNetworkRetries: retries,
    telemetry: false,
  })
  return {
    ...running,
    stripe,
    async control(method, path, body) {
      const response = await fetch(`${running.url}/_sandbox/${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      })
      const text = await response.text()
      if (!response.ok) throw new Error(`${method} /_sandbox/${path}: ${response.status} ${text}`)
      return JSON.parse(text)
    },
    async raw(method, path, { body, headers } = {}) {
      const response = await fetch(`${running.url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${API_KEY}`,
          ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body }),
      })
      const text = await response.text()
      return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) }
    },
  }
}
