import type { Call } from '../context.ts'
import { createPaymentIntent } from '../payments/payment-intents.ts'
import type { InvoiceObject, InvoicePaymentObject, SubscriptionObject } from '../state/billing-types.ts'
import type { PaymentIntentObject } from '../state/object-types.ts'
import { ids } from '../wire/ids.ts'

/** The PaymentIntent that collects an invoice. A seller's share of it is worked out by the subscription's percents. */
export function createInvoiceIntent(
  call: Call,
  invoice: Pick<InvoiceObject, 'amount_due' | 'billing_reason' | 'currency' | 'customer' | 'number' | 'total'>,
  subscription: Pick<SubscriptionObject, 'application_fee_percent' | 'on_behalf_of' | 'transfer_data'> | null,
): PaymentIntentObject {
  return createPaymentIntent(call, {
    amount: invoice.amount_due,
    currency: invoice.currency,
    customer: invoice.customer,
    description: descriptionOf(invoice),
    paymentMethodTypes: ['card'],
    setupFutureUsage: invoice.billing_reason === 'subscription_create' ? 'off_session' : null,
    ...shareOf(invoice, subscription),
  })
}

/** Writes that a PaymentIntent is to pay an invoice, or has. */
export function recordInvoicePayment(
  call: Call,
  invoice: InvoiceObject,
  intent: PaymentIntentObject,
): InvoicePaymentObject {
  return call.store.put(
    'invoice_payment',
    {
      id: ids.invoicePayment(),
      object: 'invoice_payment',
      amount_paid: null,
      amount_requested: intent.amount,
      created: call.sandbox.clock.now(),
      currency: intent.currency,
      invoice: invoice.id,
      is_default: true,
      livemode: false,
      payment: { payment_intent: intent.id, type: 'payment_intent' },
      status: 'open',
      status_transitions: { canceled_at: null, paid_at: null },
    },
    call.account,
  )
}

/** The payments of an invoice, newest first. */
export function paymentsOf(call: Call, invoice: string): InvoicePaymentObject[] {
  return call.store.where('invoice_payment', 'invoice', invoice).reverse()
}

/** What an invoice is collected by, while it is not paid. */
export function openPaymentOf(
  call: Call,
  invoice: string,
): { payment: InvoicePaymentObject; intent: PaymentIntentObject } | undefined {
  const payment = paymentsOf(call, invoice).find(({ status }) => status === 'open')
  const intent = payment ? call.store.get('payment_intent', payment.payment.payment_intent) : undefined
  return payment && intent ? { payment, intent } : undefined
}

/** The invoice that a PaymentIntent collects. */
export function invoiceOfIntent(call: Call, intent: string): InvoiceObject | undefined {
  const payment = call.store.where('invoice_payment', 'payment.payment_intent', intent)[0]
  return payment ? call.store.get('invoice', payment.invoice) : undefined
}

function descriptionOf({ billing_reason: reason, number }: Pick<InvoiceObject, 'billing_reason' | 'number'>): string {
  if (reason === 'subscription_create') return 'Subscription creation'
  return reason === 'manual' ? `Payment for Invoice ${number ?? ''}`.trim() : 'Subscription update'
}

function shareOf(
  { amount_due: due, total }: Pick<InvoiceObject, 'amount_due' | 'total'>,
  subscription: Pick<SubscriptionObject, 'application_fee_percent' | 'on_behalf_of' | 'transfer_data'> | null,
) {
  const { transfer_data: transfer, application_fee_percent: percent, on_behalf_of: onBehalfOf } = subscription ?? {}
  if (!transfer) return { onBehalfOf: onBehalfOf ?? null }
  const part = (whole: number, of: number) => Math.min(Math.round((whole * of) / 100), due)
  const sent = transfer.amount_percent === null ? undefined : part(total, transfer.amount_percent)
  return {
    onBehalfOf: onBehalfOf ?? null,
    applicationFeeAmount: percent === null || percent === undefined ? null : part(total, percent),
    transferData: { destination: transfer.destination, ...(sent === undefined ? {} : { amount: sent }) },
  }
}
