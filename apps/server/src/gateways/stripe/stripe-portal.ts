import type Stripe from 'stripe'

interface PortalVisit {
  customerId: string
  returnUrl: string
  flow: 'payment-method' | null
}

/**
 * A link to Stripe's billing portal. A card that is chosen there becomes the customer's default, and takes the place of the
 * former default in their subscriptions; a checkout page keeps its card on the subscription alone, which would go on being
 * charged. So that card is made the default first, where there is none.
 */
export async function openPortal(
  stripe: Stripe,
  { customerId, returnUrl, flow }: PortalVisit,
): Promise<{ url: string }> {
  await haveDefaultCard(stripe, customerId)
  const { url } = await stripe.billingPortal.sessions.create({
    customer: customerId,
    return_url: returnUrl,
    ...(flow === 'payment-method' && {
      flow_data: {
        type: 'payment_method_update',
        after_completion: { type: 'redirect', redirect: { return_url: returnUrl } },
      },
    }),
  })
  return { url }
}

async function haveDefaultCard(stripe: Stripe, customerId: string): Promise<void> {
  const customer = await stripe.customers.retrieve(customerId)
  if (customer.deleted || customer.invoice_settings.default_payment_method !== null) return
  const { data } = await stripe.subscriptions.list({ customer: customerId, limit: 100 })
  const method = data.find((subscription) => subscription.default_payment_method !== null)?.default_payment_method
  if (!method) return
  await stripe.customers.update(customerId, {
    invoice_settings: { default_payment_method: typeof method === 'string' ? method : method.id },
  })
}
