import { createHmac, randomBytes } from 'node:crypto'
import { isIPv6 } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../app/deps.ts'
import { type Actor, hashSessionToken, resolveSession } from '../../modules/auth/index.ts'
import { type CookieJar, cookieJar } from '../http/plugins/cookies.ts'
import { runUseCase, type TrpcContext } from './trpc.ts'

/** Reads who asks from the request's two cookies, and gives procedures what they may do to the answer. */
export async function createContext(deps: Deps, request: FastifyRequest, reply: FastifyReply): Promise<TrpcContext> {
  const jar = cookieJar(deps.config, request, reply)
  const signInToken = jar.read('signIn')
  const signInHash = signInToken === null ? null : hashSessionToken(signInToken)
  const user = signInHash === null ? null : await resolveSession(deps.db, signInHash, deps.clock.now())
  const visitToken = jar.read('visit')
  const actor: Actor = {
    kind: user === null ? 'visitor' : 'user',
    user,
    visitHash: visitToken === null ? null : hashSessionToken(visitToken),
    name: null,
    requestId: request.id,
  }
  const key = request.headers['idempotency-key']
  return {
    deps,
    actor,
    signInHash,
    idempotencyKey: typeof key === 'string' && key.length > 0 && key.length <= 255 ? key : null,
    clientHash: clientHash(request.ip, deps.config.authSecret),
    withVisit: () => (actor.visitHash === null ? { ...actor, visitHash: beginVisit(jar) } : actor),
    setSignInCookie: (token, expiresAt) => jar.set('signIn', token, expiresAt),
    clearCookies: () => {
      jar.clear('signIn')
      jar.clear('visit')
    },
    run: (useCase, input, as) => runUseCase(deps, as ?? actor, useCase, input),
  }
}

/** Begins the browser session that owns a cart: 256 random bits, of which only the hash is stored. */
function beginVisit(jar: CookieJar): Buffer {
  const token = randomBytes(32).toString('base64url')
  jar.set('visit', token, null)
  return hashSessionToken(token)
}

/** A caller's address for limits: an IPv6 one counts by its /64, which one household or host holds whole. */
function clientHash(address: string, secret: string): Buffer {
  // A socket that takes both kinds shows IPv4 callers as ::ffff:1.2.3.4, and all of those share one /64.
  const ip = address.replace(/^::ffff:(?=\d+\.)/i, '')
  const network = isIPv6(ip) ? new URL(`http://[${ip.split('%')[0]}]`).hostname.replace(/^\[|\]$/g, '') : ip
  return createHmac('sha256', secret)
    .update(isIPv6(ip) ? expand(network).slice(0, 4).join(':') : network)
    .digest()
}

/** The eight groups of an IPv6 address in its canonical short form. */
function expand(address: string): string[] {
  const [head = '', tail] = address.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  return tail === undefined ? left : [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right]
}
