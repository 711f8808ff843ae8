/** One party outside whose tokens say who somebody is; everything it signs for this audience is believed. */
export interface OutsideIssuerConfig {
  /** Compared letter by letter with `iss`. */
  issuer: string
  audience: string
  /** Where its public keys are, or the secret it shares with this server. */
  keys: { jwksUrl: string } | { secret: string }
}

export const LEAST_SECRET_BYTES = 32

interface Settings {
  JWT_ISSUER?: string | undefined
  JWT_AUDIENCE?: string | undefined
  JWT_JWKS_URL?: string | undefined
  JWT_SECRET?: string | undefined
}

/** All of it or nothing: a sentence goes to `faults` for each thing that is missing, contradicts or would be unsafe. */
export function readOutsideIssuer(
  settings: Settings,
  own: { baseUrl: string; authSecret: string },
  faults: string[],
): OutsideIssuerConfig | null {
  const { JWT_ISSUER: issuer, JWT_AUDIENCE: audience, JWT_JWKS_URL: jwksUrl, JWT_SECRET: secret } = settings
  if ([issuer, audience, jwksUrl, secret].every((value) => value === undefined)) return null

  if (issuer === undefined)
    faults.push('JWT_ISSUER is not set: it is the iss of the tokens that the other JWT_ settings are for.')
  if (issuer === own.baseUrl)
    faults.push("JWT_ISSUER must not be BASE_URL: that is the issuer of this server's own tokens.")
  if (audience === undefined)
    faults.push('JWT_AUDIENCE is not set: without it tokens meant for other services would be taken.')
  if (jwksUrl === undefined && secret === undefined)
    faults.push('JWT_JWKS_URL or JWT_SECRET is not set: one of them is needed to tell a forged token.')
  if (jwksUrl !== undefined && secret !== undefined)
    faults.push('JWT_JWKS_URL and JWT_SECRET are both set: tokens are checked with one of them, unset the other.')
  if (secret !== undefined && secret === own.authSecret)
    faults.push('JWT_SECRET must not be AUTH_SECRET: whoever shares the one must not know the other.')

  const keys = jwksUrl !== undefined ? { jwksUrl } : secret !== undefined ? { secret } : undefined
  return issuer !== undefined && audience !== undefined && keys ? { issuer, audience, keys } : null
}

/** Keys that come over plain http could be anybody's, unless they come from this very machine. */
export function isSafeKeyUrl(text: string): boolean {
  const url = URL.parse(text)
  if (url === null || url.username !== '' || url.password !== '') return false
  if (url.protocol === 'https:') return true
  return url.protocol === 'http:' && /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname)
}
