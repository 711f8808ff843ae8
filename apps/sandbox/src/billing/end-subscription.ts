import type { Call } from '../context.ts'
import type { SubscriptionObject } from '../state/billing-types.ts'
import { saveSubscriptionAs } from './save-subscription.ts'

/**
 * Ends a subscription now. Its invoices stay as they are, and none of them is collected any more without anybody asking.
 */
export function endSubscription(
  call: Call,
  subscription: SubscriptionObject,
  reason: 'cancellation_requested' | 'payment_failed' | null,
): SubscriptionObject {
  const now = call.sandbox.clock.now()
  stopCollecting(call, subscription)
  const details = subscription.cancellation_details
  return saveSubscriptionAs(call, 'customer.subscription.deleted', {
    ...subscription,
    cancel_at: subscription.cancel_at,
    canceled_at: subscription.canceled_at ?? now,
    cancellation_details: {
      comment: details?.comment ?? null,
      feedback: details?.feedback ?? null,
      feedback_option: null,
      reason: details?.reason ?? reason,
    },
    ended_at: now,
    pause_collection: null,
    status: 'canceled',
  })
}

function stopCollecting(call: Call, { id }: SubscriptionObject): void {
  for (const invoice of call.store.where('invoice', 'parent.subscription_details.subscription', id)) {
    if (invoice.status !== 'open' && invoice.status !== 'draft') continue
    call.sandbox.timers.clear('retry_invoice', invoice.id)
    call.sandbox.timers.clear('finalize_invoice', invoice.id)
    call.store.put('invoice', {
      ...invoice,
      auto_advance: false,
      automatically_finalizes_at: null,
      next_payment_attempt: null,
    })
  }
}
