import type { Call } from '../context.ts'
import { findAmountFault } from '../payments/currencies.ts'
import type { InvoiceObject } from '../state/billing-types.ts'
import type { CustomerObject, PaymentIntentObject } from '../state/object-types.ts'
import { changesOf } from '../webhooks/changes.ts'
import { emit } from '../webhooks/emit.ts'
import { ids } from '../wire/ids.ts'
import { createInvoiceIntent, recordInvoicePayment } from './invoice-payments.ts'
import { invoiceIsPaid, saveInvoice, subscriptionOf } from './invoice-state.ts'

/**
 * A draft becomes what the customer has to pay: it gets its number and pages, the customer's balance is set off, and a
 * PaymentIntent is made for what is left (or the one that has paid already is taken). Where nothing is left it is paid.
 */
export function finalizeInvoice(call: Call, draft: InvoiceObject, paidBy?: PaymentIntentObject): InvoiceObject {
  const now = call.sandbox.clock.now()
  const customer = call.store.get('customer', draft.customer)
  if (!customer) throw new Error(`The customer of ${draft.id} is gone.`)
  const { timers, urls } = call.sandbox
  timers.clear('finalize_invoice', draft.id)
  const asked = draft.total + customer.balance
  const due = isWorthCollecting(asked, draft.currency) ? asked : 0
  const page = `${urls.public}/i/${ids.invoiceToken()}`
  const number = `${customer.invoice_prefix}-${String(customer.next_invoice_sequence ?? 1).padStart(4, '0')}`
  const finalized: InvoiceObject = {
    ...draft,
    amount_due: due,
    amount_remaining: due,
    automatically_finalizes_at: null,
    effective_at: now,
    ending_balance: asked - due,
    hosted_invoice_url: page,
    invoice_pdf: `${page}/pdf`,
    number,
    starting_balance: customer.balance,
    status: 'open',
    status_transitions: { ...draft.status_transitions, finalized_at: now },
  }
  countInvoice(call, customer, finalized)
  const intent =
    paidBy ?? (due > 0 ? createInvoiceIntent(call, finalized, subscriptionOf(call, finalized) ?? null) : null)
  if (intent) recordInvoicePayment(call, finalized, intent)
  saveInvoice(call, draft, finalized, 'invoice.finalized')
  return due === 0 ? invoiceIsPaid(call, finalized, null) : finalized
}

/** The invoice that is shown under this token, which is the last part of its address. */
export function findInvoiceByToken(call: Pick<Call, 'store'>, token: string): InvoiceObject | undefined {
  const row = call.store
    .statement(
      "select json from objects where type = 'invoice' and json_extract(json, '$.hosted_invoice_url') like '%/i/' || ? escape '\\'",
    )
    .get(token.replaceAll(/[\\%_]/g, '\\$&'))
  return row ? JSON.parse(String(row.json)) : undefined
}

/** Less than a bank takes is not collected: it waits in the customer's balance. */
function isWorthCollecting(amount: number, currency: string): boolean {
  return amount > 0 && findAmountFault(amount, currency)?.code !== 'amount_too_small'
}

function countInvoice(call: Call, customer: CustomerObject, invoice: InvoiceObject): void {
  const after = call.store.put('customer', {
    ...customer,
    balance: invoice.ending_balance ?? 0,
    currency: customer.currency ?? invoice.currency,
    next_invoice_sequence: (customer.next_invoice_sequence ?? 1) + 1,
  })
  const changes = changesOf(customer, after)
  if (after.balance !== customer.balance) emit(call, 'customer.updated', after, changes)
}
