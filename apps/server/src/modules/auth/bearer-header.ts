/** Beyond this nobody's token is worth decoding. */
const LONGEST_TOKEN = 8192
const COMPACT_JWS = /^[\w-]+\.[\w-]+\.[\w-]+$/

/** Whether a request brings a bearer token, good or bad; other schemes are not for us (a proxy may ask for a password). */
export const isBearerHeader = (header: string | undefined): boolean => /^\s*bearer(\s|$)/i.test(header ?? '')

/** The token of an `Authorization: Bearer …` header, if it has the form of a signed JWT. */
export function readBearerHeader(header: string | undefined): string | null {
  if (header === undefined || header.length > LONGEST_TOKEN + 'Bearer '.length) return null
  const [scheme = '', token = '', ...more] = header.trim().split(/ +/)
  return scheme.toLowerCase() === 'bearer' && more.length === 0 && COMPACT_JWS.test(token) ? token : null
}
