import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../app/deps.ts'
import { cookieJar } from '../http/plugins/cookies.ts'
import { clientHash, hasBearer, readBearerActor, readCookieActor, readVisit, withVisit } from '../http/read-actor.ts'
import { toTrpcError } from './failure-to-trpc.ts'
import { runUseCase, type TrpcContext } from './trpc.ts'

/**
 * Reads who asks: from a bearer token if there is one (a bad one is refused, never taken for a visitor), else from the
 * request's two cookies. Gives procedures what they may do to the answer.
 */
export async function createContext(deps: Deps, request: FastifyRequest, reply: FastifyReply): Promise<TrpcContext> {
  const jar = cookieJar(deps.config, request, reply)
  const { actor, signInHash } = hasBearer(request)
    ? { actor: { ...(await requireBearer(deps, request)), visitHash: readVisit(jar) }, signInHash: null }
    : await readCookieActor(deps, request, jar)
  const key = request.headers['idempotency-key']
  return {
    deps,
    actor,
    signInHash,
    idempotencyKey: typeof key === 'string' && key.length > 0 && key.length <= 255 ? key : null,
    clientHash: clientHash(request.ip, deps.config.authSecret),
    withVisit: () => withVisit(actor, jar),
    setSignInCookie: (token, expiresAt) => jar.set('signIn', token, expiresAt),
    clearCookies: () => {
      jar.clear('signIn')
      jar.clear('visit')
    },
    run: (useCase, input, as) => runUseCase(deps, as ?? actor, useCase, input),
  }
}

async function requireBearer(deps: Deps, request: FastifyRequest) {
  const actor = await readBearerActor(deps, request)
  if (actor === null) throw toTrpcError({ kind: 'sign-in-required' })
  return actor
}
