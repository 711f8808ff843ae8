import { useInfiniteQuery } from '@tanstack/react-query'
import { getQueryKey } from '@trpc/react-query'
import { trpc, trpcClient } from '../../lib/trpc.ts'

/**
 * The account's orders, a page at a time.
 * @NOTE tRPC's own infinite query sends a `direction` with each page, which the shop refuses as an unknown field.
 */
export function useOrders() {
  const pages = useInfiniteQuery({
    queryKey: getQueryKey(trpc.orders.list, {}, 'infinite'),
    queryFn: ({ pageParam, signal }) =>
      trpcClient.orders.list.query(pageParam === '' ? {} : { cursor: pageParam }, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  })
  return { ...pages, orders: pages.data?.pages.flatMap((page) => page.items) ?? [] }
}
