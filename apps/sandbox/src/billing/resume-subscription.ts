import type { Call } from '../context.ts'
import type { SubscriptionObject } from '../state/billing-types.ts'
import { collectAtOnce } from './collect-at-once.ts'
import { periodEnd, rhythmOf } from './cycle.ts'
import { discountsInForce } from './discounts.ts'
import { draftInvoice, pendingItems } from './draft-invoice.ts'
import { periodLine } from './invoice-lines.ts'
import { requireCustomer } from './renew-subscription.ts'
import { periodOf, saveSubscription, saveSubscriptionAs, withPeriod } from './save-subscription.ts'

/**
 * Goes on with a subscription that was paused at the end of its trial, with a new period from now on, or with the one that
 * its anchor has running now. It stays paused until that is paid.
 */
export function resumeSubscription(call: Call, before: SubscriptionObject, keepsAnchor: boolean): SubscriptionObject {
  const now = call.sandbox.clock.now()
  const price = before.items.data[0]?.price
  if (!price) throw new Error(`The subscription ${before.id} has no items.`)
  const rhythm = rhythmOf(price)
  const anchor = keepsAnchor ? before.billing_cycle_anchor : now
  let period = { start: keepsAnchor ? periodOf(before).end : now, end: periodEnd(anchor, now, rhythm) }
  while (periodEnd(anchor, period.start, rhythm) <= now) {
    period = { ...period, start: periodEnd(anchor, period.start, rhythm) }
  }
  const begun = { ...withPeriod(before, period), billing_cycle_anchor: anchor }
  const draft = draftInvoice(call, {
    customer: requireCustomer(call, begun),
    subscription: begun,
    reason: 'subscription_update',
    lines: begun.items.data.map((item) => periodLine(call, item, period)),
    pending: pendingItems(call, begun.customer, [begun.id]),
    discounts: discountsInForce(call, begun),
    period,
    currency: begun.currency,
    advances: true,
  })
  const resumed = saveSubscription(call, { ...begun, latest_invoice: draft.id })
  const { invoice } = collectAtOnce(call, draft, 'allow_incomplete')
  if (invoice.status !== 'paid') return resumed
  return saveSubscriptionAs(call, 'customer.subscription.resumed', { ...resumed, status: 'active' })
}
