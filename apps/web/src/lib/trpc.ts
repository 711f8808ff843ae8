import type { AppRouter } from '@cashwrap/server/trpc'
import { httpBatchLink, httpLink, httpSubscriptionLink, splitLink } from '@trpc/client'
import { createTRPCQueryUtils, createTRPCReact } from '@trpc/react-query'
import { queryClient } from './query-client.ts'

export const trpc = createTRPCReact<AppRouter>()

/** One key per attempt: a caller that repeats itself passes the same one in `context`, and is sent alone. */
const keyOf = (context: Record<string, unknown>): string | undefined => {
  const key = context.idempotencyKey
  return typeof key === 'string' ? key : undefined
}

export const trpcClient = trpc.createClient({
  links: [
    splitLink({
      condition: (operation) => operation.type === 'subscription',
      true: httpSubscriptionLink({ url: '/trpc' }),
      false: splitLink({
        condition: (operation) => keyOf(operation.context) !== undefined,
        true: httpLink({ url: '/trpc', headers: ({ op }) => ({ 'idempotency-key': keyOf(op.context) }) }),
        false: httpBatchLink({ url: '/trpc', maxURLLength: 4000 }),
      }),
    }),
  ],
})

/** For loaders and mutations outside of a component: the same cache as the hooks. */
export const trpcUtils = createTRPCQueryUtils<AppRouter>({ queryClient, client: trpcClient })
