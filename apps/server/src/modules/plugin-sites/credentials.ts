import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'

/** What a site is given once: what it shows with each call, and what our messages to it are signed with. */
export interface SiteCredentials {
  token: string
  webhookSecret: string
}

/** 256 random bits each. */
export const randomCredentials = (): SiteCredentials => fromBits(() => randomBytes(32))

/**
 * The same again for the same request, so that an answer lost on the way can be given once more though nothing of it was
 * stored. @param seed nobody else's to know @param issuedAt so that later ones are never like those before
 */
export function repeatableCredentials(
  authSecret: string,
  request: { instanceId: string; seed: string; issuedAt: Date },
): SiteCredentials {
  const key = Buffer.from(hkdfSync('sha256', authSecret, '', 'cashwrap credentials of sites', 32))
  const of = `${request.instanceId}\n${request.issuedAt.toISOString()}\n${request.seed}`
  return fromBits((what) => createHmac('sha256', key).update(`${what}\n${of}`).digest())
}

const fromBits = (bits: (what: 'token' | 'secret') => Buffer): SiteCredentials => ({
  token: `rk_live_${bits('token').toString('hex')}`,
  webhookSecret: `whs_${bits('secret').toString('hex')}`,
})

/** What the database keeps of a token. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()

export const isSameHash = (one: Buffer, other: Buffer): boolean =>
  one.length === other.length && timingSafeEqual(one, other)

/** Takes as long whatever the two are. */
export const isSameText = (one: string, other: string): boolean => timingSafeEqual(hashToken(one), hashToken(other))
