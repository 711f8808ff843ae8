import type { StartedCheckout } from '@cashwrap/shared/contracts/checkout'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Deps } from '../../../app/deps.ts'
import { type Actor, asNamedUser } from '../../../modules/auth/index.ts'
import { requireFilledCart } from '../../../modules/cart/index.ts'
import { redirectGuard, returnPages, startCheckout, successPageOf } from '../../../modules/checkout/index.ts'
import { readIdempotencyKey } from '../../http/idempotency-key.ts'
import type { RouteDocs } from '../../http/openapi/route-docs.ts'
import { cookieJar } from '../../http/plugins/cookies.ts'
import { readCookieActor } from '../../http/read-actor.ts'
import type { Envelope } from '../../http/rest-scope.ts'
import { sentBody } from '../../http/sent-body.ts'
import { NO_SESSION, type Refusal, refusalOf } from './cart-shop.refusals.ts'
import { CreatedSession, createSessionBody, REDIRECT_WRONG } from './cart-shop.wire.ts'
import { asObject, readBody } from './read-body.ts'

const REDIRECT_DETAILS = 'It must lead to the origin of BASE_URL or to one of ALLOWED_REDIRECT_ORIGINS, and be encoded.'

/** `POST /api/checkout/create-session`: a payment page for what is in the browser's cart. */
export function checkoutRoute(scope: FastifyInstance, deps: Deps, envelope: Envelope): void {
  const { baseUrl, frontUrl, allowedRedirectOrigins } = deps.config
  const body = createSessionBody(redirectGuard({ baseUrl, frontUrl, allowedOrigins: allowedRedirectOrigins }))
  const pages = returnPages(baseUrl)
  const docs: RouteDocs = {
    summary: 'A payment page for the cart',
    description:
      'Asked again for an unchanged cart it answers the session that is open; a changed cart ends that session and begins another. A product that the buyer owns already stops it with 409, so that nobody pays twice unasked.',
    auth: ['visitCookie'],
    body,
    takesKey: true,
    answers: { 200: { description: 'Send the buyer to `sessionUrl`.', schema: CreatedSession } },
  }

  scope.post(
    '/api/checkout/create-session',
    { config: { docs, crashSentence: 'Failed to create checkout session' } },
    async (request, reply) => {
      const refuse = ({ status, error, details }: Refusal) => reply.code(status).send(envelope(status, error, details))
      const { actor } = await readCookieActor(deps, request, cookieJar(deps.config, request, reply))
      if (actor.visitHash === null) return refuse(NO_SESSION)
      const asked = readRequest(body, request)
      const cart = await requireFilledCart(deps, actor, undefined)
      // What was answered under a key before is answered again, though the cart may have been paid since.
      if (!cart.ok && !(asked.ok && asked.value.key !== null)) return refuse(refusalOf(cart.failure))
      if (!asked.ok) return refuse(asked.failure)

      const { userEmail, userId, country, ...urls } = asked.value.body
      const successUrl = urls.successUrl ?? pages.successUrl
      const buyer = await asNamedUser(deps, actor, { user: userId })
      const started = await startCheckout(deps, buyer.value, {
        source: 'cart-shop',
        forSite: null,
        buy: 'cart',
        email: userEmail,
        country,
        expectedTotal: null,
        buyAgain: false,
        successUrl,
        cancelUrl: urls.cancelUrl ?? pages.cancelUrl,
        idempotency: asked.value.key === null ? null : keyOf(actor.visitHash, asked.value.key, request),
      })
      if (started.ok) return toAnswer(started.value, successUrl)
      const isGone = started.failure.kind === 'cart-empty' && !cart.ok
      return refuse(refusalOf(isGone ? cart.failure : started.failure))
    },
  )
}

/** All that is wrong with the request itself, first things first. */
function readRequest<Body extends ReturnType<typeof createSessionBody>>(
  shape: Body,
  request: FastifyRequest,
): Result<{ body: z.output<Body>; key: string | null }, Refusal> {
  const body = readBody(shape, request)
  if (!body.ok) {
    const details = body.failure === REDIRECT_WRONG ? { details: REDIRECT_DETAILS } : {}
    return fail({ status: 400, error: body.failure, ...details })
  }
  const key = readIdempotencyKey(request)
  return key.ok ? ok({ body: body.value, key: key.value }) : fail({ status: 400, error: key.failure })
}

const keyOf = (visitHash: NonNullable<Actor['visitHash']>, key: string, request: FastifyRequest) => ({
  scope: `cart-shop.create-session:visit:${visitHash.toString('base64url')}`,
  key,
  asked: asObject(sentBody(request)),
})

function toAnswer(started: StartedCheckout, successUrl: string): z.infer<typeof CreatedSession> {
  const isPayable = started.status === 'needs-payment'
  return {
    success: true,
    sessionId: isPayable ? started.sessionId : null,
    sessionUrl: isPayable ? started.url : successPageOf(successUrl, started.reference),
    orderId: started.orderId,
    message: 'Checkout session created successfully',
  }
}
