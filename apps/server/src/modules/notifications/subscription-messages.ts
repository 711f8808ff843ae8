import { Currency, Instant, id, Money } from '@cashwrap/shared/contracts/primitives'
import { PlanInterval } from '@cashwrap/shared/contracts/subscriptions'
import { z } from 'zod'

/** Minor units of the plan's currency, or of the `currency` beside it. */
const Amount = z.int()

/** The plan as it is subscribed to; `price` is what it costs each `interval`. */
const Plan = z.object({
  planTitle: z.string(),
  interval: PlanInterval,
  price: Money,
  /** Tax is added to the price and to what will be charged. */
  taxOnTop: z.boolean().default(false),
  subscriptionId: id<'subscription'>(),
})
const ofPlan = { plan: Plan }

/** What each period gives to spend; null where the plan gives nothing of the kind. */
const Credits = z.object({ creditType: z.string(), perPeriod: z.int() }).nullable()

/** What will be charged next, and when. */
const nextCharge = { nextChargeAt: Instant, nextAmount: Amount }
const charged = { amount: Amount, currency: Currency }

const SubscriptionStarted = z.object({
  ...ofPlan,
  ...nextCharge,
  trialEndsAt: Instant.nullable(),
  credits: Credits,
})

const TrialEnding = z.object({
  ...ofPlan,
  ...charged,
  endsAt: Instant,
  /** What will be charged; null where there is nothing to charge yet. `brand` in Stripe's word; `last4` null for what is no card. */
  card: z.object({ brand: z.string(), last4: z.string().nullable() }).nullable(),
})

const SubscriptionPaymentFailed = z.object({
  ...ofPlan,
  ...charged,
  /** The first is 1. */
  attempt: z.int().positive(),
  /** Null when it is not tried again by itself. */
  nextAttemptAt: Instant.nullable(),
  /** When access ends, or ended, unless it is paid before; null while nothing ends it. */
  accessEndsAt: Instant.nullable(),
  /** The card is not refused: its holder has to confirm the payment. */
  needsAction: z.boolean(),
})

const RenewalReceipt = z.object({
  ...ofPlan,
  orderNumber: z.int(),
  total: Amount,
  tax: Amount,
  /** Whether `tax` is part of the price or was added to it. */
  taxIncluded: z.boolean(),
  /** `Tax (20 %)`; null where the rate is not ours to know. */
  taxLabel: z.string().nullable(),
  currency: Currency,
  coversFrom: Instant,
  coversTo: Instant,
  paidAt: Instant,
  credits: Credits,
})

/** What a subscriber is told, one kind for each moment of a subscription's life. */
export const SUBSCRIPTION_MESSAGES = [
  z.object({ kind: z.literal('subscription-started'), payload: SubscriptionStarted }),
  z.object({ kind: z.literal('trial-ending'), payload: TrialEnding }),
  z.object({ kind: z.literal('subscription-payment-failed'), payload: SubscriptionPaymentFailed }),
  z.object({
    kind: z.literal('subscription-access-ended'),
    payload: z.object({ ...ofPlan, reason: z.enum(['unpaid', 'paused', 'ended']) }),
  }),
  /** What was owed is paid. */
  z.object({
    kind: z.literal('subscription-recovered'),
    payload: z.object({ ...ofPlan, ...charged, coversTo: Instant }),
  }),
  z.object({
    kind: z.literal('subscription-canceled'),
    payload: z.object({
      ...ofPlan,
      /** Until then there is access. */
      endsAt: Instant,
      when: z.enum(['period-end', 'now']),
      /** Whether the buyer did it, or the shop; left out where it is not known. */
      byBuyer: z.boolean().optional(),
    }),
  }),
  /** A planned cancellation was taken back. */
  z.object({ kind: z.literal('subscription-kept'), payload: z.object({ ...ofPlan, ...nextCharge }) }),
  z.object({
    kind: z.literal('subscription-ended'),
    payload: z.object({ ...ofPlan, reason: z.enum(['canceled', 'unpaid']) }),
  }),
  z.object({
    kind: z.literal('subscription-paused'),
    payload: z.object({ ...ofPlan, accessEndsAt: Instant, resumesAt: Instant }),
  }),
  z.object({ kind: z.literal('subscription-resumed'), payload: z.object({ ...ofPlan, ...nextCharge }) }),
  /** `plan` is the new one. */
  z.object({
    kind: z.literal('plan-changed'),
    payload: z.object({
      ...ofPlan,
      ...nextCharge,
      fromTitle: z.string(),
      fromInterval: PlanInterval,
      takesEffectAt: Instant,
      credits: Credits,
    }),
  }),
  z.object({ kind: z.literal('renewal-receipt'), payload: RenewalReceipt }),
  /** A second subscription to the same plan, or a second trial of it, was begun, cost nothing, and was ended. */
  z.object({
    kind: z.literal('subscription-doubled'),
    payload: z.object({ planTitle: z.string(), isSecondTrial: z.boolean() }),
  }),
] as const

export type SubscriptionMessage = z.infer<(typeof SUBSCRIPTION_MESSAGES)[number]>
export type SubscriptionMessageKind = SubscriptionMessage['kind']
export type PayloadOf<Kind extends SubscriptionMessageKind> = Extract<SubscriptionMessage, { kind: Kind }>['payload']
export type SubscribedPlan = z.infer<typeof Plan>
export type SubscriptionCredits = NonNullable<z.infer<typeof Credits>>
export type RenewalReceipt = z.infer<typeof RenewalReceipt>
