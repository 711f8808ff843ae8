import type { Call } from '../context.ts'
import type { SubscriptionObject } from '../state/billing-types.ts'

/** What the next renewal takes, in minor units: the plan's price, for as many as there are. */
export function nextCharge(_call: Call, subscription: SubscriptionObject): { amount: number; currency: string } {
  const amount = subscription.items.data.reduce(
    (sum, { price, quantity }) => sum + Math.round((price.unit_amount ?? 0) * quantity),
    0,
  )
  return { amount, currency: subscription.currency }
}
