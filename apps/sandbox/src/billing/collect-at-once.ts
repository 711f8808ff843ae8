import type { Call } from '../context.ts'
import type { Attempt } from '../payments/attempt-payment.ts'
import type { InvoiceObject } from '../state/billing-types.ts'
import { StripeFailure } from '../wire/errors.ts'
import { finalizeInvoice } from './finalize-invoice.ts'
import { saveInvoice, subscriptionOf } from './invoice-state.ts'
import { payInvoice } from './pay-invoice.ts'
import { saveSubscription } from './save-subscription.ts'

/**
 * What becomes of a request whose invoice cannot be paid at once: it holds, and the subscription is behind; it fails, and
 * nothing has happened; or nobody is asked, and the customer has to confirm the payment.
 */
export type PaymentBehavior = 'allow_incomplete' | 'default_incomplete' | 'error_if_incomplete'

/** Finalizes and collects what a request made. Throws the 402 of a card that is refused where that undoes the request. */
export function collectAtOnce(
  call: Call,
  draft: InvoiceObject,
  behavior: PaymentBehavior,
): { invoice: InvoiceObject; attempt: Attempt | null } {
  const paused = subscriptionOf(call, draft)?.pause_collection
  if (paused) return { invoice: saveInvoice(call, draft, { ...draft, auto_advance: false }), attempt: null }
  const invoice = finalizeInvoice(call, draft)
  if (invoice.status !== 'open') return { invoice, attempt: null }
  if (behavior === 'default_incomplete') {
    const subscription = subscriptionOf(call, invoice)
    if (subscription?.status === 'active') saveSubscription(call, { ...subscription, status: 'past_due' })
    return { invoice, attempt: null }
  }
  const tried = payInvoice(call, invoice, { isAutomatic: true })
  if (behavior === 'error_if_incomplete' && tried.invoice.status !== 'paid') throw incomplete(tried.attempt)
  return tried
}

/** The 402 of a request that an unpaid invoice undoes. */
export function incomplete(attempt: Attempt | null): StripeFailure {
  if (attempt?.outcome === 'declined') {
    const { code, message, declineCode, adviceCode } = attempt.decline
    return new StripeFailure(402, {
      type: 'card_error',
      code,
      message,
      ...(adviceCode === undefined ? {} : { advice_code: adviceCode }),
      ...(declineCode === undefined ? {} : { decline_code: declineCode }),
    })
  }
  return attempt?.outcome === 'requires_action'
    ? new StripeFailure(402, {
        type: 'card_error',
        code: 'subscription_payment_intent_requires_action',
        message:
          'Payment for this subscription requires additional user action before it can be completed successfully. Payment can be completed using the PaymentIntent associated with subscription.latest_invoice.',
      })
    : noMethod()
}

/** Stripe's refusal where there is nothing to charge. */
export function noMethod(): StripeFailure {
  return new StripeFailure(400, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message:
      'This customer has no attached payment source or default payment method. Please consider adding a default payment method. For more information, visit https://stripe.com/docs/billing/subscriptions/payment-methods-setting.',
  })
}
