import type { CheckoutId, OrderId } from '@cashwrap/shared/ids'
import type { Money } from '@cashwrap/shared/money'
import type { Result } from '@cashwrap/shared/result'

/** One line as the buyer reads it on the payment page; `unit` is what is charged each, discount and tax already in it. */
export interface ChargeLine {
  title: string
  description: string | null
  imageUrl: string | null
  unit: Money
  quantity: number
}

/** Where the money of a charge goes besides the shop; minor units. */
export type ChargeSplit =
  | { way: 'shop' }
  /** All of it to one seller's account, less the shop's fee. */
  | { way: 'destination'; accountId: string; fee: number }
  /** Kept until each seller's transfer is made from it. */
  | { way: 'transfers' }

/** The plan that is subscribed to by paying; in its place a draft has no lines. */
export interface PlanDraft {
  providerPriceId: string
  /** What its first period costs, with tax on top; nothing in a trial. */
  total: Money
  trialDays: number
  /** The customer that the buyer is at the provider; null for a new one. */
  customerId: string | null
  /** Tax that the provider adds at this rate, first and at every renewal. */
  taxRateId: string | null
  /** Where each charge goes besides the shop: a seller's account, and what the shop keeps in hundredths of a percent. */
  destination: { accountId: string; feeBps: number } | null
}

/** How a checkout is paid: on the provider's page, or by a form of the caller's own that confirms a payment intent. */
export type PaymentWay = 'page' | 'intent'

/** Everything a payment page needs to know, in our words. */
export interface CheckoutDraft {
  way: PaymentWay
  checkoutId: CheckoutId
  orderId: OrderId
  orderNumber: number
  instance: string
  /** Whom the buyer reads that they pay. */
  shopName: string
  email: string | null
  currency: string
  lines: readonly ChargeLine[]
  /** Null for what is bought once. */
  plan: PlanDraft | null
  /** Left to the provider to calculate and add. */
  taxByProvider: boolean
  /** The payment page asks for a telephone number, and wants it. */
  collectPhone: boolean
  split: ChargeSplit
  /** With the literal `{CHECKOUT_SESSION_ID}` where the provider puts its id. */
  successUrl: string
  cancelUrl: string
  /** When it can no longer be paid; null for the provider's own maximum of 24 hours on its page. */
  expiresAt: Date | null
}

/** The exact request to the provider, kept before the first call so that every retry says the same. */
export interface FrozenRequest {
  way: PaymentWay
  idempotencyKey: string
  body: Record<string, unknown>
}

/** What was opened, under the provider's id: `cs_…` of a page, `pi_…` of an intent. */
export type OpenedCheckout = { sessionId: string; expiresAt: Date } & (
  | { way: 'page'; url: string }
  /** Good for paying this intent and nothing else; for the payer's browser alone. */
  | { way: 'intent'; clientSecret: string }
)

/**
 * - `refused`: the provider said no for good; nothing was made
 * - `unknown`: it did not answer, or not in a way that tells; something may have been made
 */
export type OpenFailure = { kind: 'refused'; reason: string } | { kind: 'unknown' }

/** What the provider says of a session now, or in the same words of an intent. */
export interface SessionFacts {
  sessionId: string
  orderId: string | null
  instance: string | null
  status: 'open' | 'complete' | 'expired'
  paymentStatus: 'paid' | 'unpaid' | 'no-payment-required'
  mode: string
  currency: string
  /** In our minor units. */
  subtotal: number
  discount: number
  tax: number
  total: number
  url: string | null
  expiresAt: Date
  account: string | null
  livemode: boolean
  /** The address the provider collected or was given. */
  email: string | null
  /** E.164, where the draft had it collected and it was given. */
  phone: string | null
  /** The seller's account that the whole charge goes to, and what the shop takes back of it. */
  destination: { accountId: string; fee: number } | null
  payment: {
    intentId: string
    status: 'succeeded' | 'processing' | 'waiting' | 'failed'
    received: number
    capturedAt: Date | null
    /** The charge that took the money, once there is one. */
    chargeId: string | null
    /** The newest refused attempt, if it is the newest thing that happened. */
    decline: { attemptId: string; code: string; at: Date } | null
  } | null
  /** What paying it began; null for what is bought once, and until it is paid. */
  subscription: {
    subscriptionId: string
    customerId: string
    /** Where its charges go. */
    destination: { accountId: string; feeBps: number } | null
  } | null
}

/** Money to give back, the same words at every try. Amount in minor units. */
export interface RefundRequest {
  idempotencyKey: string
  paymentId: string
  amount: number
  currency: string
  orderId: OrderId
  /** The charge went to a seller's account: what comes back is taken back from there, the fee in proportion. */
  fromSeller: boolean
  /** Set once it was made: then it is only looked at, as the provider forgets keys after a day. */
  providerRefundId: string | null
}

export interface SentRefund {
  providerRefundId: string
  state: 'pending' | 'succeeded' | 'failed'
}

/** A refund as it stands at the provider, whoever made it. Amount in minor units. */
export interface ProviderRefund {
  providerRefundId: string
  state: SentRefund['state']
  amount: number
  currency: string
  createdAt: Date
  /** What was said of it there, in the provider's word. */
  reason: string | null
  /** The order it names: only one that was asked for here names any. */
  orderId: string | null
}

export interface RefundsOfPayment {
  /** Oldest first. */
  refunds: readonly ProviderRefund[]
  /** Of a charge that went to a seller, by all refunds so far: what was taken back from them, and given back of the fee. */
  fromSeller: { reversed: number; feeRefunded: number } | null
}

export type ReadFailure = { kind: 'missing' } | { kind: 'unavailable' }

/** The outside party that takes money. Amounts are in our minor units on both sides. */
export interface PaymentGateway {
  /** Writes a draft as the provider's request. Pure; fails where the provider would refuse the amount. */
  freeze(
    draft: CheckoutDraft,
  ): Result<FrozenRequest, { kind: 'amount-too-small'; minimum: Money } | { kind: 'amount-too-large' }>
  /** Opens the session of a frozen request; the same request again gives the same session. Never inside a transaction. */
  open(request: FrozenRequest): Promise<Result<OpenedCheckout, OpenFailure>>
  /** The present truth, in one read. */
  read(sessionId: string): Promise<Result<SessionFacts, ReadFailure>>
  /** The secret that confirms an intent, for its payer's browser. */
  readSecret(intentId: string): Promise<Result<string, ReadFailure>>
  /** Ends an open session so that it can no longer be paid; answers the truth that resulted. */
  expire(sessionId: string): Promise<Result<SessionFacts, ReadFailure>>
  /** Gives money back; the same request again gives the same refund as it stands now. */
  refund(request: RefundRequest): Promise<Result<SentRefund, OpenFailure>>
  /** All refunds of a payment as they stand now; with `ofSeller` also what they took from the seller the charge went to. */
  listRefunds(payment: { paymentId: string; ofSeller: boolean }): Promise<Result<RefundsOfPayment, ReadFailure>>
  /** Looks for what was opened for an order by its creation time, after an unknown outcome that can no longer be retried. */
  find(
    order: { orderId: OrderId; way: PaymentWay },
    from: Date,
    to: Date,
  ): Promise<Result<SessionFacts | null, { kind: 'unavailable' }>>
}
