import type { Cart } from '@cashwrap/shared/contracts/cart'
import type { Result } from '@cashwrap/shared/result'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Deps } from '../../../app/deps.ts'
import type { Actor } from '../../../modules/auth/index.ts'
import { SENTENCES } from '../../http/answer-errors.ts'
import { idempotencyCaller, readIdempotencyKey, WEAK_KEY } from '../../http/idempotency-key.ts'
import { type CookieJar, cookieJar } from '../../http/plugins/cookies.ts'
import { clientHash, readCookieActor, withRepeatableVisit, withVisit } from '../../http/read-actor.ts'
import { sentBody } from '../../http/sent-body.ts'
import { withIdempotency } from '../../http/with-idempotency.ts'
import { type CartAnswers, send } from './cart-answers.ts'
import type { Refused } from './cart-shop.refusals.ts'
import { readBody } from './read-body.ts'

interface Change<Shape extends z.ZodObject> {
  /** Tells the keys of this route from another's. */
  name: string
  body: Shape
  /** Whether a browser without a session gets one. */
  beginsSession: boolean
  run: (visitor: Actor, input: z.output<Shape>) => Promise<Result<Cart, Refused>>
}

/** The handler of a POST that changes a cart, once per key. */
export function changeOnce<Shape extends z.ZodObject>(deps: Deps, answers: CartAnswers, change: Change<Shape>) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const jar = cookieJar(deps.config, request, reply)
    const { actor } = await readCookieActor(deps, request, jar)
    const sent = sentBody(request)
    if (sent.kind === 'malformed') return send(reply, answers.bad(SENTENCES[400]))
    const asked = readBody(change.body, request)
    if (!asked.ok) return send(reply, answers.bad(asked.failure))
    const key = readIdempotencyKey(request)
    if (!key.ok) return send(reply, answers.bad(key.failure))
    if (actor.visitHash === null && !change.beginsSession) return send(reply, answers.refuse({ kind: 'cart-empty' }))
    const visitor = inSession(deps, request, actor, jar, key.value)
    if (visitor === null) return send(reply, answers.bad(WEAK_KEY))
    const outcome = await withIdempotency(
      deps,
      {
        scope: `cart-shop.${change.name}:visit:${visitor.visitHash?.toString('base64url') ?? ''}`,
        key: key.value,
        request: sent,
      },
      async () => answers.cart(visitor, await change.run(visitor, asked.value)),
    )
    return send(reply, outcome.ok ? outcome.value : answers.refuse(outcome.failure))
  }
}

/**
 * The caller with a browser session. One that brings a key and no cookie may have lost the answer with the cookie, so the key
 * gives it the same session again, at the same address: front ends that make their keys of what is sent, and not of chance,
 * would else put strangers into one cart. Null for a key that others could come upon.
 */
function inSession(
  deps: Deps,
  request: FastifyRequest,
  actor: Actor,
  jar: CookieJar,
  key: string | null,
): Actor | null {
  if (key === null || actor.visitHash !== null) return withVisit(actor, jar)
  if (idempotencyCaller(actor, key) === null) return null
  const secret = deps.config.authSecret
  const from = clientHash(request.ip, secret).toString('base64url')
  return withRepeatableVisit(actor, jar, { secret, seed: `${from}\n${key}` })
}
