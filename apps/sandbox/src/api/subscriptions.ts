import { z } from 'zod'
import { ENDED_STATUSES, periodOf } from '../billing/save-subscription.ts'
import type { Call } from '../context.ts'
import type { SubscriptionObject } from '../state/billing-types.ts'
import { type Endpoint, endpoint, pathId } from '../wire/endpoint.ts'
import { findByPath } from '../wire/find.ts'
import { answerList } from '../wire/pagination.ts'
import * as params from '../wire/params.ts'
import { ListSubscriptions } from './subscription-params.ts'

const ExpandOnly = z.strictObject({ expand: params.expand() })

export const subscriptionEndpoints: readonly Endpoint[] = [
  endpoint('GET', '/v1/subscriptions/:id', ExpandOnly, (call, _given, path) => requireSubscription(call, pathId(path))),

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
