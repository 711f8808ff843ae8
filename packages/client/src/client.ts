import type { AppRouter } from '@cashwrap/server/trpc'
import {
  createTRPCClient,
  getFetch,
  httpBatchLink,
  httpLink,
  httpSubscriptionLink,
  splitLink,
  type TRPCClient,
} from '@trpc/client'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'
import { EventSource } from 'eventsource'

export type { Failure, FailureKind, FailureOf } from '@cashwrap/shared/contracts/failures'
export { failureOf } from './failure-of.ts'
export { keepCookies } from './keep-cookies.ts'

export type CashwrapClient = TRPCClient<AppRouter>
/** What each call takes and gives, by name: `CashwrapInputs['checkout']['start']`. */
export type CashwrapInputs = inferRouterInputs<AppRouter>
export type CashwrapOutputs = inferRouterOutputs<AppRouter>

export interface CashwrapClientOptions {
  /** The shop's address, such as `https://shop.example.com`. */
  url: string
  /** Sent with every call. */
  headers?: Record<string, string> | (() => Record<string, string>)
  /** Used for every call and every live connection; the runtime's own by default. */
  fetch?: typeof globalThis.fetch
}

/** A proxy in between may refuse longer addresses; what does not fit is sent in several. */
const LONGEST_URL = 4000

/**
 * A typed client of one shop. Calls made in the same moment travel as one request; one with an `idempotencyKey` in its context
 * travels alone, with that key as its `Idempotency-Key`. Subscriptions reconnect by themselves.
 */
export function createCashwrapClient({
  url,
  headers = {},
  fetch = globalThis.fetch,
}: CashwrapClientOptions): CashwrapClient {
  const endpoint = new URL('/trpc', url).href
  const ofCaller = () => (typeof headers === 'function' ? headers() : headers)
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: httpSubscriptionLink({
          url: endpoint,
          // Node has no EventSource of its own, and a browser's takes neither headers nor a fetch.
          EventSource,
          eventSourceOptions: {
            fetch: (target, init) => fetch(target, { ...init, headers: { ...init.headers, ...ofCaller() } }),
          },
        }),
        false: splitLink({
          condition: (operation) => keyIn(operation.context) !== undefined,
          true: httpLink({
            url: endpoint,
            fetch: getFetch(fetch),
            headers: ({ op }) => ({ ...ofCaller(), 'idempotency-key': keyIn(op.context) }),
          }),
          false: httpBatchLink({ url: endpoint, fetch: getFetch(fetch), headers: ofCaller, maxURLLength: LONGEST_URL }),
        }),
      }),
    ],
  })
}

function keyIn({ idempotencyKey }: Record<string, unknown>): string | undefined {
  return typeof idempotencyKey === 'string' ? idempotencyKey : undefined
}
