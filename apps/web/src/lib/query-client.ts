import { QueryClient } from '@tanstack/react-query'
import { readFailure, type ScreenFailureKind } from './failure.ts'

/** Worth asking again by itself: nobody answered, or what answered was broken. The rest is an answer. */
const PASSING: ReadonlySet<ScreenFailureKind> = new Set(['offline', 'internal', 'provider-unavailable'])

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (count, error) => count < 2 && PASSING.has(readFailure(error).kind),
      retryDelay: (count) => 400 * 2 ** count,
      // Asked even when the browser thinks it is offline, so that the page says so instead of waiting without a word.
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
})
