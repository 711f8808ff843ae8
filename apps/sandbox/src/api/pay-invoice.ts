import { noMethod } from '../billing/collect-at-once.ts'
import { finalizeInvoice } from '../billing/finalize-invoice.ts'
import { openPaymentOf } from '../billing/invoice-payments.ts'
import { invoiceIsPaid } from '../billing/invoice-state.ts'
import { onClockOf } from '../billing/on-clock.ts'
import { defaultMethodOf, payInvoice } from '../billing/pay-invoice.ts'
import type { Call } from '../context.ts'
import { requireKept } from '../payments/keep-method.ts'
import { cancelIntent } from '../payments/payment-intents.ts'
import { NAMED_PAYMENT_METHODS } from '../payments/test-cards.ts'
import type { InvoiceObject } from '../state/billing-types.ts'
import { KeptFailure } from '../wire/endpoint.ts'
import { invalidRequest } from '../wire/errors.ts'
import { answerAttempt } from './confirm-payment-intent.ts'
import type { PayInvoiceParams } from './invoice-params.ts'

/** Collects an invoice because somebody asks for it; a draft is finalized first. A refusal is the 402 of the card. */
export function payInvoiceNow(
  call: Call,
  given: InvoiceObject,
  { payment_method: method, paid_out_of_band: isPaidElsewhere, off_session: isAway }: PayInvoiceParams,
): InvoiceObject | KeptFailure {
  if (given.status === 'paid') throw invalidRequest('Invoice is already paid', { code: 'invoice_already_paid' })
  if (given.status === 'void')
    throw invalidRequest('This invoice is void and cannot be paid.', { code: 'invoice_not_editable' })
  if (method !== undefined && !(method in NAMED_PAYMENT_METHODS)) {
    requireKept(call, given.customer, method, 'payment_method')
  }
  return onClockOf(call, given, () => {
    const invoice = given.status === 'draft' ? finalizeInvoice(call, given) : given
    if (invoice.status === 'paid') return invoice
    if (isPaidElsewhere) {
      const open = openPaymentOf(call, invoice.id)
      if (open) cancelIntent(call, open.intent, 'void_invoice')
      return invoiceIsPaid(call, invoice, null)
    }
    if (method === undefined && defaultMethodOf(call, invoice) === null) throw noMethod()
    const { attempt, invoice: tried } = payInvoice(call, invoice, {
      isAutomatic: false,
      isOnSession: isAway === false,
      ...(method === undefined ? {} : { method }),
    })
    if (!attempt || tried.status === 'paid') return tried
    if (attempt.outcome === 'declined') {
      const answer = answerAttempt(call, attempt)
      return answer instanceof KeptFailure ? answer : tried
    }
    return new KeptFailure(402, {
      type: 'card_error',
      code: 'invoice_payment_intent_requires_action',
      message:
        'This payment requires additional user action before it can be completed successfully. Payment can be completed using the PaymentIntent associated with the invoice.',
      payment_intent: attempt.intent,
    })
  })
}
