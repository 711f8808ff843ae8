import type { Call } from '../context.ts'
import { cancelIntent } from '../payments/payment-intents.ts'
import type { InvoiceObject, SubscriptionObject } from '../state/billing-types.ts'
import { openPaymentOf } from './invoice-payments.ts'
import { saveInvoice } from './invoice-state.ts'
import { saveSubscription } from './save-subscription.ts'

/** An invoice that is not asked for any more: as if it had never been, but for its number. */
export function voidInvoice(call: Call, invoice: InvoiceObject): InvoiceObject {
  const now = call.sandbox.clock.now()
  const open = openPaymentOf(call, invoice.id)
  call.sandbox.timers.clear('retry_invoice', invoice.id)
  if (open) {
    cancelIntent(call, open.intent, 'void_invoice')
    call.store.put('invoice_payment', {
      ...open.payment,
      status: 'canceled',
      status_transitions: { canceled_at: now, paid_at: null },
    })
  }
  return saveInvoice(
    call,
    invoice,
    {
      ...invoice,
      auto_advance: false,
      next_payment_attempt: null,
      status: 'void',
      status_transitions: { ...invoice.status_transitions, voided_at: now },
    },
    'invoice.voided',
  )
}

/** The first payment took too long: the subscription never began, and its invoice is void. */
export function expireIncomplete(call: Call, subscription: SubscriptionObject): void {
  if (subscription.status !== 'incomplete') return
  const invoice = subscription.latest_invoice ? call.store.get('invoice', subscription.latest_invoice) : undefined
  if (invoice?.status === 'open') voidInvoice(call, invoice)
  saveSubscription(call, {
    ...subscription,
    ended_at: call.sandbox.clock.now(),
    status: 'incomplete_expired',
  })
}
