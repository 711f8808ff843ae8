import { z } from 'zod'
import type { Call } from '../context.ts'
import type { EventObject } from '../state/object-types.ts'
import { type Endpoint, endpoint, pathId } from '../wire/endpoint.ts'
import { invalidParameter, noSuch } from '../wire/errors.ts'
import { findByPath } from '../wire/find.ts'
import { answerList } from '../wire/pagination.ts'
import * as params from '../wire/params.ts'

const KEPT_SECONDS = 30 * 24 * 3600
const MOST_TYPES = 20

const ListEvents = z.strictObject({
  ...params.paging,
  created: params.createdFilter(),
  delivery_success: params.boolean().optional(),
  type: params.text().optional(),
  types: params.list(params.text(), { max: MOST_TYPES }).optional(),
})

export const eventEndpoints: readonly Endpoint[] = [
  endpoint('GET', '/v1/events/:id', z.strictObject({ expand: params.expand() }), (call, _given, path) => {
    const event = findByPath(call, 'event', 'event', pathId(path))
    if (!isKept(call, event)) throw noSuch('event', event.id, 'id', 404)
    return withPending(call, event)
  }),

  endpoint('GET', '/v1/events', ListEvents, (call, given) => {
    if (given.type !== undefined && given.types !== undefined) {
      throw invalidParameter('You may only specify one of these parameters: type, types.')
    }
    const types = given.types ?? (given.type === undefined ? undefined : [given.type])
    return answerList(call, 'event', '/v1/events', given, {
      matches: (event) =>
        isKept(call, event) &&
        (types === undefined || types.some((type) => fits(type, event.type))) &&
        (given.delivery_success === undefined || isDelivered(call, event) === given.delivery_success),
      present: (event) => withPending(call, event),
    })
  }),
]

/** `type` may end in `.*`, and is otherwise exact. */
function fits(wanted: string, type: string): boolean {
  return wanted.endsWith('*') ? type.startsWith(wanted.slice(0, -1)) : wanted === type
}

function isKept(call: Call, event: EventObject): boolean {
  return event.created > call.sandbox.clock.now() - KEPT_SECONDS
}

function isDelivered(call: Call, event: EventObject): boolean {
  return call.sandbox.deliveries.ofEvent(event.id).every(({ state }) => state === 'delivered')
}

function withPending(call: Call, event: EventObject): EventObject {
  const pending = call.sandbox.deliveries.ofEvent(event.id).filter(({ state }) => state === 'pending')
  return { ...event, pending_webhooks: pending.length }
}
