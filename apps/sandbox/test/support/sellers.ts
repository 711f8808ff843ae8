import type Stripe from 'stripe'
import type { TestSandbox } from './sandbox.ts'

export const READY_CARD = '4000000000000077'

/** An account through with onboarding. */
export async function plantSeller({ control }: TestSandbox, id: string): Promise<string> {
  await control('POST', 'fixtures', { object: 'account', id, charges_enabled: true })
  return id
}

/** A charge paid by card, at once and without a page. Card 0077 has its money available at once. */
export async function charge(
  stripe: Stripe,
  params: Partial<Stripe.PaymentIntentCreateParams> & { amount: number },
  card = 'pm_card_visa',
): Promise<Stripe.Charge> {
  const intent = await stripe.paymentIntents.create({
    currency: 'usd',
    confirm: true,
    payment_method: card,
    ...params,
    expand: ['latest_charge.balance_transaction'],
  })
  return intent.latest_charge as Stripe.Charge
}

/** What an account holds of one currency in all, in minor units; the platform's without an account. */
export async function heldBy(stripe: Stripe, currency: string, account?: string): Promise<number> {
  const balance = await stripe.balance.retrieve({}, account === undefined ? {} : { stripeAccount: account })
  return [...balance.available, ...balance.pending]
    .filter((part) => part.currency === currency)
    .reduce((sum, part) => sum + part.amount, 0)
}
