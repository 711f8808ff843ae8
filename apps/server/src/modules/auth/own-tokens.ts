import { createHash, hkdfSync } from 'node:crypto'
import type { IssuedToken } from '@cashwrap/shared/contracts/accounts'
import { isUuid, type UserId } from '@cashwrap/shared/ids'
import { addSeconds } from '@cashwrap/shared/time'
import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose'

const TOKEN_SECONDS = 12 * 3600
const ALGORITHM = 'HS256'
const AUDIENCE = 'cashwrap'
/** Nothing else this server signs has this type (RFC 9068), so nothing else passes for a token. */
const TYPE = 'at+jwt'

export interface OwnTokenConfig {
  authSecret: string
  /** The issuer's name. */
  baseUrl: string
}

/** Whose a token is, and of which generation: one from before the last signing out everywhere is worth nothing. */
export interface OwnTokenSubject {
  userId: UserId
  generation: number
}

/** A bearer token of ours (a JWT), good for twelve hours from `at`. */
export async function signOwnToken(
  { authSecret, baseUrl }: OwnTokenConfig,
  { userId, generation }: OwnTokenSubject,
  at: Date,
): Promise<IssuedToken> {
  const key = ownKey(authSecret)
  // A token counts in whole seconds.
  const expiresAt = addSeconds(at, TOKEN_SECONDS)
  expiresAt.setMilliseconds(0)
  const token = await new SignJWT({ gen: generation })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: idOf(key) })
    .setIssuer(baseUrl)
    .setAudience(AUDIENCE)
    .setSubject(userId)
    .setIssuedAt(at)
    .setExpirationTime(expiresAt)
    .sign(key)
  return { token, expiresAt: expiresAt.toISOString() }
}

/** What a token of ours says, or null if it is forged, meant for something else, or over. */
export async function readOwnToken(
  { authSecret, baseUrl }: OwnTokenConfig,
  token: string,
  at: Date,
): Promise<OwnTokenSubject | null> {
  try {
    const { payload } = await jwtVerify(token, ownKey(authSecret), {
      algorithms: [ALGORITHM],
      typ: TYPE,
      issuer: baseUrl,
      audience: AUDIENCE,
      requiredClaims: ['exp', 'sub'],
      currentDate: at,
    })
    return subjectOf(payload)
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}

function subjectOf({ sub, gen }: JWTPayload): OwnTokenSubject | null {
  if (typeof sub !== 'string' || !isUuid(sub) || typeof gen !== 'number') return null
  return { userId: sub as UserId, generation: gen }
}

/** A key for tokens alone: what else is signed with the secret says nothing about it. */
const ownKey = (authSecret: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', authSecret, '', 'cashwrap bearer tokens', 32))

const idOf = (key: Uint8Array): string => createHash('sha256').update(key).digest('base64url').slice(0, 8)
