import { fail, ok, type Result } from '@cashwrap/shared/result'
import type Stripe from 'stripe'
import type { CommandFailure, GatewayFailure, SubscriptionGateway } from '../../modules/subscriptions/index.ts'
import type { Logger } from '../../platform/logger.ts'
import { describeStripeError, isDeclined, isDefiniteRefusal, isMissing } from './stripe-failure.ts'
import { toUnix } from './stripe-time.ts'

/** Subscriptions over Stripe Billing. Knows Stripe's words; nothing outside this folder does. */
export function stripeSubscriptionGateway(stripe: Stripe, log: Logger): SubscriptionGateway {
  /** Runs a command; what Stripe answers otherwise becomes a failure. */
  async function command(name: string, run: () => Promise<unknown>): Promise<Result<null, CommandFailure>> {
    try {
      await run()
      return ok(null)
    } catch (error) {
      log.warn({ stripe: describeStripeError(error), command: name }, 'stripe did not do a command')
      return fail(toCommandFailure(error))
    }
  }
  async function ask<T>(name: string, run: () => Promise<T>): Promise<Result<T, GatewayFailure>> {
    try {
      return ok(await run())
    } catch (error) {
      log.warn({ stripe: describeStripeError(error), question: name }, 'stripe did not answer a question')
      return fail({ kind: isMissing(error) ? 'missing' : 'unavailable' })
    }
  }
  return {
    ensurePrice: async () => fail({ kind: 'unavailable' }),
    ensureTaxRate: async () => fail({ kind: 'unavailable' }),
    read: async () => fail({ kind: 'unavailable' }),
    preview: async () => fail({ kind: 'unknown' }),
    change: async () => fail({ kind: 'unknown' }),

    cancel: (subscriptionId, when) =>
      command('cancel', () =>
        when === 'now'
          ? stripe.subscriptions.cancel(subscriptionId, { invoice_now: false, prorate: false })
          : stripe.subscriptions.update(subscriptionId, { cancel_at_period_end: true }),
      ),

    keep: (subscriptionId) =>
      command('keep', () => stripe.subscriptions.update(subscriptionId, { cancel_at_period_end: false })),

    pause: (subscriptionId, resumesAt) =>
      command('pause', () =>
        stripe.subscriptions.update(subscriptionId, {
          pause_collection: { behavior: 'keep_as_draft', resumes_at: toUnix(resumesAt) },
        }),
      ),

    resume: async () => fail({ kind: 'unknown' }),
    openPortal: async () => fail({ kind: 'unknown' }),

    readInvoice: (invoiceId) =>
      ask('invoice', async () => {
        const invoice = await stripe.invoices.retrieve(invoiceId)
        return { page: invoice.hosted_invoice_url ?? null, pdf: invoice.invoice_pdf ?? null }
      }),

    findByPayment: async () => fail({ kind: 'unavailable' }),
  }
}

function toCommandFailure(error: unknown): CommandFailure {
  if (isDeclined(error)) return { kind: 'declined' }
  return isDefiniteRefusal(error) ? { kind: 'refused', reason: error.code ?? error.type } : { kind: 'unknown' }
}
