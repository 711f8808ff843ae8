import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'

/** Six digits, each code as likely as any other. */
export const newCode = (): string => String(randomInt(1_000_000)).padStart(6, '0')

/** 256 bits, safe in a URL. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** Keyed, because a million codes are tried in a second by whoever holds a plain hash; and bound to the one challenge. */
export const hashCode = (authSecret: string, challengeId: string, code: string): Buffer =>
  createHmac('sha256', authSecret).update(`code:${challengeId}:${code}`).digest()

export const hashLinkToken = (authSecret: string, token: string): Buffer =>
  createHmac('sha256', authSecret).update(`link:${token}`).digest()

/** What the database keeps of a cookie: of the sign-in's, and of the one that owns a cart. */
export const hashSessionToken = (token: string): Buffer => createHash('sha256').update(token).digest()

export const isSameHash = (one: Buffer, other: Buffer): boolean =>
  one.length === other.length && timingSafeEqual(one, other)
