import type { FastifyRequest } from 'fastify'

type Asked = Pick<FastifyRequest, 'headers' | 'method'>

/** What browsers and their like say of a page that nobody has opened yet. */
const LOOKING_AHEAD = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz']
const AHEAD = /(^|[\s;,])(prefetch|prerender|preview)($|[\s;,])/i

/** Asked by somebody who wants to know, or to have it ready, and not to buy: `HEAD`, and what is loaded ahead of a click. */
export const isOnlyLooking = ({ method, headers }: Asked): boolean =>
  method === 'HEAD' || LOOKING_AHEAD.some((name) => AHEAD.test(String(headers[name] ?? '')))

/**
 * Whether a person may have followed a link: where the browser says, it opens a page of its own, or a script of a page that is
 * known asks. Pictures, frames and scripts of other sites are none. Whoever says nothing is no such browser.
 */
export function isFollowed({ headers }: Asked, knownOrigins: ReadonlySet<string>): boolean {
  const mode = headers['sec-fetch-mode']
  if (mode === undefined) return true
  if (mode === 'navigate') return (headers['sec-fetch-dest'] ?? 'document') === 'document'
  if (headers['sec-fetch-site'] === 'same-origin') return true
  return headers.origin !== undefined && knownOrigins.has(headers.origin)
}
