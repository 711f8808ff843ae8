import type { Call } from '../context.ts'
import type { InvoiceObject } from '../state/billing-types.ts'
import { incomplete, type PaymentBehavior } from './collect-at-once.ts'
import { payInvoice } from './pay-invoice.ts'

/** Collects the first invoice of a subscription, which is incomplete until that is paid. */
export function collectFirst(call: Call, invoice: InvoiceObject, behavior: PaymentBehavior): void {
  if (behavior === 'default_incomplete') return
  const { attempt, invoice: tried } = payInvoice(call, invoice, { isAutomatic: true })
  if (behavior === 'error_if_incomplete' && tried.status !== 'paid') throw incomplete(attempt)
}
