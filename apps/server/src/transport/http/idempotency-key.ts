import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { FastifyRequest } from 'fastify'
import type { Actor } from '../../modules/auth/index.ts'

const MAX_LENGTH = 255
const LEAST_BITS = 128
const PRINTABLE = /^[\x20-\x7e]+$/
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const UUID_BITS = 122
/** What a random letter of an alphabet is worth; the narrowest that fits counts. */
const ALPHABETS = [
  { letters: /^\d+$/, bits: Math.log2(10) },
  { letters: /^([\da-f]+|[\dA-F]+)$/, bits: 4 },
  { letters: /^[\w+/=-]+$/, bits: 6 },
]
const OTHER_BITS = 6

export const BAD_KEY = `Idempotency-Key must be 1 to ${MAX_LENGTH} printable ASCII characters.`
export const WEAK_KEY = `Without a session or sign-in the Idempotency-Key must carry at least ${LEAST_BITS} random bits, such as 32 random hexadecimal digits; a UUID has ${UUID_BITS}.`

/** The caller's `Idempotency-Key`: null if there is none, a sentence (for a 400) if it cannot be one. */
export function readIdempotencyKey(request: Pick<FastifyRequest, 'headers'>): Result<string | null, string> {
  const key = request.headers['idempotency-key']
  if (key === undefined) return ok(null)
  return typeof key === 'string' && key.length <= MAX_LENGTH && PRINTABLE.test(key) ? ok(key) : fail(BAD_KEY)
}

/**
 * Whose keys are told apart from whose: the user's, else the browser session's. Callers who are neither share one room, so a
 * key of theirs must be one that nobody else comes upon; null if it is not.
 */
export function idempotencyCaller(actor: Pick<Actor, 'user' | 'visitHash'>, key: string): string | null {
  if (actor.user !== null) return `user:${actor.user.id}`
  if (actor.visitHash !== null) return `visit:${actor.visitHash.toString('base64url')}`
  return randomBits(key) >= LEAST_BITS ? 'anyone' : null
}

/** At most how many random bits a key can carry, judged by its letters. */
export function randomBits(key: string): number {
  if (UUID.test(key)) return UUID_BITS
  const bits = ALPHABETS.find(({ letters }) => letters.test(key))?.bits ?? OTHER_BITS
  return key.length * bits
}
