import type { SellerAccount } from '@cashwrap/shared/contracts/seller'
import { useRef } from 'react'
import { trpc } from '../../lib/trpc.ts'
import { useWaited } from '../../lib/use-waited.ts'
import type { SellingSearch } from './selling-search.ts'
import { lookAgainAfter, type SetupState, setupState } from './setup-state.ts'

/** How long the provider's word is waited for before what is known is shown as it is. */
const PATIENCE_MS = 10_000

/**
 * The seller's account and where its setup stands, looked at again by itself while the provider's word is awaited. `account`
 * is null for somebody who does not sell, undefined while it loads.
 */
export function useSellerAccount(onboarding?: SellingSearch['onboarding']) {
  const hasWaited = useWaited(onboarding === 'done', PATIENCE_MS)
  const first = useRef<unknown>(undefined)
  const stateOf = (account: SellerAccount | undefined): SetupState | undefined => {
    if (!account) return undefined
    first.current ??= account
    // The cache keeps the same object as long as its content is the same.
    return setupState(account, { onboarding, hasChanged: account !== first.current, hasWaited })
  }
  const query = trpc.seller.account.useQuery(undefined, {
    // What was known before the visit at the provider is not taken for its answer.
    ...(onboarding !== undefined && { refetchOnMount: 'always' as const }),
    refetchInterval: ({ state }) => {
      const now = stateOf(state.data)
      return now ? lookAgainAfter(now, onboarding) : false
    },
  })
  return { query, account: query.data, state: stateOf(query.data), hasWaited }
}
