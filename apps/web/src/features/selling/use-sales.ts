import { useInfiniteQuery } from '@tanstack/react-query'
import { getQueryKey } from '@trpc/react-query'
import { trpc, trpcClient } from '../../lib/trpc.ts'

/**
 * The seller's own sales, a page at a time.
 * @NOTE tRPC's own infinite query sends a `direction` with each page, which the shop refuses as an unknown field.
 */
export function useSales() {
  const pages = useInfiniteQuery({
    queryKey: getQueryKey(trpc.seller.sales, {}, 'infinite'),
    queryFn: ({ pageParam, signal }) =>
      trpcClient.seller.sales.query(pageParam === '' ? {} : { cursor: pageParam }, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  })
  return { ...pages, sales: pages.data?.pages.flatMap((page) => page.items) ?? [] }
}
