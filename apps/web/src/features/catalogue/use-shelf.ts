import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { trpcClient } from '../../lib/trpc.ts'
import { type CatalogueSearch, PAGE_SIZE, toListInput } from './catalogue-search.ts'

/**
 * The question behind a shelf, for the page and for asking ahead of it.
 * @NOTE tRPC's own infinite query sends a `direction` with each page, which the shop refuses as an unknown field.
 */
export function shelfQuery(search: CatalogueSearch) {
  const input = { ...toListInput(search), limit: PAGE_SIZE }
  return infiniteQueryOptions({
    queryKey: ['shelf', input],
    queryFn: ({ pageParam, signal }) =>
      trpcClient.catalogue.list.query({ ...input, ...(pageParam && { cursor: pageParam }) }, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  })
}

/** The shelf an address describes, opened as many pages far as it says. */
export function useShelf(search: CatalogueSearch) {
  const shelf = useInfiniteQuery({ ...shelfQuery(search), placeholderData: keepPreviousData })
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = shelf
  const wanted = search.pages ?? 1
  const open = data?.pages.length ?? 0
  useEffect(() => {
    if (open > 0 && open < wanted && hasNextPage && !isFetching && !isError) void fetchNextPage()
  }, [open, wanted, hasNextPage, isFetching, isError, fetchNextPage])
  return { ...shelf, products: data?.pages.flatMap((page) => page.items) }
}
