import type Stripe from 'stripe'
import { z } from 'zod'
import type { Call } from '../context.ts'
import type { WebhookEndpointObject } from '../state/object-types.ts'
import { API_VERSION } from '../wire/api-version.ts'
import { type Endpoint, endpoint, pathId } from '../wire/endpoint.ts'
import { invalidParameter } from '../wire/errors.ts'
import { findByPath } from '../wire/find.ts'
import { ids } from '../wire/ids.ts'
import { mergeMetadata, newMetadata } from '../wire/metadata.ts'
import { answerList } from '../wire/pagination.ts'
import * as params from '../wire/params.ts'

const MOST_ENDPOINTS = 16

const CreateEndpoint = z.strictObject({
  api_version: params.oneOf([API_VERSION]).optional(),
  connect: params.boolean().optional(),
  description: params.unsettableText().optional(),
  enabled_events: params.list(params.text()),
  expand: params.expand(),
  metadata: params.metadata().optional(),
  url: params.url(),
})

const UpdateEndpoint = z.strictObject({
  description: params.unsettableText().optional(),
  disabled: params.boolean().optional(),
  enabled_events: params.list(params.text()).optional(),
  expand: params.expand(),
  metadata: params.metadata().optional(),
  url: params.url().optional(),
})

const ExpandOnly = z.strictObject({ expand: params.expand() })

export const webhookEndpointEndpoints: readonly Endpoint[] = [
  endpoint('POST', '/v1/webhook_endpoints', CreateEndpoint, (call, given) => {
    const existing = call.store.page('webhook_endpoint', { limit: 100, account: call.account }).data
    if (existing.length >= MOST_ENDPOINTS) {
      throw invalidParameter(`You have reached the maximum of ${MOST_ENDPOINTS} test webhook endpoints.`)
    }
    refuseEmpty(given.enabled_events)
    const secret = ids.webhookSecret()
    const stored: WebhookEndpointObject = {
      id: ids.webhookEndpoint(),
      object: 'webhook_endpoint',
      api_version: given.api_version ?? null,
      application: null,
      created: call.sandbox.clock.now(),
      description: given.description ?? null,
      enabled_events: given.enabled_events,
      livemode: false,
      metadata: newMetadata(given.metadata),
      status: 'enabled',
      url: given.url,
      secrets: [secret],
      connect: given.connect ?? false,
    }
    call.store.put('webhook_endpoint', stored, call.account)
    return { ...publicEndpoint(stored), secret }
  }),

  endpoint('GET', '/v1/webhook_endpoints/:id', ExpandOnly, (call, _given, path) =>
    publicEndpoint(requireEndpoint(call, pathId(path))),
  ),

  endpoint('POST', '/v1/webhook_endpoints/:id', UpdateEndpoint, (call, given, path) => {
    const before = requireEndpoint(call, pathId(path))
    if (given.enabled_events) refuseEmpty(given.enabled_events)
    return publicEndpoint(
      call.store.put('webhook_endpoint', {
        ...before,
        description: given.description === undefined ? before.description : given.description,
        enabled_events: given.enabled_events ?? before.enabled_events,
        metadata: mergeMetadata(before.metadata, given.metadata),
        status: given.disabled === undefined ? before.status : given.disabled ? 'disabled' : 'enabled',
        url: given.url ?? before.url,
      }),
    )
  }),

  endpoint('DELETE', '/v1/webhook_endpoints/:id', ExpandOnly, (call, _given, path) => {
    const stored = requireEndpoint(call, pathId(path))
    call.store.remove('webhook_endpoint', stored.id)
    return { id: stored.id, object: 'webhook_endpoint', deleted: true }
  }),

  endpoint('GET', '/v1/webhook_endpoints', z.strictObject(params.paging), (call, given) =>
    answerList(call, 'webhook_endpoint', '/v1/webhook_endpoints', given, { present: publicEndpoint }),
  ),
]

/** An endpoint as the API answers it: its secrets are told once, when it is made. */
export function publicEndpoint(stored: WebhookEndpointObject): Stripe.WebhookEndpoint {
  const { secrets: _secrets, connect: _connect, ...answer } = stored
  return answer
}

function requireEndpoint(call: Call, id: string): WebhookEndpointObject {
  return findByPath(call, 'webhook_endpoint', 'webhook endpoint', id)
}

function refuseEmpty(events: readonly string[]): void {
  if (events.length > 0) return
  throw invalidParameter('Invalid enabled_events: must name at least one event.', 'enabled_events')
}
