import type { Call } from '../context.ts'
import type { EventObject, EventSubject, WebhookEndpointObject } from '../state/object-types.ts'
import { API_VERSION } from '../wire/api-version.ts'
import { ids } from '../wire/ids.ts'

/**
 * Records that something happened and queues its deliveries, in the caller's transaction. The object inside is a
 * snapshot of this moment. `previous` holds the old values of what an update changed.
 */
export function emit(
  call: Call,
  type: EventObject['type'],
  object: EventSubject,
  previous?: Record<string, unknown>,
): EventObject {
  return recordEvent(call, {
    id: ids.event(),
    object: 'event',
    ...(call.account === '' ? {} : { account: call.account }),
    api_version: API_VERSION,
    created: Math.floor(call.sandbox.clock.ownNowMs() / 1000),
    data: previous === undefined ? { object } : { object, previous_attributes: previous },
    livemode: false,
    pending_webhooks: 0,
    request: { id: call.requestId, idempotency_key: call.idempotencyKey },
    type,
  })
}

/** A second event, with an id of its own, about the same thing. Stripe makes such twins now and then. */
export function emitTwin(call: Call, event: EventObject): EventObject {
  return recordEvent(call, { ...event, id: ids.event(), created: Math.floor(call.sandbox.clock.ownNowMs() / 1000) })
}

function recordEvent(call: Call, event: EventObject): EventObject {
  if (call.isRehearsal) return event
  const endpoints = endpointsFor(call, event)
  const recorded = { ...event, pending_webhooks: endpoints.length }
  call.store.put('event', recorded, call.account)
  call.sandbox.deliveries.schedule(recorded, endpoints)
  return recorded
}

/** The endpoints that want to hear of this event now. */
export function endpointsFor(call: Call, event: EventObject): WebhookEndpointObject[] {
  const rows = call.store.statement("select json from objects where type = 'webhook_endpoint'").all()
  const endpoints: WebhookEndpointObject[] = rows.map((row) => JSON.parse(String(row.json)))
  return endpoints.filter(
    (endpoint) =>
      endpoint.status === 'enabled' &&
      endpoint.connect === (event.account !== undefined) &&
      endpoint.enabled_events.some((wanted) => wanted === '*' || wanted === event.type),
  )
}
