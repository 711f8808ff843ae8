import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { getQueryKey } from '@trpc/react-query'
import { trpc, trpcClient } from '../../lib/trpc.ts'
import type { CreditsSearch } from './credits-search.ts'

/**
 * The reader's statement, a page at a time; while another filter is asked for, what stood there stays.
 * @NOTE tRPC's own infinite query sends a `direction` with each page, which the shop refuses as an unknown field.
 */
export function useStatement({ type, kind }: CreditsSearch) {
  const input = { ...(type && { creditType: type }), ...(kind && { kind }) }
  const pages = useInfiniteQuery({
    queryKey: getQueryKey(trpc.credits.statement, input, 'infinite'),
    queryFn: ({ pageParam, signal }) =>
      trpcClient.credits.statement.query({ ...input, ...(pageParam !== '' && { cursor: pageParam }) }, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  })
  return { ...pages, entries: pages.data?.pages.flatMap((page) => page.items) ?? [] }
}
