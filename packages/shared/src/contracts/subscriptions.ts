import { z } from 'zod'
import { CountryCode, Cursor, EmailAddress, Instant, id, Money, PageSize } from './primitives.ts'

/** Stripe's own words for how a subscription stands. */
export const SubscriptionStatus = z.enum([
  'incomplete',
  'incomplete_expired',
  'trialing',
  'active',
  'past_due',
  'unpaid',
  'paused',
  'canceled',
])
export type SubscriptionStatus = z.infer<typeof SubscriptionStatus>

/** Those that nothing leads out of. */
export const ENDED_STATUSES: readonly SubscriptionStatus[] = ['canceled', 'incomplete_expired']
export const isEnded = (status: SubscriptionStatus): boolean => ENDED_STATUSES.includes(status)

export const InvoiceStatus = z.enum(['draft', 'open', 'paid', 'uncollectible', 'void'])
export type InvoiceStatus = z.infer<typeof InvoiceStatus>

export const PlanInterval = z.enum(['month', 'year'])
export type PlanInterval = z.infer<typeof PlanInterval>

/** The card that is charged: what may be shown of it. `brand` in Stripe's word (`visa`); `last4` is null for what is no card. */
export const PaymentCard = z.object({
  brand: z.string(),
  last4: z.string().nullable(),
  expMonth: z.int().nullable(),
  expYear: z.int().nullable(),
})
export type PaymentCard = z.infer<typeof PaymentCard>

/** One price of a plan. */
export const PlanPrice = z.object({
  id: id<'price'>(),
  /** What plain links name it by: `/api/checkout/session?price_id=...`. */
  externalId: z.string(),
  interval: PlanInterval,
  price: Money,
  /** The credits that each of its periods gives; null where the plan gives none. */
  credits: z.int().nullable(),
})
export type PlanPrice = z.infer<typeof PlanPrice>

/** A plan as the prices page shows it. */
export const PlanCard = z.object({
  productId: id<'product'>(),
  slug: z.string(),
  title: z.string(),
  summary: z.string(),
  includes: z.array(z.string()),
  pictureSeed: z.string(),
  seller: z.object({ slug: z.string(), name: z.string() }).nullable(),
  prices: z.array(PlanPrice),
  /** What a new subscriber gets for nothing; 0 also for who had their trial already. */
  trialDays: z.int(),
  creditType: z.string().nullable(),
  /** What it opens: these products, or everything of its seller. */
  opens: z.object({
    products: z.array(z.object({ slug: z.string(), title: z.string() })),
    sellerName: z.string().nullable(),
  }),
  /** The viewer's own living subscription to it. */
  subscription: z.object({ id: id<'subscription'>(), priceId: id<'price'>(), status: SubscriptionStatus }).nullable(),
})
export type PlanCard = z.infer<typeof PlanCard>
export const PlanList = z.object({ items: z.array(PlanCard) })
export type PlanList = z.infer<typeof PlanList>

/** With a header `Idempotency-Key`, the same key and input give the same answer for a day. */
export const StartSubscriptionInput = z.strictObject({
  priceId: id<'price'>(),
  /** Null for who is signed in: then their own. */
  email: EmailAddress.nullable(),
  /** Asked for only while the shop charges tax by country. */
  country: CountryCode.optional(),
})
export type StartSubscriptionInput = z.infer<typeof StartSubscriptionInput>

/**
 * What is to be said of it first:
 * - `trial`: nothing was paid yet, `nextCharge` says when it will be
 * - `fix-payment`: a payment failed; access ends at `accessEndsAt` unless it is mended
 * - `no-access`: it stands at the provider but gives nothing, for the payment failed too long ago
 * - `incomplete`: the first payment still has to be confirmed
 */
export const SubscriptionStage = z.enum([
  'trial',
  'active',
  'ending',
  'paused',
  'fix-payment',
  'no-access',
  'incomplete',
  'ended',
])
export type SubscriptionStage = z.infer<typeof SubscriptionStage>

export const Subscription = z.object({
  id: id<'subscription'>(),
  plan: z.object({ productId: id<'product'>(), slug: z.string(), title: z.string(), pictureSeed: z.string() }),
  priceId: id<'price'>(),
  interval: PlanInterval,
  price: Money,
  /** When that price begins, where it was changed to another interval and what is paid for still runs; null once it counts. */
  priceFrom: Instant.nullable(),
  status: SubscriptionStatus,
  stage: SubscriptionStage,
  hasAccess: z.boolean(),
  /** When access ends unless something happens before. */
  accessEndsAt: Instant.nullable(),
  /** What will be charged next and when; null where nothing will be. */
  nextCharge: z.object({ at: Instant, amount: Money }).nullable(),
  /** Until when it is paid for, or free. */
  paidUntil: Instant.nullable(),
  /** When it will end; null while it goes on. */
  cancelAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  resumesAt: Instant.nullable(),
  card: PaymentCard.nullable(),
  /** The card ends before the next charge. */
  cardEndsSoon: z.boolean(),
  /** A payment that waits for its buyer: Stripe's page for it. */
  openInvoiceId: id<'subscription-invoice'>().nullable(),
  credits: z.object({ creditType: z.string(), perPeriod: z.int(), left: z.int() }).nullable(),
  startedAt: Instant,
  /** What may be asked of it now. */
  can: z.object({
    change: z.boolean(),
    cancel: z.boolean(),
    keep: z.boolean(),
    pause: z.boolean(),
    resume: z.boolean(),
  }),
})
export type Subscription = z.infer<typeof Subscription>
export const SubscriptionList = z.object({ items: z.array(Subscription) })
export type SubscriptionList = z.infer<typeof SubscriptionList>

export const SubscriptionRef = z.strictObject({ subscriptionId: id<'subscription'>() })
export type SubscriptionRef = z.infer<typeof SubscriptionRef>

/** What one may change to: other plans at the same interval at once, the same plan at the other interval from the next period. */
export const ChangeOption = z.object({
  priceId: id<'price'>(),
  plan: z.object({ productId: id<'product'>(), title: z.string() }),
  interval: PlanInterval,
  price: Money,
  /** When it takes effect. */
  takesEffect: z.enum(['now', 'next-period']),
})
export type ChangeOption = z.infer<typeof ChangeOption>
export const ChangeOptions = z.object({ items: z.array(ChangeOption) })
export type ChangeOptions = z.infer<typeof ChangeOptions>

export const PreviewChangeInput = z.strictObject({
  subscriptionId: id<'subscription'>(),
  priceId: id<'price'>(),
})
export type PreviewChangeInput = z.infer<typeof PreviewChangeInput>

/** What a change would cost, worked out by Stripe for `prorationAt`; confirmed with the same instant it costs exactly this. */
export const ChangePreview = z.object({
  option: ChangeOption,
  prorationAt: Instant,
  takesEffectAt: Instant,
  /** Charged at once; zero where nothing is. */
  dueNow: Money,
  /** Taken off the charges that follow. */
  credit: Money,
  /** The lines behind it, as the invoice will say them. */
  lines: z.array(z.object({ text: z.string(), amount: Money })),
  /** The first charge after this one. */
  nextCharge: z.object({ at: Instant, amount: Money }).nullable(),
  /** What goes back of the running period's credits with the money for it; null where nothing does. */
  creditsReturned: z.object({ creditType: z.string(), credits: z.int() }).nullable(),
  /** The allowance after the next charge; null where the plan gives none. */
  credits: z.object({ creditType: z.string(), perPeriod: z.int(), from: Instant }).nullable(),
})
export type ChangePreview = z.infer<typeof ChangePreview>

/** `expectedDueNow` is what the buyer was shown; another amount stops with `price-changed` instead of charging it. */
export const ChangePlanInput = z.strictObject({
  subscriptionId: id<'subscription'>(),
  priceId: id<'price'>(),
  prorationAt: Instant,
  expectedDueNow: Money,
})
export type ChangePlanInput = z.infer<typeof ChangePlanInput>

export const CancelSubscriptionInput = z.strictObject({
  subscriptionId: id<'subscription'>(),
  when: z.enum(['period-end', 'now']),
})
export type CancelSubscriptionInput = z.infer<typeof CancelSubscriptionInput>

export const PauseSubscriptionInput = z.strictObject({
  subscriptionId: id<'subscription'>(),
  /** How many of its periods are left out. */
  periods: z.int().min(1).max(3),
})
export type PauseSubscriptionInput = z.infer<typeof PauseSubscriptionInput>

export const OpenPortalInput = z.strictObject({
  subscriptionId: id<'subscription'>(),
  /** Straight to the form for another card; null opens its first page. */
  flow: z.enum(['payment-method']).nullable().default(null),
})
export type OpenPortalInput = z.infer<typeof OpenPortalInput>
/** A link for its bearer's browser, good for a short time. */
export const PortalLink = z.object({ url: z.url() })
export type PortalLink = z.infer<typeof PortalLink>

export const ListInvoicesInput = z.strictObject({
  subscriptionId: id<'subscription'>(),
  cursor: Cursor.optional(),
  limit: PageSize.default(12),
})
export type ListInvoicesInput = z.infer<typeof ListInvoicesInput>

export const Invoice = z.object({
  id: id<'subscription-invoice'>(),
  number: z.string().nullable(),
  status: InvoiceStatus,
  /** `first`: with the subscription; `renewal`: a period; `change`: the difference between two plans; `other` */
  reason: z.enum(['first', 'renewal', 'change', 'other']),
  total: Money,
  amountPaid: Money,
  createdAt: Instant,
  paidAt: Instant.nullable(),
  coversFrom: Instant.nullable(),
  coversTo: Instant.nullable(),
  /** A failed payment is tried again then. */
  nextAttemptAt: Instant.nullable(),
  orderId: id<'order'>().nullable(),
  orderNumber: z.int().nullable(),
})
export type Invoice = z.infer<typeof Invoice>
export const InvoicePage = z.object({ items: z.array(Invoice), nextCursor: Cursor.nullable() })
export type InvoicePage = z.infer<typeof InvoicePage>

export const OpenInvoiceInput = z.strictObject({ invoiceId: id<'subscription-invoice'>() })
export type OpenInvoiceInput = z.infer<typeof OpenInvoiceInput>
/** Where Stripe shows it, and its PDF; fresh at every call, as they end. */
export const InvoiceLinks = z.object({ page: z.url().nullable(), pdf: z.url().nullable() })
export type InvoiceLinks = z.infer<typeof InvoiceLinks>

/** The desk's list. */
export const ListSubscriptionsInput = z.strictObject({
  /** An e-mail address, or a Stripe id (`sub_`, `cus_`). */
  search: z.string().trim().max(120).optional(),
  status: SubscriptionStatus.optional(),
  cursor: Cursor.optional(),
  limit: PageSize.default(50),
})
export type ListSubscriptionsInput = z.infer<typeof ListSubscriptionsInput>

export const StaffSubscriptionRow = z.object({
  id: id<'subscription'>(),
  planTitle: z.string(),
  interval: PlanInterval,
  price: Money,
  email: z.string().nullable(),
  status: SubscriptionStatus,
  hasAccess: z.boolean(),
  isDuplicate: z.boolean(),
  startedAt: Instant,
  periodEndsAt: Instant,
  cancelAt: Instant.nullable(),
  orderId: id<'order'>(),
  orderNumber: z.int(),
  providerSubscriptionId: z.string(),
})
export type StaffSubscriptionRow = z.infer<typeof StaffSubscriptionRow>
export const StaffSubscriptionPage = z.object({ items: z.array(StaffSubscriptionRow), nextCursor: Cursor.nullable() })
export type StaffSubscriptionPage = z.infer<typeof StaffSubscriptionPage>
