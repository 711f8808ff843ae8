import { trialEndOf } from '../api/subscription-session.ts'
import { dueOf } from '../billing/draft-invoice.ts'
import { createInvoiceIntent } from '../billing/invoice-payments.ts'
import { onClockOf } from '../billing/on-clock.ts'
import { startSubscription } from '../billing/start-subscription.ts'
import type { Call } from '../context.ts'
import type {
  CustomerObject,
  PaymentIntentObject,
  PaymentMethodObject,
  SessionDetails,
  SessionObject,
  SubscriptionTerms,
} from '../state/object-types.ts'
import { invalidRequest } from '../wire/errors.ts'
import { attemptCard, cardOf, NOT_AUTHENTICATED } from './attempt-payment.ts'
import { rememberAuthentication } from './authenticated-methods.ts'
import type { CardInput, ConfirmInput } from './confirm-input.ts'
import { createCustomer } from './customers.ts'
import { declineWhenKept, keepMethod } from './keep-method.ts'
import { type Billing, createCardMethod } from './payment-methods.ts'
import { cardBehind } from './stored-cards.ts'
import type { Decline } from './test-cards.ts'

export type SubscriptionOutcome =
  | { outcome: 'requires_action' }
  | { outcome: 'declined'; decline: Decline }
  | { outcome: 'succeeded'; session: SessionObject; paymentStatus: 'paid' | 'no_payment_required' }

type Buyer = Billing & { phone: string | null }
type Asked =
  | { outcome: 'requires_action' }
  | { outcome: 'declined'; decline: Decline }
  | { outcome: 'succeeded'; method: PaymentMethodObject | null; intent: PaymentIntentObject | null }

/**
 * Pays, or keeps the card for when a trial is over, and only then begins the subscription. A refusal leaves the session
 * open, without one. Answers the session with what was begun, not yet complete.
 */
export function confirmSubscription(
  call: Call,
  session: SessionObject,
  details: SessionDetails,
  terms: SubscriptionTerms,
  input: ConfirmInput,
  buyer: Buyer,
): SubscriptionOutcome {
  const { customer, kept } = customerOf(call, session, details, buyer)
  return onClockOf(call, customer, () => {
    const asked = askBank(call, session, kept, terms, input, buyer, customer)
    if (asked.outcome !== 'succeeded') return asked
    const { method, intent } = asked
    if (method) keepMethod(call, cardBehind(method), method, customer)
    const { subscription, invoice } = begin(call, session, kept, terms, { customer, method, intent })
    const begun = { ...session, customer: customer.id, invoice: invoice.id, subscription: subscription.id }
    return { outcome: 'succeeded', session: begun, paymentStatus: intent ? 'paid' : 'no_payment_required' }
  })
}

/** The session's customer, or the one that its first attempt made. */
function customerOf(
  call: Call,
  session: SessionObject,
  details: SessionDetails,
  { phone, ...buyer }: Buyer,
): { customer: CustomerObject; kept: SessionDetails } {
  const id = session.customer ?? details.customer ?? null
  const known = id === null ? undefined : call.store.get('customer', id)
  if (known) return { customer: known, kept: details }
  const customer = createCustomer(call, { email: buyer.email, name: buyer.name, phone })
  return { customer, kept: call.store.put('sandbox.session_details', { ...details, customer: customer.id }) }
}

function askBank(
  call: Call,
  session: SessionObject,
  details: SessionDetails,
  terms: SubscriptionTerms,
  input: ConfirmInput,
  billing: Billing,
  customer: CustomerObject,
): Asked {
  const total = session.amount_total ?? 0
  const { amount_due: due } = dueOf(total, customer.balance)
  if (due === 0 && session.payment_method_collection !== 'always') {
    return { outcome: 'succeeded', method: null, intent: null }
  }
  const { method } = input
  if (method.kind !== 'card') {
    throw invalidRequest('A subscription is paid by card here: its renewals are charged to it.', { param: 'card' })
  }
  if (due === 0) return askToKeep(call, method, input.threeDS, billing)
  const existing = details.intent ? call.store.get('payment_intent', details.intent) : undefined
  // A code may have changed the total since the last attempt.
  const intent =
    (existing && call.store.put('payment_intent', { ...existing, amount: due })) ??
    createInvoiceIntent(
      call,
      {
        amount_due: due,
        billing_reason: 'subscription_create',
        currency: session.currency ?? 'usd',
        customer: customer.id,
        number: null,
        total,
      },
      { ...terms, on_behalf_of: null },
    )
  call.store.put('sandbox.session_details', { ...details, intent: intent.id })
  const attempt = attemptCard(call, intent, { ...method, billing }, input.threeDS)
  switch (attempt.outcome) {
    case 'declined':
      return { outcome: 'declined', decline: attempt.decline }
    case 'succeeded': {
      const paidWith = attempt.intent.payment_method
      const used = paidWith === null ? undefined : call.store.get('payment_method', paidWith)
      return { outcome: 'succeeded', method: used ?? null, intent: attempt.intent }
    }
    case 'processing':
    case 'requires_action':
      return { outcome: 'requires_action' }
  }
}

/** Where nothing is due yet, the bank is asked whether the card may be kept. */
function askToKeep(call: Call, input: CardInput, answer: 'complete' | 'fail' | undefined, billing: Billing): Asked {
  const card = cardOf(call, input)
  if (card.threeDSecure && answer === undefined) return { outcome: 'requires_action' }
  const decline = card.threeDSecure && answer === 'fail' ? NOT_AUTHENTICATED : declineWhenKept(card)
  if (decline) return { outcome: 'declined', decline }
  const method = createCardMethod(call, card, input, billing)
  if (card.threeDSecure) rememberAuthentication(call, method)
  return { outcome: 'succeeded', method, intent: null }
}

type Paid = { customer: CustomerObject; method: PaymentMethodObject | null; intent: PaymentIntentObject | null }

function begin(
  call: Call,
  session: SessionObject,
  details: SessionDetails,
  terms: SubscriptionTerms,
  { customer, method, intent }: Paid,
) {
  const items = details.line_items.map(({ price, quantity, metadata }) => ({
    price,
    quantity,
    metadata: metadata ?? {},
  }))
  const coupon = details.coupon === null ? undefined : call.store.get('coupon', details.coupon)
  return startSubscription(call, {
    customer,
    items: items.filter(({ price }) => price.type === 'recurring'),
    once: items.filter(({ price }) => price.type !== 'recurring'),
    discounts: coupon ? [{ coupon, promotionCode: details.promotion_code }] : [],
    checkoutSession: session.id,
    trialEnd: trialEndOf(call, terms),
    trialSettings: terms.trial_settings,
    defaultMethod: method?.id ?? null,
    saveDefaultMethod: 'off',
    metadata: terms.metadata,
    description: terms.description,
    automaticTax: session.automatic_tax.enabled,
    defaultTaxRates: terms.default_tax_rates,
    applicationFeePercent: terms.application_fee_percent,
    transferData: terms.transfer_data,
    ...(intent ? { paidBy: intent } : {}),
  })
}
