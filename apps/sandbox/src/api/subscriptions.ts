import { z } from 'zod'
import { cancelSubscription } from '../billing/cancel-subscription.ts'
import { onClockOf, onClockOfCustomer } from '../billing/on-clock.ts'
import { resumeSubscription } from '../billing/resume-subscription.ts'
import { ENDED_STATUSES, periodOf } from '../billing/save-subscription.ts'
import type { Call } from '../context.ts'
import type { SubscriptionObject } from '../state/billing-types.ts'
import { type Endpoint, endpoint, pathId } from '../wire/endpoint.ts'
import { invalidRequest, noSuch } from '../wire/errors.ts'
import { findByPath } from '../wire/find.ts'
import { answerList } from '../wire/pagination.ts'
import * as params from '../wire/params.ts'
import { createSubscription } from './create-subscription.ts'
import {
  CancelSubscription,
  CreateSubscription,
  ListSubscriptions,
  ResumeSubscription,
  UpdateSubscription,
} from './subscription-params.ts'
import { readDetails, updateSubscription } from './update-subscription.ts'

const ExpandOnly = z.strictObject({ expand: params.expand() })

export const subscriptionEndpoints: readonly Endpoint[] = [
  endpoint('POST', '/v1/subscriptions', CreateSubscription, (call, given) =>
    onClockOfCustomer(call, given.customer, () => createSubscription(call, given)),
  ),

  endpoint('GET', '/v1/subscriptions/:id', ExpandOnly, (call, _given, path) => requireSubscription(call, pathId(path))),

  endpoint('POST', '/v1/subscriptions/:id', UpdateSubscription, (call, given, path) => {
    const before = requireSubscription(call, pathId(path))
    return onClockOf(call, before, () => updateSubscription(call, before, given))
  }),

  endpoint('DELETE', '/v1/subscriptions/:id', CancelSubscription, (call, given, path) => {
    const before = requireSubscription(call, pathId(path))
    // What is over is not there to be canceled again.
    if (ENDED_STATUSES.includes(before.status)) throw noSuch('subscription', before.id, 'id', 404)
    const said = { ...before.cancellation_details, ...readDetails(before, given.cancellation_details) }
    const details = { feedback_option: null, reason: null, ...said }
    return onClockOf(
      call,
      before,
      () =>
        cancelSubscription(
          call,
          { ...before, cancellation_details: details },
          { prorates: given.prorate ?? false, invoicesNow: given.invoice_now ?? false },
        ).subscription,
    )
  }),

  endpoint('POST', '/v1/subscriptions/:id/resume', ResumeSubscription, (call, given, path) => {
    const before = requireSubscription(call, pathId(path))
    if (before.status !== 'paused') {
      throw invalidRequest(
        `Only subscriptions with a status of \`paused\` can be resumed. This subscription has a status of \`${before.status}\`.`,
      )
    }
    return onClockOf(call, before, () =>
      resumeSubscription(call, before, given.billing_cycle_anchor?.type === 'unchanged'),
    )
  }),

  endpoint('GET', '/v1/subscriptions', ListSubscriptions, (call, given) =>
    answerList(call, 'subscription', '/v1/subscriptions', given, {
      ...(given.customer === undefined ? {} : { where: { customer: given.customer } }),
      matches: (subscription) => matches(subscription, given),
    }),
  ),
]

export function requireSubscription(call: Call, id: string): SubscriptionObject {
  return findByPath(call, 'subscription', 'subscription', id)
}

function matches(subscription: SubscriptionObject, given: z.output<typeof ListSubscriptions>): boolean {
  const period = periodOf(subscription)
  return (
    hasStatus(subscription, given.status) &&
    (given.price === undefined || subscription.items.data.some(({ price }) => price.id === given.price)) &&
    (given.test_clock === undefined || subscription.test_clock === given.test_clock) &&
    isWithin(period.start, given.current_period_start) &&
    isWithin(period.end, given.current_period_end)
  )
}

/** What is over is left out unless it is asked for. */
function hasStatus({ status }: SubscriptionObject, wanted: string | undefined): boolean {
  if (wanted === 'all') return true
  if (wanted === 'ended') return ENDED_STATUSES.includes(status)
  return wanted === undefined ? status !== 'canceled' : status === wanted
}

type Range = { gt?: number | undefined; gte?: number | undefined; lt?: number | undefined; lte?: number | undefined }

function isWithin(at: number, { gt, gte, lt, lte }: Range = {}): boolean {
  return (
    (gt === undefined || at > gt) &&
    (gte === undefined || at >= gte) &&
    (lt === undefined || at < lt) &&
    (lte === undefined || at <= lte)
  )
}
