import { isEnded, type SubscriptionStatus } from '@cashwrap/shared/contracts/subscriptions'
import { addDays } from '@cashwrap/shared/time'

/** A subscription as it is known, before and after a look at the provider. */
export interface Known {
  status: SubscriptionStatus
  priceId: string
  isTrial: boolean
  trialEndsAt: Date | null
  cancelAt: Date | null
  pausedAt: Date | null
  paidUntil: Date | null
  hasAccess: boolean
}

/**
 * What happened between two looks, the most telling first:
 * - `renewed`: a further period is paid for; what was owed before is `recovered` instead
 * - `access-ended`: it goes on at the provider and opens nothing any more
 * - `ended`: it is over; `wasPlanned` where its end had been announced
 */
export type News =
  | { kind: 'trial-ending'; endsAt: Date }
  | { kind: 'plan-changed' }
  | { kind: 'renewed' }
  | { kind: 'recovered' }
  | { kind: 'cancel-planned'; endsAt: Date }
  | { kind: 'cancel-undone' }
  | { kind: 'paused' }
  | { kind: 'resumed' }
  | { kind: 'access-ended'; reason: 'unpaid' | 'paused' }
  | { kind: 'ended'; reason: 'canceled' | 'unpaid'; wasPlanned: boolean }

/** How long before its end a trial is spoken of. */
export const TRIAL_NEWS_DAYS = 3

const isOwing = (status: SubscriptionStatus) => status === 'past_due' || status === 'unpaid'

/** Pure: the same two states tell the same. A `trial-ending` is told at every look in its days; whoever sends it sends it once. */
export function newsOf(before: Known, after: Known, now: Date): News[] {
  if (isEnded(after.status)) {
    if (isEnded(before.status)) return []
    const reason = isOwing(before.status) || before.status === 'incomplete' ? 'unpaid' : 'canceled'
    return [{ kind: 'ended', reason, wasPlanned: before.cancelAt !== null }]
  }
  const news: News[] = []
  if (before.priceId !== after.priceId) news.push({ kind: 'plan-changed' })
  if (isOwing(before.status) && (after.status === 'active' || after.status === 'trialing'))
    news.push({ kind: 'recovered' })
  else if (before.paidUntil !== null && after.paidUntil !== null && before.paidUntil < after.paidUntil)
    news.push({ kind: 'renewed' })
  if (before.cancelAt === null && after.cancelAt !== null) news.push({ kind: 'cancel-planned', endsAt: after.cancelAt })
  if (before.cancelAt !== null && after.cancelAt === null) news.push({ kind: 'cancel-undone' })
  if (before.pausedAt === null && after.pausedAt !== null) news.push({ kind: 'paused' })
  if (before.pausedAt !== null && after.pausedAt === null) news.push({ kind: 'resumed' })
  if (before.hasAccess && !after.hasAccess)
    news.push({ kind: 'access-ended', reason: after.pausedAt === null ? 'unpaid' : 'paused' })
  const { trialEndsAt } = after
  const isTrialEnding = after.isTrial && after.status === 'trialing' && after.cancelAt === null && trialEndsAt !== null
  if (isTrialEnding && addDays(trialEndsAt, -TRIAL_NEWS_DAYS) <= now && now < trialEndsAt)
    news.push({ kind: 'trial-ending', endsAt: trialEndsAt })
  return news
}
