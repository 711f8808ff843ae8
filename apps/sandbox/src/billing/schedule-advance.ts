import type { Call } from '../context.ts'
import type { InvoiceObject } from '../state/billing-types.ts'

const ADVANCE_SECONDS = 3600

/**
 * Sets, or takes back, when an invoice goes on by itself, as its `auto_advance` says: a draft is finalized an hour later,
 * and what is open is collected then.
 */
export function scheduleAdvance(call: Call, invoice: InvoiceObject): InvoiceObject {
  const { timers, clock } = call.sandbox
  const { id, status, auto_advance: advances } = invoice
  const due = clock.now() + ADVANCE_SECONDS
  if (status === 'draft') {
    if (advances) timers.set('finalize_invoice', id, due)
    else timers.clear('finalize_invoice', id)
    return call.store.put('invoice', { ...invoice, automatically_finalizes_at: advances ? due : null })
  }
  if (status !== 'open') return invoice
  if (advances) timers.set('retry_invoice', id, due)
  else timers.clear('retry_invoice', id)
  return call.store.put('invoice', { ...invoice, next_payment_attempt: advances ? due : null })
}
