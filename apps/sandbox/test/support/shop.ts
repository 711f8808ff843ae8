import type Stripe from 'stripe'

/** A price to sell at, with its product. */
export async function createPrice(stripe: Stripe, amount = 4999, currency = 'usd'): Promise<Stripe.Price> {
  const product = await stripe.products.create({ name: 'Course on wood joints' })
  return stripe.prices.create({ product: product.id, unit_amount: amount, currency })
}

/** An open session over one line of this price. */
export async function openSession(
  stripe: Stripe,
  params: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Promise<Stripe.Checkout.Session> {
  const lineItems = params.line_items ?? [{ price: (await createPrice(stripe)).id, quantity: 1 }]
  return stripe.checkout.sessions.create({
    mode: 'payment',
    success_url: 'https://shop.example/paid?session_id={CHECKOUT_SESSION_ID}',
    cancel_url: 'https://shop.example/cart',
    ...params,
    line_items: lineItems,
  })
}
