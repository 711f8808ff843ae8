import { z } from 'zod'
import { Currency, Instant, id, Money, ProductKind } from './primitives.ts'
import { PlanInterval, SubscriptionStatus } from './subscriptions.ts'

/** Minor units (cents, yen, fils) of the currency beside it. */
const Amount = z.int()

const Line = z.object({
  productId: id<'product'>(),
  /** How other systems name the product. */
  externalId: z.string().nullable(),
  kind: ProductKind,
  title: z.string(),
  quantity: z.int().positive(),
  /** For all units, after discount, with the tax that is charged on it. */
  total: Amount,
})

const OrderCompleted = z.object({
  orderId: id<'order'>(),
  orderNumber: z.int(),
  /** By which way it was bought: the shop's pages, or one of the older interfaces. */
  source: z.string(),
  completedAt: Instant,
  buyer: z.object({ userId: id<'user'>().nullable(), email: z.string().nullable() }),
  /** The WordPress site whose user bought. */
  site: z.object({ siteId: id<'site'>(), instanceId: z.string(), userId: z.int() }).nullable(),
  lines: z.array(Line),
  subtotal: Amount,
  discount: Amount,
  tax: Amount,
  total: Amount,
  currency: Currency,
})

/** A seller hears of their own lines, and not who bought. `gross` is what was paid for them, `fee` what the shop keeps of it. */
const SoldLines = z.object({
  orderId: id<'order'>(),
  orderNumber: z.int(),
  completedAt: Instant,
  lines: z.array(Line),
  gross: Amount,
  fee: Amount,
  currency: Currency,
})

const OrderRefunded = z.object({
  orderId: id<'order'>(),
  orderNumber: z.int(),
  refundedAt: Instant,
  /** What went back this time; to a seller, their part of it. */
  amount: Amount,
  currency: Currency,
  /** What had been paid; to a seller, for their lines. */
  total: Amount,
  /** Nothing of it is left. */
  isFull: z.boolean(),
  reason: z.string().nullable(),
})

const CreditCounts = z.record(z.string(), z.int())

const CreditsUpdated = z.object({
  account: z.union([
    z.object({
      siteId: id<'site'>(),
      instanceId: z.string(),
      /** The user's number on their site. */
      siteUserId: z.int(),
      email: z.string().nullable(),
    }),
    z.object({ userId: id<'user'>() }),
  ]),
  creditType: z.string(),
  /** Negative where credits were taken. */
  change: z.int(),
  /** `purchase`, `refund`, `grant`, ... */
  reason: z.string(),
  /** What is there now, by type. */
  credits: CreditCounts,
  /** What was taken back after it had been spent, by type. */
  owed: CreditCounts,
})

const PackageUpdated = z.object({
  productId: id<'product'>(),
  externalId: z.string().nullable(),
  creditType: z.string(),
  credits: z.int(),
  /** What it costs now, in each currency it is sold in. */
  prices: z.array(Money),
  isForSale: z.boolean(),
})

const SiteChanged = z.object({
  siteId: id<'site'>(),
  instanceId: z.string(),
  siteUrl: z.string(),
  reason: z.string().nullable(),
})

/** What happened to a subscription. */
const SubscriptionChange = z.enum([
  'started',
  'trial-ending',
  'renewed',
  'payment-failed',
  'recovered',
  'plan-changed',
  'cancel-planned',
  'cancel-undone',
  'paused',
  'resumed',
  'access-ended',
  'ended',
])
export type SubscriptionChange = z.infer<typeof SubscriptionChange>

const SubscriptionUpdated = z.object({
  subscriptionId: id<'subscription'>(),
  change: SubscriptionChange,
  /** The order that began it. */
  orderId: id<'order'>(),
  productId: id<'product'>(),
  /** How other systems name the price that is subscribed to. */
  externalId: z.string(),
  /** Stripe's word; whether the buyer may use the plan is `hasAccess`. */
  status: SubscriptionStatus,
  hasAccess: z.boolean(),
  buyer: z.object({ userId: id<'user'>().nullable(), email: z.string().nullable() }),
  interval: PlanInterval,
  /** For each interval, before tax that is added to it. */
  price: Money,
  currentPeriodStart: Instant,
  currentPeriodEnd: Instant,
  trialEndsAt: Instant.nullable(),
  /** When it is going to end; null while it goes on. */
  cancelAt: Instant.nullable(),
  endedAt: Instant.nullable(),
})
const SoldSubscription = SubscriptionUpdated.omit({ buyer: true })

const Test = z.object({ message: z.string() })

const ORDER = '01999d3c-8a00-7abc-8def-0123456789ab'
const PRODUCT = '01999d3c-8a00-7abc-8def-0123456789ac'
const USER = '01999d3c-8a00-7abc-8def-0123456789ad'
const SUBSCRIPTION = '01999d3c-8a00-7abc-8def-0123456789af'
const SITE = '01999d3c-8a00-7abc-8def-0123456789ae'
const INSTANCE = '5b0f2a8e-0c5d-4a57-9a3e-0f6f0a6f2b11'
const LINE = {
  productId: PRODUCT,
  externalId: 'first-pull',
  kind: 'course',
  title: 'First pull',
  quantity: 1,
  total: 3900,
} as const

interface EventDocs<Shapes> {
  summary: string
  /** What is told to whom; who is not named is not told. */
  data: Shapes
  example: unknown
}
const event = <const Shapes extends { shop?: z.ZodType; seller?: z.ZodType; site?: z.ZodType }>(
  docs: EventDocs<Shapes>,
): EventDocs<Shapes> => docs

/** Every event that is sent to webhooks, with what is told to each audience, and an example of what the shop's endpoints get. */
export const WEBHOOK_EVENTS = {
  'order.completed': event({
    summary:
      'An order is paid (or costs nothing), and what was bought is the buyer’s. A seller hears of their own lines.',
    data: { shop: OrderCompleted, seller: SoldLines },
    example: {
      orderId: ORDER,
      orderNumber: 1042,
      source: 'shop',
      completedAt: '2027-03-14T01:30:00.000Z',
      buyer: { userId: USER, email: 'mia@example.com' },
      site: null,
      lines: [LINE],
      subtotal: 3900,
      discount: 0,
      tax: 0,
      total: 3900,
      currency: 'USD',
    },
  }),
  'order.refunded': event({
    summary: 'Money of an order went back to its buyer, all of it or a part. A seller hears of their own part.',
    data: { shop: OrderRefunded, seller: OrderRefunded },
    example: {
      orderId: ORDER,
      orderNumber: 1042,
      refundedAt: '2027-03-15T08:00:00.000Z',
      amount: 3900,
      currency: 'USD',
      total: 3900,
      isFull: true,
      reason: 'requested_by_customer',
    },
  }),
  'credits.updated': event({
    summary: 'The credits of an account changed other than by being spent: bought, granted, taken back or corrected.',
    data: { shop: CreditsUpdated, site: CreditsUpdated },
    example: {
      account: { siteId: SITE, instanceId: INSTANCE, siteUserId: 7, email: 'ann@example.com' },
      creditType: 'article',
      change: 10,
      reason: 'purchase',
      credits: { article: 13, image: 5, rewrite: 0 },
      owed: { article: 0, image: 0, rewrite: 0 },
    },
  }),
  'package.updated': event({
    summary:
      'A package of credits was added, gives something else or costs something else from now on, or was put on sale or taken off. Sites of the plugin are not told: they ask for packages whenever they show them.',
    data: { shop: PackageUpdated },
    example: {
      productId: PRODUCT,
      externalId: 'article_10',
      creditType: 'article',
      credits: 10,
      prices: [{ amount: 750, currency: 'JPY' }],
      isForSale: true,
    },
  }),
  'site.disabled': event({
    summary: 'The operator disabled a plugin site: its calls are refused.',
    data: { shop: SiteChanged, site: SiteChanged },
    example: { siteId: SITE, instanceId: INSTANCE, siteUrl: 'https://blog.example.com', reason: 'Chargebacks' },
  }),
  'site.enabled': event({
    summary: 'A disabled plugin site may call again.',
    data: { shop: SiteChanged, site: SiteChanged },
    example: { siteId: SITE, instanceId: INSTANCE, siteUrl: 'https://blog.example.com', reason: null },
  }),
  'subscription.updated': event({
    summary:
      'A subscription began, comes to the end of its trial, was renewed, fell behind, recovered, changed its plan, was cancelled or kept, paused or resumed, lost its access, or ended. A seller hears of subscriptions to their plans, and not whose they are.',
    data: { shop: SubscriptionUpdated, seller: SoldSubscription },
    example: {
      subscriptionId: SUBSCRIPTION,
      change: 'renewed',
      orderId: ORDER,
      productId: PRODUCT,
      externalId: 'practice_room_month',
      status: 'active',
      hasAccess: true,
      buyer: { userId: USER, email: 'mia@example.com' },
      interval: 'month',
      price: { amount: 1200, currency: 'USD' },
      currentPeriodStart: '2027-03-14T01:30:00.000Z',
      currentPeriodEnd: '2027-04-14T01:30:00.000Z',
      trialEndsAt: null,
      cancelAt: null,
      endedAt: null,
    },
  }),
  'webhook.test': event({
    summary:
      'Somebody pressed the button that sends a test. It says nothing else, and is sent whatever types were chosen.',
    data: { shop: Test, seller: Test, site: Test },
    example: { message: 'This is a test.' },
  }),
}

export type WebhookEventType = keyof typeof WEBHOOK_EVENTS
export const WEBHOOK_EVENT_TYPES = Object.keys(WEBHOOK_EVENTS) as WebhookEventType[]
export const WebhookEventType = z.enum(WEBHOOK_EVENT_TYPES)
export type WebhookAudienceKind = 'shop' | 'seller' | 'site'

type Shapes<Type extends WebhookEventType> = (typeof WEBHOOK_EVENTS)[Type]['data']
/** What a type tells an audience, as its publisher gives it; `never` where that audience is not told. */
export type WebhookData<
  Type extends WebhookEventType,
  Audience extends WebhookAudienceKind,
> = Audience extends keyof Shapes<Type>
  ? Shapes<Type>[Audience] extends z.ZodType
    ? z.input<Shapes<Type>[Audience]>
    : never
  : never

/** What is told to an audience by a type; undefined where it is not told. */
export const webhookDataSchema = (type: WebhookEventType, audience: WebhookAudienceKind): z.ZodType | undefined => {
  const shapes: { shop?: z.ZodType; seller?: z.ZodType; site?: z.ZodType } = WEBHOOK_EVENTS[type].data
  return shapes[audience]
}
