import { z } from 'zod'
import type { Call } from '../context.ts'
import { expireSession, readSession } from '../payments/expire-session.ts'
import type { SessionObject } from '../state/object-types.ts'
import { type Endpoint, endpoint, pathId } from '../wire/endpoint.ts'
import { invalidRequest, noSuch } from '../wire/errors.ts'
import { mergeMetadata } from '../wire/metadata.ts'
import { answerList, answerWhole } from '../wire/pagination.ts'
import * as params from '../wire/params.ts'
import { CreateSession, ListSessions, UpdateSession } from './checkout-session-params.ts'
import { createCheckoutSession } from './create-checkout-session.ts'

const ExpandOnly = z.strictObject({ expand: params.expand() })

export const checkoutSessionEndpoints: readonly Endpoint[] = [
  endpoint('POST', '/v1/checkout/sessions', CreateSession, createCheckoutSession),

  endpoint('GET', '/v1/checkout/sessions/:id', ExpandOnly, (call, _given, path) => requireSession(call, pathId(path))),

  endpoint('POST', '/v1/checkout/sessions/:id', UpdateSession, (call, given, path) => {
    const session = requireSession(call, pathId(path))
    return call.store.put('checkout.session', { ...session, metadata: mergeMetadata(session.metadata, given.metadata) })
  }),

  endpoint('GET', '/v1/checkout/sessions/:id/line_items', z.strictObject(params.paging), (call, given, path) => {
    const session = requireSession(call, pathId(path))
    const items = call.store.get('sandbox.session_details', session.id)?.line_items ?? []
    return answerWhole(items, `/v1/checkout/sessions/${session.id}/line_items`, given)
  }),

  endpoint('POST', '/v1/checkout/sessions/:id/expire', ExpandOnly, (call, _given, path) => {
    const session = requireSession(call, pathId(path))
    if (session.status !== 'open') {
      throw invalidRequest(
        `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${session.status}\`.`,
      )
    }
    return expireSession(call, session.id) ?? session
  }),

  endpoint('GET', '/v1/checkout/sessions', ListSessions, (call, given) =>
    answerList(call, 'checkout.session', '/v1/checkout/sessions', given, {
      where: {
        ...(given.status === undefined ? {} : { status: given.status }),
        ...(given.payment_intent === undefined ? {} : { payment_intent: given.payment_intent }),
        ...(given.customer === undefined ? {} : { customer: given.customer }),
      },
      matches: (session) =>
        (given.subscription === undefined || session.subscription === given.subscription) &&
        (given.customer_details === undefined || session.customer_details?.email === given.customer_details.email),
    }),
  ),
]

function requireSession(call: Call, id: string): SessionObject {
  const session = readSession(call, id)
  if (!session) throw noSuch('checkout.session', id, 'session', 404)
  return session
}
