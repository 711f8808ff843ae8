import { upcomingInvoice } from '../billing/preview-invoice.ts'
import type { Call } from '../context.ts'
import type { SubscriptionObject } from '../state/billing-types.ts'

/** What the next renewal takes as things stand, in minor units: with discounts, taxes, what waits, and the balance. */
export function nextCharge(call: Call, subscription: SubscriptionObject): { amount: number; currency: string } {
  const { amount_due: amount, currency } = upcomingInvoice(call, subscription)
  return { amount, currency }
}
