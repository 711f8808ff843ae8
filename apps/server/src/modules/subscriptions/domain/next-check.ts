import { isEnded, type SubscriptionStatus } from '@cashwrap/shared/contracts/subscriptions'
import { addDays, addMinutes, addSeconds } from '@cashwrap/shared/time'
import { TRIAL_NEWS_DAYS } from './news.ts'

/** The provider takes about an hour from the end of a period to charging the next one. */
const CHARGED_AFTER_MINUTES = 75
/** How long one that owes money is left alone. */
const OWING_HOURS = 6
const LONGEST_DAYS = 3

/** When to look at a subscription again if no event makes anybody look before; null for one that is over. */
export function nextCheck(
  facts: {
    status: SubscriptionStatus
    isDuplicate: boolean
    periodEndsAt: Date
    trialEndsAt: Date | null
    accessEndsAt: Date | null
    resumesAt: Date | null
  },
  now: Date,
): Date | null {
  if (isEnded(facts.status)) return null
  if (facts.isDuplicate) return addMinutes(now, 5)
  const moments = [
    addMinutes(facts.periodEndsAt, CHARGED_AFTER_MINUTES),
    facts.accessEndsAt && addSeconds(facts.accessEndsAt, 1),
    facts.resumesAt && addMinutes(facts.resumesAt, 1),
    facts.trialEndsAt && addDays(facts.trialEndsAt, -TRIAL_NEWS_DAYS),
    facts.status === 'past_due' ? addMinutes(now, OWING_HOURS * 60) : null,
    addDays(now, LONGEST_DAYS),
  ]
  const coming = moments.flatMap((moment) => (moment !== null && moment > now ? [moment.getTime()] : []))
  return new Date(Math.min(...coming))
}
