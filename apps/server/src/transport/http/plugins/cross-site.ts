import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../../../config/config.ts'

const CHANGES_NOTHING = new Set(['GET', 'HEAD', 'OPTIONS'])

/** The origins whose pages may act for our visitors. */
export const knownOrigins = (config: Pick<Config, 'baseUrl' | 'frontUrl' | 'allowedOrigins'>): ReadonlySet<string> =>
  new Set([config.baseUrl, config.frontUrl, ...config.allowedOrigins])

/**
 * Refuses what another site's page sends with our visitors' cookies. Browsers say where a request comes from; callers that say
 * nothing are not browsers and carry no visitor's cookies by accident. What only reads is not refused: without a CORS answer
 * the page cannot see it.
 */
export function refuseCrossSite(known: ReadonlySet<string>, toBody: (sentence: string) => unknown) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    if (CHANGES_NOTHING.has(request.method)) return undefined
    const { origin } = request.headers
    const site = request.headers['sec-fetch-site']
    const isForeign = origin === undefined ? site === 'cross-site' || site === 'same-site' : !known.has(origin)
    if (!isForeign) return undefined
    return reply.code(403).send(toBody('This request came from another site.'))
  }
}
