import type { Call } from '../context.ts'
import type { SubscriptionObject } from '../state/billing-types.ts'
import type { EventObject } from '../state/object-types.ts'
import { changesOf } from '../webhooks/changes.ts'
import { emit } from '../webhooks/emit.ts'
import type { Period } from './cycle.ts'
import { onClockOf } from './on-clock.ts'

const DAY_SECONDS = 24 * 3600
const TRIAL_NOTICE_SECONDS = 3 * DAY_SECONDS
/** How long the first payment may take. */
const INCOMPLETE_SECONDS = 23 * 3600

export const ENDED_STATUSES: readonly SubscriptionObject['status'][] = ['canceled', 'incomplete_expired']

/** Stores a subscription as it is after a change, tells of it if anything is different, and sets what is due next. */
export function saveSubscription(call: Call, after: SubscriptionObject): SubscriptionObject {
  const before = call.store.get('subscription', after.id)
  const changes = before ? changesOf(before, after) : {}
  if (Object.keys(changes).length === 0) return after
  call.store.put('subscription', after, call.account)
  setTimers(call, after)
  emit(call, 'customer.subscription.updated', after, changes)
  return after
}

/** The same for a change that has an event of its own. */
export function saveSubscriptionAs(
  call: Call,
  type: EventObject['type'],
  after: SubscriptionObject,
): SubscriptionObject {
  call.store.put('subscription', after, call.account)
  setTimers(call, after)
  emit(call, type, after)
  return after
}

/** The period that runs. Items share one rhythm, and so one period. */
export function periodOf(subscription: SubscriptionObject): Period {
  const item = subscription.items.data[0]
  if (!item) throw new Error(`The subscription ${subscription.id} has no items.`)
  return { start: item.current_period_start, end: item.current_period_end }
}

/** A subscription whose items all have this period. */
export function withPeriod(subscription: SubscriptionObject, period: Period): SubscriptionObject {
  const data = subscription.items.data.map((item) => ({
    ...item,
    current_period_end: period.end,
    current_period_start: period.start,
  }))
  return { ...subscription, items: { ...subscription.items, data } }
}

/** Sets the timers that this state of a subscription wants, and clears the others. */
export function setTimers(call: Call, subscription: SubscriptionObject): void {
  if (!call.isRehearsal) onClockOf(call, subscription, () => setOnClock(call, subscription))
}

function setOnClock(call: Call, subscription: SubscriptionObject): void {
  const { id, status } = subscription
  const { timers, clock } = call.sandbox
  const set = (kind: Parameters<typeof timers.set>[0], due: number | null) => {
    if (due === null) timers.clear(kind, id)
    else timers.set(kind, id, due)
  }
  const isRunning = status !== 'incomplete' && status !== 'paused' && !ENDED_STATUSES.includes(status)
  const { end } = periodOf(subscription)
  const cancelsEarlier = subscription.cancel_at !== null && subscription.cancel_at < end
  const notice = subscription.trial_end === null ? null : subscription.trial_end - TRIAL_NOTICE_SECONDS
  set('renew_subscription', isRunning ? end : null)
  set('cancel_subscription', isRunning && cancelsEarlier ? subscription.cancel_at : null)
  set('expire_subscription', status === 'incomplete' ? subscription.created + INCOMPLETE_SECONDS : null)
  set('announce_trial_end', status === 'trialing' && notice !== null && notice > clock.now() ? notice : null)
  set('resume_collection', isRunning ? (subscription.pause_collection?.resumes_at ?? null) : null)
}

/** Whether a trial is so short that its end is announced when it begins. */
export function endsSoon(call: Call, subscription: SubscriptionObject): boolean {
  if (subscription.status !== 'trialing' || subscription.trial_end === null) return false
  return subscription.trial_end - TRIAL_NOTICE_SECONDS <= call.sandbox.clock.now()
}
