import type Stripe from 'stripe'
import type { SubscriptionFacts } from '../../modules/subscriptions/index.ts'
import { fromStripeAmount } from './stripe-amount.ts'
import { soleItem } from './stripe-subscription-facts.ts'
import { fromUnix } from './stripe-time.ts'

/**
 * What Stripe is going to charge at the end of the running period, with tax, credits and balance; null where nothing will be.
 * One request. Throws what Stripe answers otherwise.
 */
export async function foretellCharge(
  stripe: Stripe,
  subscription: Stripe.Subscription,
): Promise<SubscriptionFacts['nextCharge']> {
  const isRunning = subscription.status === 'active' || subscription.status === 'trialing'
  const isEnding = subscription.cancel_at !== null || subscription.cancel_at_period_end
  if (!isRunning || isEnding || subscription.pause_collection !== null) return null
  const upcoming = await stripe.invoices.createPreview({ subscription: subscription.id })
  return {
    at: fromUnix(soleItem(subscription).current_period_end),
    amount: fromStripeAmount(upcoming.amount_due, upcoming.currency.toUpperCase()),
  }
}
