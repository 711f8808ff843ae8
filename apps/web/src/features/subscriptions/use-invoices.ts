import type { Subscription } from '@cashwrap/shared/contracts/subscriptions'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getQueryKey } from '@trpc/react-query'
import { trpc, trpcClient } from '../../lib/trpc.ts'

/**
 * A subscription's invoices, newest first, a page at a time.
 * @NOTE tRPC's own infinite query sends a `direction` with each page, which the shop refuses as an unknown field.
 */
export function useInvoices(subscriptionId: Subscription['id']) {
  const pages = useInfiniteQuery({
    queryKey: getQueryKey(trpc.subscriptions.invoices, { subscriptionId }, 'infinite'),
    queryFn: ({ pageParam, signal }) =>
      trpcClient.subscriptions.invoices.query(
        { subscriptionId, ...(pageParam !== '' && { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  })
  return { ...pages, invoices: pages.data?.pages.flatMap((page) => page.items) ?? [] }
}
