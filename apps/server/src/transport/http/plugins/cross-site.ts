import type { FastifyReply, FastifyRequest } from 'fastify'

/**
 * Refuses what another site's page sends with our visitors' cookies. Browsers say where a request comes from; callers that say
 * nothing are not browsers and carry no visitor's cookies by accident.
 */
export function refuseCrossSite(allowed: ReadonlySet<string>) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const { origin } = request.headers
    const site = request.headers['sec-fetch-site']
    const isKnown = typeof origin === 'string' && allowed.has(origin)
    const isForeign = typeof origin === 'string' ? !isKnown : site === 'cross-site' || site === 'same-site'
    if (!isForeign) return undefined
    return reply.code(403).send({ error: 'This request came from another site.' })
  }
}
