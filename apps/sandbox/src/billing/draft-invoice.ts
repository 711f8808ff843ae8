import type Stripe from 'stripe'
import type { Call } from '../context.ts'
import type { InvoiceItemObject, InvoiceObject, SubscriptionObject } from '../state/billing-types.ts'
import type { CustomerObject } from '../state/object-types.ts'
import { emit } from '../webhooks/emit.ts'
import { ids } from '../wire/ids.ts'
import { exemptionOf } from './amounts.ts'
import type { Period } from './cycle.ts'
import { type DraftLine, itemAsLine } from './invoice-lines.ts'
import { priceLines, sumsOf, type Taxes } from './price-lines.ts'

export type InvoiceReason = 'manual' | 'subscription_create' | 'subscription_cycle' | 'subscription_update' | 'upcoming'

export type NewInvoice = {
  customer: CustomerObject
  subscription: SubscriptionObject | null
  reason: InvoiceReason
  /** Those of a period; pending items come after them. */
  lines: readonly DraftLine[]
  pending: readonly InvoiceItemObject[]
  discounts: readonly string[]
  period: Period
  currency: string
  /** Whether it goes on to be finalized and paid without anybody asking. */
  advances: boolean
  automaticTax?: boolean
  defaultTaxRates?: readonly Stripe.TaxRate[]
  defaultMethod?: string | null
  description?: string | null
  footer?: string | null
  metadata?: Stripe.Metadata
}

/** Writes an invoice that can still be changed, takes the pending items into it, and tells of it. */
export function draftInvoice(call: Call, given: NewInvoice): InvoiceObject {
  const invoice = call.store.put('invoice', buildInvoice(call, given), call.account)
  for (const item of given.pending) call.store.put('invoiceitem', { ...item, invoice: invoice.id })
  emit(call, 'invoice.created', invoice)
  return invoice
}

/** An invoice of these lines, not stored. */
export function buildInvoice(call: Call, given: NewInvoice): InvoiceObject {
  const { customer, subscription } = given
  const now = call.sandbox.clock.now()
  const id = given.reason === 'upcoming' ? `upcoming_${ids.invoice()}` : ids.invoice()
  const taxes = taxesOf(given)
  const drafts = [...given.pending.map((item) => itemAsLine(call, item)), ...given.lines]
  const lines = priceLines(call, id, drafts, given.discounts, taxes)
  const sums = sumsOf(lines)
  return {
    id,
    object: 'invoice',
    account_country: 'US',
    account_name: 'Cashwrap sandbox',
    account_tax_ids: null,
    ...dueOf(sums.total, customer.balance),
    amount_overpaid: 0,
    amount_paid: 0,
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false,
    auto_advance: given.advances,
    automatic_tax: taxes.isAutomatic
      ? {
          disabled_reason: null,
          enabled: true,
          liability: { type: 'self' },
          provider: 'stripe',
          status: 'complete',
        }
      : { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: null,
    billing_reason: given.reason,
    collection_method: 'charge_automatically',
    created: now,
    currency: given.currency,
    custom_fields: null,
    customer: customer.id,
    customer_account: null,
    customer_address: customer.address ?? null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_phone: customer.phone ?? null,
    customer_shipping: null,
    customer_tax_exempt: customer.tax_exempt ?? 'none',
    customer_tax_ids: [],
    default_payment_method: given.defaultMethod ?? null,
    default_source: null,
    default_tax_rates: [...(given.defaultTaxRates ?? subscription?.default_tax_rates ?? [])],
    description: given.description ?? null,
    discounts: [...given.discounts],
    due_date: null,
    effective_at: null,
    ending_balance: null,
    footer: given.footer ?? null,
    from_invoice: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    issuer: { type: 'self' },
    last_finalization_error: null,
    latest_revision: null,
    lines: { object: 'list', data: lines, has_more: false, url: `/v1/invoices/${id}/lines` },
    livemode: false,
    metadata: given.metadata ?? {},
    next_payment_attempt: null,
    number: null,
    on_behalf_of: subscription?.on_behalf_of ?? null,
    parent: subscription
      ? {
          quote_details: null,
          subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
          type: 'subscription_details',
        }
      : null,
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: given.period.end,
    period_start: given.period.start,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: customer.balance,
    statement_descriptor: null,
    status: 'draft',
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    ...sums,
    test_clock: customer.test_clock ?? null,
    total_pretax_credit_amounts: [],
    webhooks_delivered_at: now,
  }
}

/** A draft with the sums that it has with these lines and discounts, and with the customer's balance as it is now. */
export function repriceDraft(
  call: Call,
  invoice: InvoiceObject,
  drafts: readonly DraftLine[],
  discounts: readonly string[],
): InvoiceObject {
  const customer = call.store.get('customer', invoice.customer)
  const isAutomatic = invoice.automatic_tax.enabled
  const taxes: Taxes = {
    isAutomatic,
    exemption: exemptionOf(invoice.customer_tax_exempt),
    defaultRates: invoice.default_tax_rates,
  }
  const lines = priceLines(call, invoice.id, drafts, discounts, taxes)
  const sums = sumsOf(lines)
  const balance = customer?.balance ?? 0
  return {
    ...invoice,
    ...sums,
    ...dueOf(sums.total, balance),
    discounts: [...discounts],
    lines: { ...invoice.lines, data: lines },
    starting_balance: balance,
  }
}

/** What is asked for after the customer's balance: negative is what they have in credit, positive what they owe. */
export function dueOf(total: number, balance: number): { amount_due: number; amount_remaining: number } {
  const due = Math.max(total + balance, 0)
  return { amount_due: due, amount_remaining: due }
}

/** What waits for a customer's next invoice, of these subscriptions; null stands for what is of none. */
export function pendingItems(call: Call, customer: string, of: readonly (string | null)[]): InvoiceItemObject[] {
  return call.store
    .where('invoiceitem', 'customer', customer)
    .filter((item) => item.invoice === null && of.includes(item.parent?.subscription_details?.subscription ?? null))
}

function taxesOf({ customer, subscription, ...given }: NewInvoice): Taxes {
  const isAutomatic = given.automaticTax ?? subscription?.automatic_tax.enabled ?? false
  return {
    isAutomatic,
    exemption: exemptionOf(customer.tax_exempt),
    defaultRates: given.defaultTaxRates ?? subscription?.default_tax_rates ?? [],
  }
}
