import { buildInvoice } from '../billing/draft-invoice.ts'
import { nextPeriod, renewalOf, requireCustomer } from '../billing/renew-subscription.ts'
import { periodOf, withPeriod } from '../billing/save-subscription.ts'
import type { Call } from '../context.ts'
import type { SubscriptionObject } from '../state/billing-types.ts'

/** What the next renewal takes as things stand, in minor units: with discounts, taxes, what waits, and the balance. */
export function nextCharge(call: Call, subscription: SubscriptionObject): { amount: number; currency: string } {
  const { clock } = call.sandbox
  const { end: now } = periodOf(subscription)
  const invoice = clock.at({ now, testClock: clock.testClock() }, () => {
    const begun = withPeriod(subscription, nextPeriod(subscription))
    return buildInvoice(call, renewalOf(call, subscription, begun, requireCustomer(call, subscription), 'upcoming'))
  })
  return { amount: invoice.amount_due, currency: invoice.currency }
}
