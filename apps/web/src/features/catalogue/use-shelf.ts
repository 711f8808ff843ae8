import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { trpc } from '../../lib/trpc.ts'
import { type CatalogueSearch, PAGE_SIZE, toListInput } from './catalogue-search.ts'

/**
 * The shelf an address describes, opened as many pages far as it says.
 * @NOTE tRPC's own infinite query sends a `direction` with each page, which the shop refuses as an unknown field.
 */
export function useShelf(search: CatalogueSearch) {
  const { client } = trpc.useUtils()
  const input = { ...toListInput(search), limit: PAGE_SIZE }
  const shelf = useInfiniteQuery({
    queryKey: ['shelf', input],
    queryFn: ({ pageParam, signal }) =>
      client.catalogue.list.query({ ...input, ...(pageParam && { cursor: pageParam }) }, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  })
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = shelf
  const wanted = search.pages ?? 1
  const open = data?.pages.length ?? 0
  useEffect(() => {
    if (open > 0 && open < wanted && hasNextPage && !isFetching && !isError) void fetchNextPage()
  }, [open, wanted, hasNextPage, isFetching, isError, fetchNextPage])
  return { ...shelf, products: data?.pages.flatMap((page) => page.items) }
}
