import type { SellerAccount } from '@cashwrap/shared/contracts/seller'
import type { SellingSearch } from './selling-search.ts'

type Account = NonNullable<SellerAccount>

/**
 * - `not-started`: nothing at the provider yet
 * - `asking`: just back from the provider, whose word on it has not come
 * - `due`: the provider asks for something before it takes money
 * - `checking`: everything was given, the provider looks at it
 * - `held`: sales can be paid, payouts wait for something
 * - `ready`
 */
export type SetupState = 'not-started' | 'asking' | 'due' | 'checking' | 'held' | 'ready'

interface Heard {
  onboarding: SellingSearch['onboarding']
  /** Something about the account has changed since the seller came back. */
  hasChanged: boolean
  /** So long ago that what is known is all there is to say. */
  hasWaited: boolean
}

/** Where a seller's account stands. What was known before the provider was visited is not passed off as its answer. */
export function setupState(account: Account, { onboarding, hasChanged, hasWaited }: Heard): SetupState {
  if (account.status === 'ready') return account.payoutsEnabled ? 'ready' : 'held'
  if (account.status === 'not-started') return 'not-started'
  if (onboarding === 'done' && !hasChanged && !hasWaited) return 'asking'
  return account.detailsSubmitted && account.requirementsDue.length === 0 ? 'checking' : 'due'
}

const SOON_MS = 2_000
const LATER_MS = 15_000

/** How often to look again by itself, in milliseconds; false when nothing is awaited. */
export function lookAgainAfter(state: SetupState, onboarding: SellingSearch['onboarding']): number | false {
  if (state === 'asking') return SOON_MS
  if (state === 'checking' || state === 'held') return LATER_MS
  return state === 'due' && onboarding === 'done' ? LATER_MS : false
}
