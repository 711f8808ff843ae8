import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyResult, jwtVerify } from 'jose'
import type { OutsideIssuer, OutsideSubject } from '../../modules/auth/index.ts'
import { isStorableText } from '../../platform/db/storable-text.ts'
import type { Logger } from '../../platform/logger.ts'

export interface OutsideIssuerSettings {
  issuer: string
  audience: string
  keys: { jwksUrl: string } | { secret: string }
}

const TOLERATED_SECONDS = 5
const FETCH_TIMEOUT_MS = 3000
/** A key nobody knows is looked up again at the issuer, but not more often than this. */
const REFETCH_AFTER_MS = 30_000
const KEPT_FOR_MS = 600_000
const LONGEST_SUBJECT = 255
/** An issuer signs more than access tokens with the same keys: a notice of logging out is not one. */
const TYPES = new Set(['jwt', 'at+jwt'])
/** What jose says of a token; any other error is about the keys. */
const REFUSALS = /^ERR_(JWT_|JWS_|JWKS_NO_|JWKS_MULTIPLE_|JOSE_ALG_|JOSE_NOT_)/

/**
 * The configured outside issuer. The algorithms belong to the way it signs and never to what a token says of itself: with a
 * shared secret HS256 alone, with public keys no HS at all.
 */
export function outsideIssuer(
  { issuer, audience, keys }: OutsideIssuerSettings,
  log: Pick<Logger, 'warn'>,
  now: () => number,
): OutsideIssuer {
  const verify = verifierFor(keys)
  return {
    issuer,
    async verify(token) {
      const claims = {
        issuer,
        audience,
        requiredClaims: ['exp', 'sub'],
        clockTolerance: TOLERATED_SECONDS,
        currentDate: new Date(now()),
      }
      try {
        return toSubject(issuer, await verify(token, claims))
      } catch (error) {
        if (!isRefusal(error)) log.warn(describe(error), 'cannot tell whether a token is good: no keys of its issuer')
        return null
      }
    },
  }
}

type Verify = (token: string, claims: object) => Promise<JWTVerifyResult>

function verifierFor(keys: OutsideIssuerSettings['keys']): Verify {
  if ('secret' in keys) {
    const secret = new TextEncoder().encode(keys.secret)
    return (token, claims) => jwtVerify(token, secret, { ...claims, algorithms: ['HS256'] })
  }
  const published = createRemoteJWKSet(new URL(keys.jwksUrl), {
    timeoutDuration: FETCH_TIMEOUT_MS,
    cooldownDuration: REFETCH_AFTER_MS,
    cacheMaxAge: KEPT_FOR_MS,
  })
  return (token, claims) => jwtVerify(token, published, { ...claims, algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'] })
}

function toSubject(issuer: string, { payload, protectedHeader }: JWTVerifyResult): OutsideSubject | null {
  const type = protectedHeader.typ?.toLowerCase().replace(/^application\//, '')
  const { sub, exp } = payload
  if (type !== undefined && !TYPES.has(type)) return null
  if (typeof sub !== 'string' || sub === '' || sub.length > LONGEST_SUBJECT) return null
  // Half a character would be stored as another one, which other subjects share.
  if (!isStorableText(sub) || !sub.isWellFormed()) return null
  return Number.isFinite(exp) ? { issuer, subject: sub, verifiedEmail: verifiedEmail(payload) } : null
}

/** A claim that is truthy is not enough: some issuers write the word "false". */
const verifiedEmail = ({ email, email_verified: isVerified }: JWTPayload): string | null =>
  isVerified === true && typeof email === 'string' ? email : null

const isRefusal = (error: unknown): boolean => error instanceof errors.JOSEError && REFUSALS.test(error.code)

/** jose hangs the token's claims on its errors: only what names the fault goes into the log. */
function describe(error: unknown): { reason: string } {
  const { cause } = error instanceof Error ? error : {}
  const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : ''
  return { reason: error instanceof Error ? `${error.message}${code}` : 'unknown' }
}
