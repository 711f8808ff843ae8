import type { OrderId } from '@cashwrap/shared/ids'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type Stripe from 'stripe'
import type {
  CheckoutDraft,
  FrozenRequest,
  OpenedCheckout,
  OpenFailure,
  ReadFailure,
  SessionFacts,
} from '../../modules/payments/index.ts'
import type { Logger } from '../../platform/logger.ts'
import { fromStripeAmount, toStripeAmount } from './stripe-amount.ts'
import { describeStripeError, isDefiniteRefusal, isMissing } from './stripe-failure.ts'
import { fromUnix, toUnix } from './stripe-time.ts'

type IntentParams = Stripe.PaymentIntentCreateParams

const EXPAND = ['latest_charge']
const DESCRIPTION_LIMIT = 1000
/** What Stripe itself ends after a day for a page; an intent waits for ever, so its end is written on it. */
const LONGEST_SECONDS = 86_400

export const isIntentId = (id: string): boolean => id.startsWith('pi_')

/** Payment intents without a page, in the words of a checkout: open while they can be paid, complete when money is on its way. */
export function stripeIntents(stripe: Stripe, log: Logger) {
  async function read(intentId: string): Promise<Result<SessionFacts, ReadFailure>> {
    try {
      return ok(toIntentFacts(await stripe.paymentIntents.retrieve(intentId, { expand: EXPAND })))
    } catch (error) {
      log.warn({ stripe: describeStripeError(error) }, 'stripe did not give an intent')
      return fail({ kind: isMissing(error) ? 'missing' : 'unavailable' })
    }
  }
  return {
    read,

    async open(request: FrozenRequest): Promise<Result<OpenedCheckout, OpenFailure>> {
      try {
        const intent = await stripe.paymentIntents.create(request.body as unknown as IntentParams, {
          idempotencyKey: request.idempotencyKey,
        })
        if (intent.client_secret === null) return fail({ kind: 'unknown' })
        return ok({
          way: 'intent',
          sessionId: intent.id,
          clientSecret: intent.client_secret,
          expiresAt: endOf(intent),
        })
      } catch (error) {
        log.warn({ stripe: describeStripeError(error) }, 'stripe did not make an intent')
        return isDefiniteRefusal(error)
          ? fail({ kind: 'refused', reason: error.code ?? error.type })
          : fail({ kind: 'unknown' })
      }
    },

    async readSecret(intentId: string): Promise<Result<string, ReadFailure>> {
      try {
        const { client_secret: secret } = await stripe.paymentIntents.retrieve(intentId)
        return secret === null ? fail({ kind: 'missing' }) : ok(secret)
      } catch (error) {
        log.warn({ stripe: describeStripeError(error) }, 'stripe did not give an intent')
        return fail({ kind: isMissing(error) ? 'missing' : 'unavailable' })
      }
    },

    /** Whatever cannot be cancelled is what it is by now: the truth to follow. */
    async cancel(intentId: string): Promise<Result<SessionFacts, ReadFailure>> {
      try {
        return ok(toIntentFacts(await stripe.paymentIntents.cancel(intentId, { expand: EXPAND })))
      } catch (error) {
        if (!isDefiniteRefusal(error))
          log.warn({ stripe: describeStripeError(error) }, 'stripe did not cancel an intent')
        return read(intentId)
      }
    },

    async find(orderId: OrderId, from: Date, to: Date): Promise<Result<SessionFacts | null, { kind: 'unavailable' }>> {
      try {
        const made = stripe.paymentIntents.list({
          created: { gte: toUnix(from), lte: toUnix(to) },
          limit: 100,
          expand: ['data.latest_charge'],
        })
        // A page's own intent carries the order too, but none of ours ends by our clock.
        for await (const intent of made)
          if (intent.metadata['order_id'] === orderId && intent.metadata['expires_at'] !== undefined)
            return ok(toIntentFacts(intent))
        return ok(null)
      } catch (error) {
        log.warn({ stripe: describeStripeError(error) }, 'stripe did not list intents')
        return fail({ kind: 'unavailable' })
      }
    },
  }
}

/** @param total the sum of the lines, in our minor units */
export function intentParams(draft: CheckoutDraft, total: number): IntentParams {
  const { expiresAt } = draft
  return {
    amount: toStripeAmount(total, draft.currency),
    currency: draft.currency.toLowerCase(),
    automatic_payment_methods: { enabled: true },
    description: draft.lines
      .map((line) => line.title)
      .join(', ')
      .slice(0, DESCRIPTION_LIMIT),
    metadata: { ...metadataOf(draft), ...(expiresAt !== null && { expires_at: String(toUnix(expiresAt)) }) },
    ...splitParams(draft),
  }
}

/** What every object of an order says about itself. */
export const metadataOf = (draft: CheckoutDraft) => ({
  order_id: draft.orderId,
  checkout_id: draft.checkoutId,
  order_number: String(draft.orderNumber),
  instance: draft.instance,
})

export function splitParams({
  split,
  orderId,
  currency,
}: CheckoutDraft): Pick<IntentParams, 'transfer_data' | 'transfer_group' | 'application_fee_amount'> {
  if (split.way === 'shop') return {}
  if (split.way === 'transfers') return { transfer_group: orderId }
  return {
    transfer_data: { destination: split.accountId },
    ...(split.fee > 0 && { application_fee_amount: toStripeAmount(split.fee, currency) }),
  }
}

function toIntentFacts(intent: Stripe.PaymentIntent): SessionFacts {
  const currency = intent.currency.toUpperCase()
  const amount = fromStripeAmount(intent.amount, currency)
  return {
    sessionId: intent.id,
    orderId: intent.metadata['order_id'] ?? null,
    instance: intent.metadata['instance'] ?? null,
    status:
      intent.status === 'canceled'
        ? 'expired'
        : intent.status === 'succeeded' || intent.status === 'processing'
          ? 'complete'
          : 'open',
    paymentStatus: intent.status === 'succeeded' ? 'paid' : 'unpaid',
    mode: 'payment',
    currency,
    subtotal: amount,
    discount: 0,
    tax: 0,
    total: amount,
    url: null,
    expiresAt: endOf(intent),
    account: null,
    livemode: intent.livemode,
    email: intent.receipt_email,
    phone: null,
    destination: toDestination(intent),
    subscription: null,
    payment: toPayment(intent),
  }
}

function endOf({ created, metadata }: Stripe.PaymentIntent): Date {
  const seconds = Number(metadata['expires_at'] ?? Number.NaN)
  return fromUnix(Number.isSafeInteger(seconds) ? seconds : created + LONGEST_SECONDS)
}

export function toPayment(intent: Stripe.PaymentIntent): NonNullable<SessionFacts['payment']> {
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null
  const error = intent.last_payment_error
  return {
    intentId: intent.id,
    status:
      intent.status === 'succeeded'
        ? 'succeeded'
        : intent.status === 'processing'
          ? 'processing'
          : error || intent.status === 'canceled'
            ? 'failed'
            : 'waiting',
    received: fromStripeAmount(intent.amount_received, intent.currency.toUpperCase()),
    capturedAt: intent.status === 'succeeded' ? fromUnix(charge?.created ?? intent.created) : null,
    chargeId: charge?.status === 'succeeded' ? charge.id : null,
    decline: error && {
      attemptId: error.charge ?? `${intent.id}:${error.code ?? error.type}`,
      code: declineCode(error),
      at: fromUnix(charge?.created ?? intent.created),
    },
  }
}

export function toDestination(intent: Stripe.PaymentIntent): { accountId: string; fee: number } | null {
  const { destination } = intent.transfer_data ?? {}
  if (!destination) return null
  const fee = fromStripeAmount(intent.application_fee_amount ?? 0, intent.currency.toUpperCase())
  return { accountId: typeof destination === 'string' ? destination : destination.id, fee }
}

/** The issuer's reason where it is one of those a buyer can act on, else Stripe's own code. */
function declineCode(error: Stripe.PaymentIntent.LastPaymentError): string {
  if (
    error.code === 'card_declined' &&
    (error.decline_code === 'insufficient_funds' || error.decline_code === 'authentication_required')
  )
    return error.decline_code
  return error.code === 'payment_intent_authentication_failure' ? 'authentication_required' : (error.code ?? error.type)
}
