import { defaultMethodOf, payInvoice } from '../billing/pay-invoice.ts'
import type { Call } from '../context.ts'
import type { Decline } from '../payments/test-cards.ts'
import type { InvoiceObject } from '../state/billing-types.ts'

export type PaidInvoice =
  | { outcome: 'paid' }
  | { outcome: 'declined'; decline: Decline }
  /** The bank asks the customer first. */
  | { outcome: 'asks' }
  | { outcome: 'no_card' }

/**
 * Pays an invoice because its customer asks for it, with the card they would be charged to now: the customer's default
 * may be newer than the card that failed.
 */
export function payOpenInvoice(call: Call, invoice: InvoiceObject): PaidInvoice {
  if (invoice.status !== 'open') return { outcome: 'paid' }
  const method =
    call.store.get('customer', invoice.customer)?.invoice_settings.default_payment_method ??
    defaultMethodOf(call, invoice)
  if (method === null) return { outcome: 'no_card' }
  const { attempt } = payInvoice(call, invoice, { method, isAutomatic: false, isOnSession: true })
  switch (attempt?.outcome) {
    case 'declined':
      return { outcome: 'declined', decline: attempt.decline }
    case 'requires_action':
      return { outcome: 'asks' }
    default:
      return { outcome: 'paid' }
  }
}
