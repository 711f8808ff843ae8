import type { WebhookEventType } from '@cashwrap/shared/contracts/webhook-events'
import type { WebhookDeliveryState } from '@cashwrap/shared/contracts/webhooks'

/** What the address of the deliveries says: `/staff/webhooks/deliveries?site=…&state=failed&type=credits.updated&cursor=…`. */
export interface DeliveriesSearch {
  endpoint?: string
  site?: string
  state?: WebhookDeliveryState
  type?: WebhookEventType
  cursor?: string
}

/** The compiler asks for every one. */
const isComplete =
  <All extends string>() =>
  <const Values extends readonly All[]>(values: [All] extends [Values[number]] ? Values : never): Values =>
    values

export const DELIVERY_STATES = isComplete<WebhookDeliveryState>()(['pending', 'delivered', 'failed', 'cancelled'])
const EVENT_TYPES = isComplete<WebhookEventType>()([
  'order.completed',
  'order.refunded',
  'credits.updated',
  'package.updated',
  'site.disabled',
  'site.enabled',
  'subscription.updated',
  'webhook.test',
])

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const readId = (value: unknown): string | undefined =>
  typeof value === 'string' && UUID.test(value) ? value.toLowerCase() : undefined

/** Keeps what is meant and drops the rest: an address is never wrong. Of two receivers the endpoint counts. */
export function readDeliveriesSearch(raw: Record<string, unknown>): DeliveriesSearch {
  const endpoint = readId(raw['endpoint'])
  const site = endpoint === undefined ? readId(raw['site']) : undefined
  const state = DELIVERY_STATES.find((known) => known === raw['state'])
  const type = EVENT_TYPES.find((known) => known === raw['type'])
  const cursor = String(raw['cursor'] ?? '').slice(0, 200)
  return {
    ...(endpoint && { endpoint }),
    ...(site && { site }),
    ...(state && { state }),
    ...(type && { type }),
    ...(cursor && { cursor }),
  }
}
