import { type Failure, invalidInput } from '@cashwrap/shared/contracts/failures'
import { ProductKind } from '@cashwrap/shared/contracts/primitives'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../../app/deps.ts'
import type { Actor } from '../../../modules/auth/index.ts'
import { readSession, returnPages, startCheckout, successPageOf } from '../../../modules/checkout/index.ts'
import { failureSentence } from '../../http/failure-sentence.ts'
import { HTTP_STATUS } from '../../http/failure-to-http.ts'
import { idempotencyCaller, readIdempotencyKey, WEAK_KEY } from '../../http/idempotency-key.ts'
import type { RouteDocs } from '../../http/openapi/route-docs.ts'
import { restScope } from '../../http/rest-scope.ts'
import { examples } from './quick-checkout.examples.ts'
import {
  envelope,
  QuickCheckout,
  QuickCheckoutStarted,
  QuickError,
  QuickSession,
  QuickSessionExpired,
  QuickSessionParams,
} from './quick-checkout.wire.ts'

export const QUICK_TAG = {
  name: 'Quick checkout',
  description: 'Pages with one button a product: no cart, no sign-in, no account.',
}

const READ_SESSION: RouteDocs = {
  summary: 'How a checkout stands',
  description: 'For the page that opened it. The id is the secret: nothing about the buyer is in the answer.',
  params: QuickSessionParams,
  answers: {
    200: { description: 'Open or complete', schema: QuickSession },
    410: { description: 'Its time is up', schema: QuickSessionExpired },
  },
}

/** The start of a quick checkout, for the route that this dialect shares with another. `body` is the parsed JSON. */
export async function startQuickCheckout(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  body: unknown,
): Promise<FastifyReply> {
  const refuse = (failure: Failure) => refuseWith(reply, failure)
  const sent = QuickCheckout.safeParse(body)
  if (!sent.success) return refuse(invalidInput(sent.error))
  const key = readIdempotencyKey(request)
  if (!key.ok) return reply.code(400).send(envelope(400, key.failure))
  const actor = visitor(request)
  const caller = key.value === null ? null : idempotencyCaller(actor, key.value)
  if (key.value !== null && caller === null) return reply.code(400).send(envelope(400, WEAK_KEY))

  const { productId, quantity, email = null, country } = sent.data
  const pages = returnPages(deps.config.frontUrl)
  const started = await startCheckout(deps, actor, {
    source: 'quick-checkout',
    forSite: null,
    buy: { offer: { product: productId, kinds: ProductKind.options }, quantity },
    email,
    country,
    expectedTotal: null,
    buyAgain: false,
    ...pages,
    idempotency: key.value === null ? null : { scope: `quick-checkout.start:${caller}`, key: key.value, asked: body },
  })
  if (!started.ok) return refuse(started.failure)
  const answer =
    started.value.status === 'completed'
      ? { url: successPageOf(pages.successUrl, started.value.reference), sessionId: null }
      : { url: started.value.url, sessionId: started.value.sessionId }
  return reply.send(QuickCheckoutStarted.parse(answer))
}

/** `GET /api/checkout/sessions/:sessionId`; the start is `startQuickCheckout`. */
export const quickCheckout = (app: FastifyInstance, deps: Deps): Promise<void> =>
  restScope(
    app,
    deps,
    { tag: QUICK_TAG, error: QuickError, envelope, examples, cookies: false, unknownUnder: ['/api/checkout'] },
    (scope) => {
      scope.get('/api/checkout/sessions/:sessionId', { config: { docs: READ_SESSION } }, async (request, reply) => {
        const params = QuickSessionParams.safeParse(request.params)
        const session = params.success && (await readSession(deps, visitor(request), params.data))
        if (!session) return refuseWith(reply, { kind: 'not-found', what: 'checkout' })
        if (!session.ok) return refuseWith(reply, session.failure)
        const { status, paymentStatus, expiresAt, url } = session.value
        if (status === 'expired')
          return reply
            .code(410)
            .send(QuickSessionExpired.parse({ error: 'Session has expired', expired_at: expiresAt.toISOString() }))
        return reply.header('cache-control', 'no-store').send(
          QuickSession.parse({
            status,
            paymentStatus: paymentStatus === 'no-payment-required' ? 'no_payment_required' : paymentStatus,
            expiresAt: Math.floor(expiresAt.getTime() / 1000),
            ...(url !== null && { url }),
          }),
        )
      })
    },
  )

/** Nobody is known here: there is neither cookie nor token. */
const visitor = (request: FastifyRequest): Actor => ({
  kind: 'visitor',
  user: null,
  visitHash: null,
  name: null,
  requestId: request.id,
})

function refuseWith(reply: FastifyReply, failure: Failure): FastifyReply {
  const status = statusOf(failure)
  return reply.code(status).send(envelope(status, failureSentence(failure)))
}

/** Callers of this dialect know 400 for whatever they could have sent better. */
const statusOf = (failure: Failure): number =>
  failure.kind === 'amount-too-small' || failure.kind === 'country-needed' ? 400 : HTTP_STATUS[failure.kind]
