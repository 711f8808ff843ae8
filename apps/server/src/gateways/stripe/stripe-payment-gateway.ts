import { money } from '@cashwrap/shared/money'
import { fail, ok } from '@cashwrap/shared/result'
import type Stripe from 'stripe'
import type { CheckoutDraft, PaymentGateway, SessionFacts } from '../../modules/payments/index.ts'
import type { Logger } from '../../platform/logger.ts'
import { fromStripeAmount, isAboveMaximum, minimumFor, toStripeAmount } from './stripe-amount.ts'
import { describeStripeError, isDefiniteRefusal, isLastingRefusal, isMissing } from './stripe-failure.ts'
import {
  intentParams,
  isIntentId,
  metadataOf,
  splitParams,
  stripeIntents,
  toDestination,
  toPayment,
} from './stripe-intents.ts'
import { intentOfSession, planParams, toBegunSubscription } from './stripe-plan-checkout.ts'
import { listRefunds, toRefundState } from './stripe-refunds.ts'
import { fromUnix, toUnix } from './stripe-time.ts'

type CreateParams = Stripe.Checkout.SessionCreateParams

const EXPAND = ['payment_intent.latest_charge', 'subscription']
/** How Stripe limits a line's name and description. */
const NAME_LIMIT = 250
const DESCRIPTION_LIMIT = 500

/** Checkout over Stripe's Checkout Sessions. Knows Stripe's words; nothing outside this folder does. */
export function stripePaymentGateway(stripe: Stripe, log: Logger): PaymentGateway {
  const intents = stripeIntents(stripe, log)
  return {
    freeze(draft) {
      const { plan } = draft
      const total = plan?.total.amount ?? sumOf(draft)
      const isFree = plan !== null && plan.trialDays > 0 && total === 0
      if (!isFree && total < minimumFor(draft.currency))
        return fail({ kind: 'amount-too-small', minimum: money(minimumFor(draft.currency), draft.currency) })
      if (isAboveMaximum(total, draft.currency)) return fail({ kind: 'amount-too-large' })
      // A subscription begins on a page only: it is there that its card is kept.
      const way = plan === null ? draft.way : 'page'
      const params = way === 'intent' ? intentParams(draft, total) : createParams(draft)
      return ok({ way, idempotencyKey: `cashwrap:${draft.checkoutId}`, body: { ...params } })
    },

    async open(request) {
      if (request.way === 'intent') return intents.open(request)
      try {
        const session = await stripe.checkout.sessions.create(request.body as CreateParams, {
          idempotencyKey: request.idempotencyKey,
        })
        if (session.url === null) return fail({ kind: 'unknown' })
        return ok({ way: 'page', sessionId: session.id, url: session.url, expiresAt: fromUnix(session.expires_at) })
      } catch (error) {
        log.warn({ stripe: describeStripeError(error) }, 'stripe did not open a session')
        return isDefiniteRefusal(error)
          ? fail({ kind: 'refused', reason: error.code ?? error.type })
          : fail({ kind: 'unknown' })
      }
    },

    async read(sessionId) {
      if (isIntentId(sessionId)) return intents.read(sessionId)
      try {
        return ok(await factsOf(stripe, await stripe.checkout.sessions.retrieve(sessionId, { expand: EXPAND })))
      } catch (error) {
        log.warn({ stripe: describeStripeError(error) }, 'stripe did not give a session')
        return fail({ kind: isMissing(error) ? 'missing' : 'unavailable' })
      }
    },

    readSecret: intents.readSecret,

    async expire(sessionId) {
      if (isIntentId(sessionId)) return intents.cancel(sessionId)
      try {
        return ok(await factsOf(stripe, await stripe.checkout.sessions.expire(sessionId, { expand: EXPAND })))
      } catch (error) {
        // Only an open session can be expired; whatever else it is by now is the truth to follow.
        if (!isDefiniteRefusal(error))
          log.warn({ stripe: describeStripeError(error) }, 'stripe did not expire a session')
        return this.read(sessionId)
      }
    },

    async refund({ idempotencyKey, paymentId, amount, currency, orderId, providerRefundId, fromSeller }) {
      try {
        const params = {
          payment_intent: paymentId,
          amount: toStripeAmount(amount, currency),
          ...(fromSeller && { reverse_transfer: true, refund_application_fee: true }),
          metadata: { order_id: orderId },
        }
        const refundId = providerRefundId ?? (await stripe.refunds.create(params, { idempotencyKey })).id
        // The key replays what was true when it was made; what became of it since is asked for.
        const refund = await stripe.refunds.retrieve(refundId)
        return ok({ providerRefundId: refund.id, state: toRefundState(refund.status) })
      } catch (error) {
        log.warn({ stripe: describeStripeError(error), orderId }, 'stripe did not refund')
        return isLastingRefusal(error)
          ? fail({ kind: 'refused', reason: error.code ?? error.type })
          : fail({ kind: 'unknown' })
      }
    },

    async listRefunds(payment) {
      try {
        return ok(await listRefunds(stripe, payment))
      } catch (error) {
        log.warn({ stripe: describeStripeError(error) }, 'stripe did not list refunds')
        return fail({ kind: isMissing(error) ? 'missing' : 'unavailable' })
      }
    },

    async find({ orderId, way }, from, to) {
      if (way === 'intent') return intents.find(orderId, from, to)
      try {
        const sessions = stripe.checkout.sessions.list({
          created: { gte: toUnix(from), lte: toUnix(to) },
          limit: 100,
          expand: EXPAND.map((path) => `data.${path}`),
        })
        for await (const session of sessions)
          if (session.metadata?.['order_id'] === orderId) return ok(await factsOf(stripe, session))
        return ok(null)
      } catch (error) {
        log.warn({ stripe: describeStripeError(error) }, 'stripe did not list sessions')
        return fail({ kind: 'unavailable' })
      }
    },
  }
}

function createParams(draft: CheckoutDraft): CreateParams {
  return {
    ...(draft.plan === null ? purchaseParams(draft) : planParams(draft, draft.plan)),
    client_reference_id: draft.orderId,
    success_url: draft.successUrl,
    cancel_url: draft.cancelUrl,
    ...(draft.expiresAt !== null && { expires_at: toUnix(draft.expiresAt) }),
    adaptive_pricing: { enabled: false },
    branding_settings: { display_name: draft.shopName },
    ...(draft.taxByProvider && { automatic_tax: { enabled: true } }),
    ...(draft.collectPhone && { phone_number_collection: { enabled: true } }),
    metadata: metadataOf(draft),
  }
}

/** The part of a page for what is bought once. */
function purchaseParams(draft: CheckoutDraft) {
  return {
    mode: 'payment',
    ...(draft.email !== null && { customer_email: draft.email }),
    line_items: draft.lines.map((line) => ({
      quantity: line.quantity,
      price_data: {
        currency: draft.currency.toLowerCase(),
        unit_amount: toStripeAmount(line.unit.amount, draft.currency),
        ...(draft.taxByProvider && { tax_behavior: 'exclusive' as const }),
        product_data: {
          name: line.title.slice(0, NAME_LIMIT),
          ...(line.description && { description: line.description.slice(0, DESCRIPTION_LIMIT) }),
          ...(line.imageUrl !== null && { images: [line.imageUrl] }),
        },
      },
    })),
    payment_intent_data: { metadata: metadataOf(draft), ...splitParams(draft) },
  } satisfies Partial<CreateParams>
}

const sumOf = ({ lines }: CheckoutDraft): number =>
  lines.reduce((sum, line) => sum + line.unit.amount * line.quantity, 0)

const factsOf = async (stripe: Stripe, session: Stripe.Checkout.Session): Promise<SessionFacts> =>
  toFacts(session, await intentOfSession(stripe, session))

/** @param intent what paid it, or is meant to */
function toFacts(session: Stripe.Checkout.Session, intent: Stripe.PaymentIntent | null): SessionFacts {
  const currency = (session.currency ?? '').toUpperCase()
  const amount = (value: number | null | undefined) => fromStripeAmount(value ?? 0, currency)
  return {
    sessionId: session.id,
    orderId: session.metadata?.['order_id'] ?? null,
    instance: session.metadata?.['instance'] ?? null,
    status: toStatus(session.status),
    paymentStatus: toPaymentStatus(session.payment_status),
    mode: session.mode,
    currency,
    subtotal: amount(session.amount_subtotal),
    discount: amount(session.total_details?.amount_discount),
    tax: amount(session.total_details?.amount_tax),
    total: amount(session.amount_total),
    url: session.url,
    expiresAt: fromUnix(session.expires_at),
    account: null,
    livemode: session.livemode,
    email: session.customer_details?.email ?? session.customer_email,
    // One that nobody was asked for here was given for something else.
    phone: session.phone_number_collection?.enabled ? (session.customer_details?.phone ?? null) : null,
    destination: intent && toDestination(intent),
    subscription: toBegunSubscription(session),
    payment: intent && toPayment(intent),
  }
}

function toStatus(status: Stripe.Checkout.Session['status']): SessionFacts['status'] {
  if (status === 'complete') return 'complete'
  return status === 'expired' ? 'expired' : 'open'
}

/** A status this code does not know is not taken for paid. */
function toPaymentStatus(status: Stripe.Checkout.Session['payment_status']): SessionFacts['paymentStatus'] {
  if (status === 'no_payment_required') return 'no-payment-required'
  return status === 'paid' ? 'paid' : 'unpaid'
}
