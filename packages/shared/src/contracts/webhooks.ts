import { z } from 'zod'
import { Cursor, Instant, id, PageSize, Text } from './primitives.ts'
import { WebhookEventType } from './webhook-events.ts'

/** Whose webhooks are looked at: the shop's, as its staff, or one's own, as a seller. */
export const WebhookSide = z.enum(['shop', 'seller'])
export type WebhookSide = z.infer<typeof WebhookSide>
export const WebhookSideInput = z.strictObject({ side: WebhookSide })
export type WebhookSideInput = z.infer<typeof WebhookSideInput>

/** A type that can be chosen on a side, with what it tells in a sentence. */
export const WebhookEventChoice = z.object({
  type: WebhookEventType,
  summary: z.string(),
})
export type WebhookEventChoice = z.infer<typeof WebhookEventChoice>

const Url = Text.trim().min(1).max(2000)
const Description = Text.trim().max(200)
/** None is all, also those that are added later. */
const EventTypes = z.array(WebhookEventType).max(50)

export const WebhookEndpoint = z.object({
  id: id<'webhook-endpoint'>(),
  url: z.string(),
  description: z.string().nullable(),
  eventTypes: z.array(z.string()),
  /** Also signs as the WordPress plugin reads it, in `X-Rakubun-Signature`. */
  pluginForm: z.boolean(),
  state: z.enum(['active', 'disabled']),
  disabledReason: z.string().nullable(),
  /** The first failure since the last success. */
  failingSince: Instant.nullable(),
  lastSuccessAt: Instant.nullable(),
  /** Until then the secret before this one signs too. */
  oldSecretUntil: Instant.nullable(),
  createdAt: Instant,
})
export type WebhookEndpoint = z.infer<typeof WebhookEndpoint>

/** The secret is shown this once. */
export const WebhookEndpointWithSecret = WebhookEndpoint.extend({ secret: z.string() })
export type WebhookEndpointWithSecret = z.infer<typeof WebhookEndpointWithSecret>

export const CreateWebhookEndpointInput = z.strictObject({
  side: WebhookSide,
  url: Url,
  description: Description.optional(),
  eventTypes: EventTypes.default([]),
  pluginForm: z.boolean().default(false),
})
export type CreateWebhookEndpointInput = z.infer<typeof CreateWebhookEndpointInput>

export const NamedWebhookEndpoint = z.strictObject({ side: WebhookSide, endpointId: id<'webhook-endpoint'>() })
export type NamedWebhookEndpoint = z.infer<typeof NamedWebhookEndpoint>

/** What is left out stays as it is; a description of null is none. */
export const UpdateWebhookEndpointInput = NamedWebhookEndpoint.extend({
  url: Url.optional(),
  description: Description.nullable().optional(),
  eventTypes: EventTypes.optional(),
  pluginForm: z.boolean().optional(),
})
export type UpdateWebhookEndpointInput = z.infer<typeof UpdateWebhookEndpointInput>

export const WebhookDeliveryState = z.enum(['pending', 'delivered', 'failed', 'cancelled'])
export type WebhookDeliveryState = z.infer<typeof WebhookDeliveryState>

const Receiver = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('endpoint'), endpointId: id<'webhook-endpoint'>(), url: z.string() }),
  z.object({ kind: z.literal('site'), siteId: id<'site'>(), url: z.string() }),
])

export const WebhookDelivery = z.object({
  id: id<'webhook-delivery'>(),
  /** The `webhook-id` of every attempt. */
  messageId: id<'webhook-message'>(),
  type: z.string(),
  receiver: Receiver,
  state: WebhookDeliveryState,
  attempts: z.int(),
  /** Those of one key go out one after another. */
  orderingKey: z.string(),
  orderId: id<'order'>().nullable(),
  createdAt: Instant,
  nextAttemptAt: Instant.nullable(),
  lastStatus: z.int().nullable(),
  lastError: z.string().nullable(),
  deliveredAt: Instant.nullable(),
})
export type WebhookDelivery = z.infer<typeof WebhookDelivery>
export const WebhookDeliveryPage = z.object({ items: z.array(WebhookDelivery), nextCursor: Cursor.nullable() })
export type WebhookDeliveryPage = z.infer<typeof WebhookDeliveryPage>

export const ListWebhookDeliveriesInput = z.strictObject({
  side: WebhookSide,
  state: WebhookDeliveryState.optional(),
  endpointId: id<'webhook-endpoint'>().optional(),
  siteId: id<'site'>().optional(),
  type: WebhookEventType.optional(),
  cursor: Cursor.optional(),
  limit: PageSize.default(50),
})
export type ListWebhookDeliveriesInput = z.infer<typeof ListWebhookDeliveriesInput>

export const NamedWebhookDelivery = z.strictObject({ side: WebhookSide, deliveryId: id<'webhook-delivery'>() })
export type NamedWebhookDelivery = z.infer<typeof NamedWebhookDelivery>

const Headers = z.record(z.string(), z.string())

export const WebhookAttempt = z.object({
  number: z.int(),
  at: Instant,
  url: z.string(),
  requestHeaders: Headers,
  /** Null with no error: it is under way, or whoever sent it was cut off. */
  status: z.int().nullable(),
  answerHeaders: Headers.nullable(),
  /** The first 2 kB of it. */
  answerBody: z.string().nullable(),
  error: z.string().nullable(),
  durationMs: z.int().nullable(),
})
export type WebhookAttempt = z.infer<typeof WebhookAttempt>

export const WebhookDeliveryDetail = WebhookDelivery.extend({
  /** The bytes of every attempt; null before the first. */
  body: z.string().nullable(),
  attemptList: z.array(WebhookAttempt),
})
export type WebhookDeliveryDetail = z.infer<typeof WebhookDeliveryDetail>

/** `failed`: what was given up or cancelled; `all`: what was delivered, too. The span is of when it happened. */
export const ReplayWebhooksInput = z.strictObject({
  side: WebhookSide,
  endpointId: id<'webhook-endpoint'>().optional(),
  siteId: id<'site'>().optional(),
  type: WebhookEventType.optional(),
  which: z.enum(['failed', 'all']).default('failed'),
  from: Instant.optional(),
  to: Instant.optional(),
})
export type ReplayWebhooksInput = z.infer<typeof ReplayWebhooksInput>

/** One call replays so many at most, the oldest first; `isMore` says that others fit too. */
export const MAX_REPLAYED_AT_ONCE = 1000
export const ReplayedWebhooks = z.object({ replayed: z.int(), isMore: z.boolean() })
export type ReplayedWebhooks = z.infer<typeof ReplayedWebhooks>

/** What a call with the same input would replay now. */
export const ReplayableWebhooks = z.object({ count: z.int(), isMore: z.boolean() })
export type ReplayableWebhooks = z.infer<typeof ReplayableWebhooks>

/** To an endpoint, or (from staff) to a plugin site. */
export const SendTestWebhookInput = z.union([
  NamedWebhookEndpoint,
  z.strictObject({ side: z.literal('shop'), siteId: id<'site'>() }),
])
export type SendTestWebhookInput = z.infer<typeof SendTestWebhookInput>
export const SentTestWebhook = z.object({ deliveryId: id<'webhook-delivery'>() })
export type SentTestWebhook = z.infer<typeof SentTestWebhook>
