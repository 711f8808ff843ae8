import type Stripe from 'stripe'
import type { TestSandbox } from './sandbox.ts'

export type Subscriber = { customer: string; subscription: string; price: Stripe.Price }

/** Somebody who has subscribed on the hosted page and paid the first month. */
export async function subscribe(
  { stripe, control }: TestSandbox,
  params: Partial<Stripe.Checkout.SessionCreateParams> = {},
  pay: object = {},
): Promise<Subscriber> {
  const price = await monthlyPrice(stripe)
  const { id } = await openPlanSession(stripe, price, params)
  await control('POST', `checkout/sessions/${id}/pay`, { email: 'mika@example.com', name: 'Mika Example', ...pay })
  const session = await stripe.checkout.sessions.retrieve(id)
  return { customer: String(session.customer), subscription: String(session.subscription), price }
}

export async function monthlyPrice(stripe: Stripe, amount = 1900): Promise<Stripe.Price> {
  const product = await stripe.products.create({ name: 'Studio plan' })
  return stripe.prices.create({
    product: product.id,
    unit_amount: amount,
    currency: 'usd',
    recurring: { interval: 'month' },
  })
}

/** An open session that subscribes to a price. */
export function openPlanSession(
  stripe: Stripe,
  price: Stripe.Price,
  params: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Promise<Stripe.Checkout.Session> {
  return stripe.checkout.sessions.create({
    mode: 'subscription',
    success_url: 'https://shop.example/done',
    cancel_url: 'https://shop.example/plans',
    branding_settings: { display_name: 'Kendama Counter' },
    line_items: [{ price: price.id, quantity: 1 }],
    ...params,
  })
}

/** Lets so many days go by on the sandbox's clock; what falls due happens. */
export async function passDays({ control }: TestSandbox, days: number): Promise<void> {
  await control('POST', 'clock/advance', { seconds: days * 24 * 3600 })
}
