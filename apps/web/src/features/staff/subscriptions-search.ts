import type { SubscriptionStatus } from '@cashwrap/shared/contracts/subscriptions'
import type { StatusTone } from '../../components/status-word.tsx'

/** What the address of the subscriptions says: `/staff/subscriptions?search=sub_…&status=past_due&cursor=…`. */
export interface SubscriptionsSearch {
  search?: string
  status?: SubscriptionStatus
  cursor?: string
}

/** Stripe's statuses in words for the desk, in the order of the filter. */
export const STATUS_WORDS = {
  active: { word: 'Active', tone: 'good' },
  trialing: { word: 'On trial', tone: 'good' },
  past_due: { word: 'Past due', tone: 'bad' },
  unpaid: { word: 'Unpaid', tone: 'bad' },
  paused: { word: 'Paused', tone: 'waiting' },
  incomplete: { word: 'Incomplete', tone: 'waiting' },
  incomplete_expired: { word: 'Never completed', tone: 'neutral' },
  canceled: { word: 'Ended', tone: 'neutral' },
} as const satisfies Record<SubscriptionStatus, { word: string; tone: StatusTone }>

const isStatus = (value: unknown): value is SubscriptionStatus =>
  typeof value === 'string' && Object.hasOwn(STATUS_WORDS, value)

export const STATUSES = Object.keys(STATUS_WORDS).filter(isStatus)

/** Keeps what is meant and drops the rest: an address is never wrong. */
export function readSubscriptionsSearch(raw: Record<string, unknown>): SubscriptionsSearch {
  const search = String(raw['search'] ?? '')
    .slice(0, 120)
    .trim()
  const cursor = String(raw['cursor'] ?? '').slice(0, 200)
  const { status } = raw
  return { ...(search && { search }), ...(isStatus(status) && { status }), ...(cursor && { cursor }) }
}
