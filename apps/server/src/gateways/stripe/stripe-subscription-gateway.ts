import { fail, ok, type Result } from '@cashwrap/shared/result'
import type Stripe from 'stripe'
import type {
  CommandFailure,
  GatewayFailure,
  InvoiceFacts,
  SubscriptionGateway,
} from '../../modules/subscriptions/index.ts'
import type { Logger } from '../../platform/logger.ts'
import { resumeCollection } from './stripe-collection.ts'
import { describeStripeError, isAboutExpanding, isDeclined, isDefiniteRefusal, isMissing } from './stripe-failure.ts'
import { intentOfInvoice } from './stripe-invoice-payments.ts'
import { foretellCharge } from './stripe-next-charge.ts'
import { changePlan, previewChange } from './stripe-plan-change.ts'
import { findOrMakePrice, findOrMakeTaxRate } from './stripe-plan-prices.ts'
import { openPortal } from './stripe-portal.ts'
import { subscriptionOf, toInvoiceFacts, toSubscriptionFacts } from './stripe-subscription-facts.ts'
import { toUnix } from './stripe-time.ts'

const EXPAND = ['default_payment_method', 'customer.invoice_settings.default_payment_method']

/** Subscriptions over Stripe Billing. Knows Stripe's words; nothing outside this folder does. */
export function stripeSubscriptionGateway(stripe: Stripe, log: Logger): SubscriptionGateway {
  async function command<T>(name: string, run: () => Promise<T>): Promise<Result<T, CommandFailure>> {
    try {
      return ok(await run())
    } catch (error) {
      log.warn({ stripe: describeStripeError(error), command: name }, 'stripe did not do what it was told')
      return fail(toCommandFailure(error))
    }
  }
  async function question<T>(name: string, ask: () => Promise<T>): Promise<Result<T, GatewayFailure>> {
    try {
      return ok(await ask())
    } catch (error) {
      log.warn({ stripe: describeStripeError(error), question: name }, 'stripe did not answer')
      return fail({ kind: isMissing(error) ? 'missing' : 'unavailable' })
    }
  }
  /** What is shown, not acted on: whoever is not told it goes on without. */
  const foretell = async (subscription: Stripe.Subscription) => {
    const told = await question('next charge', () => foretellCharge(stripe, subscription))
    return told.ok ? told.value : null
  }
  return {
    ensurePrice: (price) => question('price', async () => ({ providerPriceId: await findOrMakePrice(stripe, price) })),

    canSubscribe: async (customerId) => {
      const asked = await question('customer', async () => {
        const customer = await stripe.customers.retrieve(customerId)
        return !customer.deleted && customer.balance === 0
      })
      return asked.ok || asked.failure.kind === 'unavailable' ? asked : ok(false)
    },

    ensureTaxRate: (rate) => question('tax rate', async () => ({ taxRateId: await findOrMakeTaxRate(stripe, rate) })),

    read: (subscriptionId, paid) =>
      question('subscription', async () => {
        const subscription = await retrieveExpanded(stripe, subscriptionId)
        const invoices = await listInvoices(stripe, subscriptionId, paid)
        return toSubscriptionFacts(subscription, invoices, await foretell(subscription))
      }),

    preview: (change) => command('preview', () => previewChange(stripe, change)),

    change: (change, idempotencyKey) =>
      command('change', async () => {
        await changePlan(stripe, change, idempotencyKey)
        return null
      }),

    cancel: (subscriptionId, when) =>
      command('cancel', async () => {
        if (when === 'now') await cancelNow(stripe, subscriptionId)
        else await stripe.subscriptions.update(subscriptionId, { cancel_at_period_end: true })
        return null
      }),

    keep: (subscriptionId) =>
      command('keep', async () => {
        const standing = await stripe.subscriptions.retrieve(subscriptionId)
        // Stripe has two ways of ending later, and takes one of them at a time.
        if (standing.cancel_at_period_end)
          await stripe.subscriptions.update(subscriptionId, { cancel_at_period_end: false })
        else if (standing.cancel_at !== null) await stripe.subscriptions.update(subscriptionId, { cancel_at: '' })
        return null
      }),

    pause: (subscriptionId, resumesAt) =>
      command('pause', async () => {
        await stripe.subscriptions.update(subscriptionId, {
          pause_collection: { behavior: 'keep_as_draft', resumes_at: toUnix(resumesAt) },
        })
        return null
      }),

    resume: (subscriptionId, idempotencyKey) =>
      command('resume', async () => {
        await resumeCollection(stripe, subscriptionId, idempotencyKey)
        return null
      }),

    openPortal: (visit) => command('portal', () => openPortal(stripe, visit)),

    readInvoice: (invoiceId) =>
      question('invoice', async () => {
        const invoice = await stripe.invoices.retrieve(invoiceId)
        return { page: invoice.hosted_invoice_url ?? null, pdf: invoice.invoice_pdf ?? null }
      }),

    findByPayment: (paymentIntentId) =>
      question('invoice of a payment', async () => {
        const { data } = await stripe.invoicePayments.list({
          payment: { type: 'payment_intent', payment_intent: paymentIntentId },
          expand: ['data.invoice'],
        })
        const invoice = data[0]?.invoice
        if (typeof invoice !== 'object' || invoice.deleted) return null
        const subscriptionId = subscriptionOf(invoice)
        return subscriptionId === null ? null : { subscriptionId }
      }),
  }
}

/** Of a customer that was deleted there is nothing to expand. */
async function retrieveExpanded(stripe: Stripe, subscriptionId: string): Promise<Stripe.Subscription> {
  try {
    return await stripe.subscriptions.retrieve(subscriptionId, { expand: EXPAND })
  } catch (error) {
    if (!isAboutExpanding(error)) throw error
    return stripe.subscriptions.retrieve(subscriptionId)
  }
}

/** Newest first, as Stripe lists them. Who paid is asked where it is not known yet, and who is meant to where it is due. */
async function listInvoices(
  stripe: Stripe,
  subscriptionId: string,
  paid: ReadonlySet<string>,
): Promise<InvoiceFacts[]> {
  const { data } = await stripe.invoices.list({ subscription: subscriptionId, limit: 100 })
  const facts: InvoiceFacts[] = []
  for (const invoice of data) {
    const isNews = invoice.status === 'paid' && invoice.amount_paid > 0 && !paid.has(invoice.id)
    const intent = isNews || invoice.status === 'open' ? await intentOfInvoice(stripe, invoice.id) : null
    facts.push(toInvoiceFacts(await withAllLines(stripe, invoice), intent))
  }
  return facts
}

/** Stripe puts the first few lines on an invoice, with the plan's own last. */
async function withAllLines(stripe: Stripe, invoice: Stripe.Invoice): Promise<Stripe.Invoice> {
  if (!invoice.lines.has_more) return invoice
  const data = await stripe.invoices.listLineItems(invoice.id, { limit: 100 }).autoPagingToArray({ limit: 1000 })
  return { ...invoice, lines: { ...invoice.lines, data, has_more: false } }
}

/** Nothing is given back or charged for the rest of the period. One that has ended already stays so. */
async function cancelNow(stripe: Stripe, subscriptionId: string): Promise<void> {
  try {
    await stripe.subscriptions.cancel(subscriptionId, { invoice_now: false, prorate: false })
  } catch (error) {
    if (!isDefiniteRefusal(error) || (await stripe.subscriptions.retrieve(subscriptionId)).ended_at === null)
      throw error
  }
}

function toCommandFailure(error: unknown): CommandFailure {
  if (isDeclined(error)) return { kind: 'declined' }
  return isDefiniteRefusal(error) ? { kind: 'refused', reason: error.code ?? error.type } : { kind: 'unknown' }
}
