import { type Call, runInternally, type Sandbox } from '../context.ts'
import type { PaymentIntentObject, SessionDetails, SessionObject, SubscriptionTerms } from '../state/object-types.ts'
import { emit } from '../webhooks/emit.ts'
import { invalidRequest, noSuch } from '../wire/errors.ts'
import { type Attempt, attemptCard, attemptDelayed } from './attempt-payment.ts'
import type { ConfirmInput } from './confirm-input.ts'
import { confirmSubscription } from './confirm-subscription-session.ts'
import { createCustomer } from './customers.ts'
import { readSession } from './expire-session.ts'
import { createPaymentIntent } from './payment-intents.ts'
import { type Billing, EMPTY_ADDRESS } from './payment-methods.ts'
import { isPhoneNumber } from './phone-number.ts'
import { countRedemption } from './promotion-codes.ts'
import { faultOfSessionCode, removeCode } from './session-discount.ts'
import { SETTLES_AFTER_SECONDS } from './settles-after.ts'
import type { Decline } from './test-cards.ts'

type Buyer = Billing & { phone: string | null }

export type ConfirmOutcome = {
  outcome: 'succeeded' | 'processing' | 'requires_action' | 'declined' | 'expired' | 'already_complete' | 'code_gone'
  code?: string
  declineCode?: string
  message?: string
  /** Where the browser goes next, once the session is complete: `success_url` with the id filled in. */
  redirectUrl?: string
}

/**
 * What the pay button does. A decline leaves the session open, with the failure on its PaymentIntent; a success or a
 * delayed payment completes it. A promotion code that cannot be used any more is taken off first, and then nothing is
 * paid. Throws for an unknown session.
 */
export function confirmCheckoutSession(sandbox: Sandbox, sessionId: string, input: ConfirmInput): ConfirmOutcome {
  return runInternally(sandbox, (call) => {
    const session = readSession(call, sessionId)
    const details = call.store.get('sandbox.session_details', sessionId)
    if (!session || !details) throw noSuch('checkout.session', sessionId, 'session', 404)
    if (session.status === 'expired') return { outcome: 'expired' }
    if (session.status === 'complete') return { outcome: 'already_complete', ...redirectOf(session) }
    const fault = session.allow_promotion_codes ? faultOfSessionCode(call, session, details) : undefined
    if (fault !== undefined) {
      removeCode(call, session, details)
      return { outcome: 'code_gone', message: fault }
    }
    const billing = billingOf(call, session, input)
    const buyer = { ...billing, phone: phoneOf(session, input) }
    if (details.subscription) return subscribe(call, session, details, details.subscription, input, buyer)
    if (session.amount_total === 0) {
      return { outcome: 'succeeded', ...redirectOf(completeSession(call, session, buyer, 'no_payment_required')) }
    }
    return pay(call, session, details, input, buyer)
  })
}

function subscribe(
  call: Call,
  session: SessionObject,
  details: SessionDetails,
  terms: SubscriptionTerms,
  input: ConfirmInput,
  buyer: Buyer,
): ConfirmOutcome {
  const result = confirmSubscription(call, session, details, terms, input, buyer)
  switch (result.outcome) {
    case 'requires_action':
      return { outcome: 'requires_action' }
    case 'declined':
      return declinedBy(result.decline)
    case 'succeeded':
      return {
        outcome: 'succeeded',
        ...redirectOf(completeSession(call, result.session, buyer, result.paymentStatus)),
      }
  }
}

function declinedBy({ code, declineCode, message }: Decline): ConfirmOutcome {
  return { outcome: 'declined', code, message, ...(declineCode === undefined ? {} : { declineCode }) }
}

function pay(
  call: Call,
  session: SessionObject,
  details: SessionDetails,
  input: ConfirmInput,
  buyer: Buyer,
): ConfirmOutcome {
  const { phone: _phone, ...billing } = buyer
  const intent = intentOf(call, session, details, billing)
  const attempted: SessionObject = { ...session, payment_intent: intent.id }
  call.store.put('checkout.session', attempted)
  const attempt: Attempt =
    input.method.kind === 'card'
      ? attemptCard(call, intent, { ...input.method, billing }, input.threeDS)
      : attemptDelayed(call, intent, billing)
  switch (attempt.outcome) {
    case 'requires_action':
      return { outcome: 'requires_action' }
    case 'declined':
      return declinedBy(attempt.decline)
    case 'succeeded':
      return { outcome: 'succeeded', ...redirectOf(completeSession(call, attempted, buyer, 'paid')) }
    case 'processing': {
      const outcome = input.method.kind === 'delayed' ? input.method.outcome : 'succeeds'
      call.store.put('sandbox.session_details', { ...details, delayed_outcome: outcome })
      call.sandbox.timers.set('settle_session', session.id, call.sandbox.clock.now() + SETTLES_AFTER_SECONDS)
      return { outcome: 'processing', ...redirectOf(completeSession(call, attempted, buyer, 'unpaid')) }
    }
  }
}

/** The PaymentIntent of the session: made by the first attempt, kept by the next ones. */
function intentOf(call: Call, session: SessionObject, details: SessionDetails, billing: Billing): PaymentIntentObject {
  const existing =
    session.payment_intent === null ? undefined : call.store.get('payment_intent', session.payment_intent)
  // A code may have changed the total since the last attempt.
  if (existing) return call.store.put('payment_intent', { ...existing, amount: session.amount_total ?? 0 })
  const data = details.payment_intent_data
  return createPaymentIntent(call, {
    amount: session.amount_total ?? 0,
    currency: session.currency ?? 'usd',
    customer: session.customer,
    description: data.description ?? null,
    metadata: details.payment_intent_metadata,
    paymentMethodTypes: session.payment_method_types,
    receiptEmail: data.receipt_email ?? billing.email,
    setupFutureUsage: data.setup_future_usage ?? null,
    statementDescriptor: data.statement_descriptor ?? null,
    statementDescriptorSuffix: data.statement_descriptor_suffix ?? null,
    applicationFeeAmount: data.application_fee_amount ?? null,
    onBehalfOf: data.on_behalf_of ?? null,
    transferData: data.transfer_data ?? null,
    transferGroup: data.transfer_group ?? null,
  })
}

function completeSession(
  call: Call,
  session: SessionObject,
  buyer: Buyer,
  paymentStatus: 'paid' | 'unpaid' | 'no_payment_required',
): SessionObject {
  const customer = session.customer ?? (session.customer_creation === 'always' ? createCustomer(call, buyer).id : null)
  const complete: SessionObject = {
    ...session,
    customer,
    customer_details: {
      address: { ...EMPTY_ADDRESS, country: buyer.country },
      business_name: null,
      email: buyer.email,
      individual_name: null,
      name: buyer.name,
      phone: buyer.phone,
      tax_exempt: 'none',
      tax_ids: [],
    },
    payment_status: paymentStatus,
    status: 'complete',
    url: null,
  }
  call.store.put('checkout.session', complete)
  call.sandbox.timers.clear('expire_session', session.id)
  const details = call.store.get('sandbox.session_details', session.id)
  countRedemption(call, details?.coupon ?? null, details?.promotion_code ?? null)
  emit(call, 'checkout.session.completed', complete)
  return complete
}

function billingOf(call: Call, session: SessionObject, input: ConfirmInput): Billing {
  const customer = session.customer === null ? undefined : call.store.get('customer', session.customer)
  const email = customer?.email ?? session.customer_email ?? input.email
  if (email === null) throw invalidRequest('The buyer has to give an email address.', { param: 'email' })
  return { email, name: input.name ?? customer?.name ?? null, country: 'US' }
}

/** Only a session that collects phone numbers gets one; it is then required. */
function phoneOf(session: SessionObject, input: ConfirmInput): string | null {
  if (!session.phone_number_collection?.enabled) return null
  if (input.phone !== undefined && isPhoneNumber(input.phone)) return input.phone
  throw invalidRequest('The buyer has to give a phone number with its country code, such as +12015550123.', {
    param: 'phone',
  })
}

function redirectOf(session: SessionObject): { redirectUrl?: string } {
  if (session.success_url === null) return {}
  return { redirectUrl: session.success_url.replaceAll('{CHECKOUT_SESSION_ID}', session.id) }
}
