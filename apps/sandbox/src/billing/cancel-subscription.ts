import type { Call } from '../context.ts'
import type { InvoiceObject, SubscriptionObject } from '../state/billing-types.ts'
import { collectAtOnce } from './collect-at-once.ts'
import { draftInvoice, pendingItems } from './draft-invoice.ts'
import { endSubscription } from './end-subscription.ts'
import { creditUnused } from './prorate.ts'
import { requireCustomer } from './renew-subscription.ts'
import { periodOf } from './save-subscription.ts'

export type Cancellation = {
  /** Whether what was paid and is not used is credited. */
  prorates: boolean
  /** Whether what is pending is charged or credited now; otherwise it waits for the customer's next invoice. */
  invoicesNow: boolean
  /** For previews of a cancellation at another moment; now unless told otherwise. */
  at?: number
}

/** Ends a subscription at once, because somebody wants it to. */
export function cancelSubscription(
  call: Call,
  before: SubscriptionObject,
  { prorates, invoicesNow, at }: Cancellation,
): { subscription: SubscriptionObject; invoice: InvoiceObject | null } {
  if (prorates) {
    const from = at ?? call.sandbox.clock.now()
    for (const item of before.items.data) creditUnused(call, before, item, from)
  }
  const ended = endSubscription(call, before, 'cancellation_requested')
  const pending = pendingItems(call, before.customer, [before.id])
  if (!invoicesNow || pending.length === 0) return { subscription: ended, invoice: null }
  const draft = draftInvoice(call, {
    customer: requireCustomer(call, before),
    subscription: ended,
    reason: 'subscription_update',
    lines: [],
    pending,
    discounts: [],
    period: periodOf(before),
    currency: before.currency,
    advances: true,
  })
  const subscription = call.store.put('subscription', { ...ended, latest_invoice: draft.id })
  if (call.isRehearsal) return { subscription, invoice: draft }
  return { subscription, invoice: collectAtOnce(call, draft, 'allow_incomplete').invoice }
}
