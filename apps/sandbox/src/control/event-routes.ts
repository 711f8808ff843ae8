import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { runInternally, type Sandbox } from '../context.ts'
import type { EventObject } from '../state/object-types.ts'
import { EVERY_ACCOUNT } from '../state/store.ts'
import { emitTwin, endpointsFor } from '../webhooks/emit.ts'
import { noSuch } from '../wire/errors.ts'
import { matchesPattern } from './faults.ts'
import { TRIGGER_TYPES, triggerEvent } from './trigger.ts'

const Listing = z.strictObject({
  type: z.string().optional(),
  /** The id of the object an event is about. */
  object: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
})

const Trigger = z.strictObject({ type: z.enum(TRIGGER_TYPES), account: z.string().optional() })

/** What happened and who has been told, with ways to tell it again. */
export function registerEvents(sandbox: Sandbox, http: FastifyInstance): void {
  http.get('/_sandbox/events', (request) => {
    const { type, object, limit } = Listing.parse(request.query)
    const { data } = sandbox.store.page(
      'event',
      { limit, account: EVERY_ACCOUNT },
      (event) =>
        (type === undefined || matchesPattern(type, event.type)) &&
        (object === undefined || event.data.object.id === object),
    )
    return { data: data.map((event) => ({ ...event, deliveries: sandbox.deliveries.ofEvent(event.id) })) }
  })

  http.post<{ Params: { id: string } }>('/_sandbox/events/:id/resend', (request) => {
    const event = requireEvent(sandbox, request.params.id)
    runInternally(sandbox, (call) => sandbox.deliveries.resend(event, endpointsFor(call, event)))
    return { id: event.id, deliveries: sandbox.deliveries.ofEvent(event.id) }
  })

  http.post<{ Params: { id: string } }>('/_sandbox/events/:id/twin', (request) => {
    const event = requireEvent(sandbox, request.params.id)
    return runInternally(sandbox, (call) => emitTwin(call, event))
  })

  http.get('/_sandbox/events/triggers', () => ({ data: TRIGGER_TYPES }))

  http.post('/_sandbox/events/trigger', (request) => {
    const { type, account } = Trigger.parse(request.body)
    return runInternally(sandbox, (call) => triggerEvent(call, type, account))
  })
}

function requireEvent(sandbox: Sandbox, id: string): EventObject {
  const event = sandbox.store.get('event', id)
  if (!event) throw noSuch('event', id, 'id', 404)
  return event
}
