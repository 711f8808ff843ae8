import { InvoiceStatus, SubscriptionStatus } from '@cashwrap/shared/contracts/subscriptions'
import type Stripe from 'stripe'
import type { InvoiceFacts, SubscriptionFacts } from '../../modules/subscriptions/index.ts'
import { fromStripeAmount } from './stripe-amount.ts'
import { needsBuyer, toInvoicePayment } from './stripe-invoice-payments.ts'
import { fromUnix } from './stripe-time.ts'

/** A status this code does not know gives nothing. */
const Standing = SubscriptionStatus.catch('unpaid')
/** One that it does not know here is not taken for paid, nor for given up. */
const InvoiceStanding = InvoiceStatus.catch('open')

const instant = (seconds: number | null): Date | null => (seconds === null ? null : fromUnix(seconds))

/**
 * A subscription with its default payment method and its customer's expanded, in our words. Throws for one without an item, which
 * Stripe does not make.
 */
export function toSubscriptionFacts(
  subscription: Stripe.Subscription,
  invoices: readonly InvoiceFacts[],
  nextCharge: SubscriptionFacts['nextCharge'],
): SubscriptionFacts {
  const item = soleItem(subscription)
  const { customer, pause_collection: pause } = subscription
  const currency = subscription.currency.toUpperCase()
  return {
    subscriptionId: subscription.id,
    customerId: idOf(customer),
    orderId: subscription.metadata['order_id'] ?? null,
    instance: subscription.metadata['instance'] ?? null,
    status: Standing.parse(subscription.status),
    currency,
    providerPriceId: item.price.id,
    unitAmount: fromStripeAmount(item.price.unit_amount ?? 0, currency),
    periodStartsAt: fromUnix(item.current_period_start),
    periodEndsAt: fromUnix(item.current_period_end),
    trialEndsAt: instant(subscription.trial_end),
    cancelAt: instant(subscription.cancel_at ?? (subscription.cancel_at_period_end ? item.current_period_end : null)),
    canceledAt: instant(subscription.canceled_at),
    endedAt: instant(subscription.ended_at),
    paused: pause && { resumesAt: instant(pause.resumes_at) },
    card: toCard(subscription.default_payment_method) ?? toCard(methodOfCustomer(customer)),
    email: typeof customer === 'object' && !customer.deleted ? (customer.email?.toLowerCase() ?? null) : null,
    nextCharge,
    invoices,
  }
}

/** An invoice with all its lines. `intent` is what paid it or is meant to; null where it is not known or there is none. */
export function toInvoiceFacts(invoice: Stripe.Invoice, intent: Stripe.PaymentIntent | null): InvoiceFacts {
  const currency = invoice.currency.toUpperCase()
  const amount = (value: number) => fromStripeAmount(value, currency)
  const status = InvoiceStanding.parse(invoice.status)
  return {
    invoiceId: invoice.id,
    number: invoice.number,
    reason: invoice.billing_reason ?? 'manual',
    status,
    currency,
    // What was added on top taken away again is the sum after discounts, whatever else changed it.
    subtotal: amount(invoice.total - taxOf(invoice, (tax) => tax.tax_behavior === 'exclusive')),
    tax: amount(taxOf(invoice)),
    total: amount(invoice.total),
    amountDue: amount(invoice.amount_due),
    amountPaid: amount(invoice.amount_paid),
    attempts: invoice.attempt_count,
    nextAttemptAt: instant(invoice.next_payment_attempt),
    createdAt: fromUnix(invoice.created),
    finalizedAt: instant(invoice.status_transitions.finalized_at),
    paidAt: instant(invoice.status_transitions.paid_at) ?? (status === 'paid' ? fromUnix(invoice.created) : null),
    covers: coversOf(invoice.lines.data),
    needsAction: status === 'open' && intent !== null && needsBuyer(intent),
    payment: status === 'paid' && intent !== null ? toInvoicePayment(intent) : null,
  }
}

/** The period of the plan that these lines charge or give; of several the last, as the others were left behind by a change. */
export function coversOf(lines: readonly Stripe.InvoiceLineItem[]): InvoiceFacts['covers'] {
  const last = lines
    .filter(isPlanLine)
    .reduce<Stripe.InvoiceLineItem | null>(
      (best, line) => (best === null || line.period.end > best.period.end ? line : best),
      null,
    )
  const price = last?.pricing?.price_details?.price
  // What was ended the moment that it began covers nothing.
  if (last === null || price === undefined || last.period.end <= last.period.start) return null
  return { from: fromUnix(last.period.start), to: fromUnix(last.period.end), providerPriceId: idOf(price) }
}

/** The plan itself for one of its periods: no difference for a part of one, and nothing that was put on the invoice besides. */
export const isPlanLine = (line: Stripe.InvoiceLineItem): boolean =>
  line.parent?.subscription_item_details?.proration === false && line.pricing?.price_details !== undefined

/** A difference for a part of a period, however Stripe came to write it down. */
export const isProration = (line: Stripe.InvoiceLineItem): boolean =>
  line.parent?.subscription_item_details?.proration === true || line.parent?.invoice_item_details?.proration === true

/** The subscription an invoice belongs to; null for one that stands alone. */
export function subscriptionOf(invoice: Pick<Stripe.Invoice, 'parent'>): string | null {
  const subscription = invoice.parent?.subscription_details?.subscription
  return subscription === undefined ? null : idOf(subscription)
}

export function soleItem(subscription: Stripe.Subscription): Stripe.SubscriptionItem {
  const item = subscription.items.data[0]
  if (item === undefined) throw new Error('a subscription without an item')
  return item
}

/** Where each charge of a subscription goes besides the shop. Stripe's percentage has two decimals, so it is a whole number here. */
export function toRecurringDestination(
  subscription: Stripe.Subscription,
): { accountId: string; feeBps: number } | null {
  if (subscription.transfer_data === null) return null
  return {
    accountId: idOf(subscription.transfer_data.destination),
    feeBps: Math.round((subscription.application_fee_percent ?? 0) * 100),
  }
}

export const idOf = (reference: string | { id: string }): string =>
  typeof reference === 'string' ? reference : reference.id

function taxOf({ total_taxes: taxes }: Stripe.Invoice, counts: (tax: Stripe.Invoice.TotalTax) => boolean = () => true) {
  return (taxes ?? []).filter(counts).reduce((sum, tax) => sum + tax.amount, 0)
}

function methodOfCustomer(customer: Stripe.Subscription['customer']): string | Stripe.PaymentMethod | null {
  return typeof customer === 'object' && !customer.deleted ? customer.invoice_settings.default_payment_method : null
}

function toCard(method: string | Stripe.PaymentMethod | null): SubscriptionFacts['card'] {
  if (method === null || typeof method === 'string') return null
  const { card } = method
  if (!card) return { brand: method.type, last4: null, expMonth: null, expYear: null }
  return { brand: card.brand, last4: card.last4, expMonth: card.exp_month, expYear: card.exp_year }
}
