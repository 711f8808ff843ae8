import type Stripe from 'stripe'
import { isDefiniteRefusal } from './stripe-failure.ts'
import { coversOf, soleItem } from './stripe-subscription-facts.ts'
import { toUnix } from './stripe-time.ts'

const CYCLE = 'subscription_cycle'

/**
 * Collects again, and charges the running period if its invoice was left a draft. That one is made final first: once the
 * subscription collects again nobody would ask for what was left a draft. Drafts of periods that are over stay drafts: nobody had
 * anything for them, and Stripe lets no invoice of a subscription be deleted. A card that is declined throws; the subscription
 * collects again all the same, with that invoice open and tried again as any other.
 */
export async function resumeCollection(stripe: Stripe, subscriptionId: string, idempotencyKey: string): Promise<void> {
  const left = await leftOut(stripe, await stripe.subscriptions.retrieve(subscriptionId))
  const invoice =
    left?.status === 'draft'
      ? await stripe.invoices.finalizeInvoice(
          left.id,
          { auto_advance: true },
          { idempotencyKey: `${idempotencyKey}:finalize` },
        )
      : left
  await stripe.subscriptions.update(subscriptionId, { pause_collection: '' })
  if (invoice?.status === 'open') await payUnlessPaid(stripe, invoice.id, `${idempotencyKey}:pay`)
}

/** The running period's own invoice while nothing has paid it; a draft, or one that an earlier try has finalised already. */
async function leftOut(stripe: Stripe, subscription: Stripe.Subscription): Promise<Stripe.Invoice | null> {
  const { current_period_start: from } = soleItem(subscription)
  const { data } = await stripe.invoices.list({ subscription: subscription.id, limit: 100 })
  return (
    data.find((invoice) => {
      const covers = coversOf(invoice.lines.data)
      return (
        invoice.billing_reason === CYCLE &&
        (invoice.status === 'draft' || invoice.status === 'open') &&
        covers !== null &&
        toUnix(covers.from) <= from &&
        from < toUnix(covers.to)
      )
    }) ?? null
  )
}

/** Finalising an invoice has Stripe try it too, which may have been quicker. */
async function payUnlessPaid(stripe: Stripe, invoiceId: string, idempotencyKey: string): Promise<void> {
  try {
    await stripe.invoices.pay(invoiceId, {}, { idempotencyKey })
  } catch (error) {
    if (!isDefiniteRefusal(error) || (await stripe.invoices.retrieve(invoiceId)).status !== 'paid') throw error
  }
}
