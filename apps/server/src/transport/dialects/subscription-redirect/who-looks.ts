import type { FastifyRequest } from 'fastify'

type Asked = Pick<FastifyRequest, 'headers' | 'method'>

/** What browsers and their like say of a page that nobody has opened yet. */
const LOOKING_AHEAD = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz']
const AHEAD = /(^|[\s;,])(prefetch|prerender|preview)($|[\s;,])/i

/** Asked by somebody who wants to know, or to have it ready, and not to buy: `HEAD`, and what is loaded ahead of a click. */
export const isOnlyLooking = ({ method, headers }: Asked): boolean =>
  method === 'HEAD' || LOOKING_AHEAD.some((name) => AHEAD.test(String(headers[name] ?? '')))

/**
 * Whether a person may have followed a link: where a browser says that another site's page has it opened, it is in a window of
 * its own, or for a script of a page that is known. Pictures, frames and scripts of other sites are none. Programs say nothing.
 */
export function isFollowed({ headers }: Asked, knownOrigins: ReadonlySet<string>): boolean {
  const site = headers['sec-fetch-site']
  if (site !== 'cross-site' && site !== 'same-site') return true
  if (headers['sec-fetch-mode'] === 'navigate') return (headers['sec-fetch-dest'] ?? 'document') === 'document'
  return headers.origin !== undefined && knownOrigins.has(headers.origin)
}
