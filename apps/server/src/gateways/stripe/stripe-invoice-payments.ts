import type Stripe from 'stripe'
import type { InvoicePayment } from '../../modules/subscriptions/index.ts'
import { toDestination, toPayment } from './stripe-intents.ts'

/** As deep as Stripe expands. */
const EXPAND = ['data.payment.payment_intent.latest_charge']

/**
 * The payment intent that paid an invoice, else the one that is meant to, with its newest charge; null where there is none, as
 * the invoice is a draft, came to nothing, or was paid otherwise. Throws what Stripe answers otherwise.
 */
export async function intentOfInvoice(stripe: Stripe, invoiceId: string): Promise<Stripe.PaymentIntent | null> {
  const { data } = await stripe.invoicePayments.list({ invoice: invoiceId, limit: 100, expand: EXPAND })
  const withIntent = data.flatMap((entry) => {
    const intent = entry.payment.payment_intent
    return typeof intent === 'object' ? [{ ...entry, intent }] : []
  })
  const best =
    withIntent.find((entry) => entry.status === 'paid') ??
    withIntent.find((entry) => entry.is_default && entry.status === 'open')
  return best?.intent ?? null
}

export function toInvoicePayment(intent: Stripe.PaymentIntent): InvoicePayment {
  const { intentId, chargeId, received, capturedAt } = toPayment(intent)
  return { intentId, chargeId, received, capturedAt, destination: toDestination(intent) }
}

/** A bank wants to hear from the buyer, whether they were there when it was tried or not. */
export const needsBuyer = (intent: Stripe.PaymentIntent): boolean =>
  intent.status === 'requires_action' || intent.last_payment_error?.code === 'authentication_required'
