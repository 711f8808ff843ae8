import type Stripe from 'stripe'
import type { CheckoutDraft, PlanDraft, SessionFacts } from '../../modules/payments/index.ts'
import { metadataOf } from './stripe-intents.ts'
import { intentOfInvoice } from './stripe-invoice-payments.ts'
import { idOf, toRecurringDestination } from './stripe-subscription-facts.ts'

type CreateParams = Stripe.Checkout.SessionCreateParams

/** What a page asks for that begins a subscription: the part that differs from one for what is bought once. */
export function planParams(draft: CheckoutDraft, plan: PlanDraft) {
  return {
    mode: 'subscription',
    ...(plan.customerId !== null && {
      customer: plan.customerId,
      // Stripe reckons tax by an address that it takes from the page only when told to.
      ...(draft.taxByProvider && { customer_update: { address: 'auto' } }),
    }),
    ...(plan.customerId === null && draft.email !== null && { customer_email: draft.email }),
    line_items: [{ price: plan.providerPriceId, quantity: 1 }],
    payment_method_collection: 'always',
    subscription_data: subscriptionData(draft, plan),
  } satisfies Partial<CreateParams>
}

function subscriptionData(draft: CheckoutDraft, plan: PlanDraft): NonNullable<CreateParams['subscription_data']> {
  const { destination, taxRateId, trialDays } = plan
  return {
    metadata: metadataOf(draft),
    ...(trialDays > 0 && {
      trial_period_days: trialDays,
      // Who takes their card away while they try it does not want it: it ends by itself and owes nothing.
      trial_settings: { end_behavior: { missing_payment_method: 'cancel' } },
    }),
    ...(taxRateId !== null && { default_tax_rates: [taxRateId] }),
    ...(destination !== null && {
      transfer_data: { destination: destination.accountId },
      ...(destination.feeBps > 0 && { application_fee_percent: destination.feeBps / 100 }),
    }),
  }
}

/** What paid a session: its own intent, or of one that began a subscription that of its first invoice; null in a trial. */
export async function intentOfSession(
  stripe: Stripe,
  session: Stripe.Checkout.Session,
): Promise<Stripe.PaymentIntent | null> {
  if (session.mode !== 'subscription') return typeof session.payment_intent === 'object' ? session.payment_intent : null
  if (session.invoice === null || !session.amount_total) return null
  return intentOfInvoice(stripe, idOf(session.invoice))
}

/** What a session began, with its subscription expanded. */
export function toBegunSubscription({ subscription }: Stripe.Checkout.Session): SessionFacts['subscription'] {
  if (subscription === null || typeof subscription === 'string') return null
  return {
    subscriptionId: subscription.id,
    customerId: idOf(subscription.customer),
    destination: toRecurringDestination(subscription),
  }
}
