import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../app/deps.ts'
import { readIdempotencyKey } from '../http/idempotency-key.ts'
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
  const key = readIdempotencyKey(request)
  if (!key.ok) throw toTrpcError({ kind: 'invalid-input', fields: [{ path: 'idempotency-key', message: key.failure }] })
  return {
    deps,
    actor,
    signInHash,
    idempotencyKey: key.value,
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
