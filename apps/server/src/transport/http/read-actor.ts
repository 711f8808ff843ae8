import { createHmac, randomBytes } from 'node:crypto'
import { isIPv6 } from 'node:net'
import type { FastifyRequest } from 'fastify'
import type { Deps } from '../../app/deps.ts'
import {
  type Actor,
  type ActorUser,
  type BearerDeps,
  hashSessionToken,
  isBearerHeader,
  resolveBearer,
  resolveSession,
} from '../../modules/auth/index.ts'
import type { CookieJar } from './plugins/cookies.ts'

type Headers = Pick<FastifyRequest, 'headers' | 'id'>

export interface CookieActor {
  actor: Actor
  /** Hash of the sign-in cookie as sent, whether or not it is still good. */
  signInHash: Buffer | null
}

/** Who asks, by the browser's two cookies: a visitor, if there is no live session. */
export async function readCookieActor(
  deps: Pick<Deps, 'db' | 'clock'>,
  request: Pick<FastifyRequest, 'id'>,
  jar: CookieJar,
): Promise<CookieActor> {
  const signInToken = jar.read('signIn')
  const signInHash = signInToken === null ? null : hashSessionToken(signInToken)
  const user = signInHash === null ? null : await resolveSession(deps.db, signInHash, deps.clock.now())
  return { actor: actorOf(user, request, readVisit(jar)), signInHash }
}

/** Who asks, by `Authorization: Bearer` and nothing else: null without a token, or with one that is not good. */
export async function readBearerActor(deps: BearerDeps & Pick<Deps, 'clock'>, request: Headers): Promise<Actor | null> {
  const user = await resolveBearer(deps, request.headers.authorization, deps.clock.now())
  return user && actorOf(user, request, null)
}

/** Whether the request brings a bearer token, good or bad. */
export const hasBearer = (request: Headers): boolean => isBearerHeader(request.headers.authorization)

/** Hash of the browser's `session_id`, which owns its cart. */
export function readVisit(jar: CookieJar): Buffer | null {
  const token = jar.read('visit')
  return token === null ? null : hashSessionToken(token)
}

/** The actor with a browser session, which is begun (and its cookie set) if there is none yet. */
export const withVisit = (actor: Actor, jar: CookieJar): Actor =>
  actor.visitHash === null ? { ...actor, visitHash: beginVisit(jar) } : actor

/**
 * The same for a caller that may ask again without the cookie of its first answer: what it sends both times gives it the same
 * session. @param secret of this server @param seed nobody else's to know, such as a key of enough random bits
 */
export function withRepeatableVisit(actor: Actor, jar: CookieJar, { secret, seed }: VisitSeed): Actor {
  if (actor.visitHash !== null) return actor
  return { ...actor, visitHash: keepVisit(jar, createHmac('sha256', secret).update(`visit\n${seed}`).digest()) }
}

interface VisitSeed {
  secret: string
  seed: string
}

const actorOf = (user: ActorUser | null, { id }: Pick<FastifyRequest, 'id'>, visitHash: Buffer | null): Actor => ({
  kind: user === null ? 'visitor' : 'user',
  user,
  visitHash,
  name: null,
  requestId: id,
})

/** Begins the browser session that owns a cart: 256 random bits, of which only the hash is stored. */
const beginVisit = (jar: CookieJar): Buffer => keepVisit(jar, randomBytes(32))

function keepVisit(jar: CookieJar, bits: Buffer): Buffer {
  const token = bits.toString('base64url')
  jar.set('visit', token, null)
  return hashSessionToken(token)
}

/** A caller's address for limits: an IPv6 one counts by its /64, which one household or host holds whole. */
export function clientHash(address: string, secret: string): Buffer {
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
