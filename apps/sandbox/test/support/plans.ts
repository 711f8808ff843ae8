import type Stripe from 'stripe'
import type { TestSandbox } from './sandbox.ts'

export type Outcome = { outcome: string; code?: string }

/** A recurring price with its product. */
export async function createPlan(
  stripe: Stripe,
  params: Partial<Stripe.PriceCreateParams> = {},
): Promise<Stripe.Price> {
  const product = await stripe.products.create({ name: 'Studio plan' })
  return stripe.prices.create({
    currency: 'usd',
    unit_amount: 1900,
    recurring: { interval: 'month' },
    product: product.id,
    ...params,
  })
}

/** An open session that begins a subscription to a new plan. */
export async function openPlanSession(
  stripe: Stripe,
  params: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Promise<Stripe.Checkout.Session> {
  return stripe.checkout.sessions.create({
    mode: 'subscription',
    success_url: 'https://shop.example/paid?session_id={CHECKOUT_SESSION_ID}',
    line_items: params.line_items ?? [{ price: (await createPlan(stripe)).id, quantity: 1 }],
    ...params,
  })
}

/** Pays a session without a browser. */
export function pay(sandbox: TestSandbox, session: string, params: object = {}): Promise<Outcome> {
  return sandbox.control<Outcome>('POST', `checkout/sessions/${session}/pay`, params)
}

/** A subscription begun by a paid session. */
export async function subscribe(
  sandbox: TestSandbox,
  params: Partial<Stripe.Checkout.SessionCreateParams> = {},
  payment: object = {},
): Promise<Stripe.Subscription> {
  const session = await openPlanSession(sandbox.stripe, params)
  await pay(sandbox, session.id, payment)
  const paid = await sandbox.stripe.checkout.sessions.retrieve(session.id, { expand: ['subscription'] })
  if (paid.subscription === null || typeof paid.subscription === 'string') throw new Error('No subscription was begun.')
  return paid.subscription
}

/** The types of the events about these objects, oldest first. */
export async function eventTypes(sandbox: TestSandbox, ...objects: string[]): Promise<string[]> {
  const { data } = await sandbox.control<{ data: Stripe.Event[] }>('GET', 'events?limit=1000')
  return data
    .filter(({ data: { object } }) => objects.length === 0 || ('id' in object && objects.includes(String(object.id))))
    .map(({ type }) => type)
    .reverse()
}

/** Keeps a card for a customer and makes it the one that is charged. */
export async function keepCard(stripe: Stripe, customer: string, card: string): Promise<string> {
  const { id } = await stripe.paymentMethods.attach(card, { customer })
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: id } })
  return id
}
