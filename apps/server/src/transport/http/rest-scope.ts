import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import type { z } from 'zod'
import type { Config } from '../../config/config.ts'
import { answerErrors, SENTENCES } from './answer-errors.ts'
import type { DocsTag, Examples } from './openapi/route-docs.ts'
import { corsWithCookies } from './plugins/cors.ts'
import { knownOrigins, refuseCrossSite } from './plugins/cross-site.ts'
import { readBodies } from './sent-body.ts'

/** A dialect's error body. `code` is for dialects that have codes; without one they choose it by the status. */
export type Envelope = (status: number, sentence: string, code?: string) => unknown

export interface RestScopeOptions {
  /** Who its callers are, for the document. */
  tag: DocsTag
  /** The shape of what `envelope` gives. */
  error: z.ZodType
  /** Requests and their answers; the document shows each at the route it belongs to. */
  examples?: Examples
  /** Whether its callers are known by a cookie, so that other sites' pages could act in their name. */
  cookies: boolean
  envelope: Envelope
  /** Prefixes under which unknown addresses answer in this shape, such as `/api/cart`. One scope per prefix. */
  unknownUnder?: readonly string[]
}

const METHODS: readonly HTTPMethods[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/**
 * A part of the REST surface in which every error, whoever finds it, is JSON in one shape. Bodies are read by `sentBody`; a
 * known address asked by another method answers 405, and OPTIONS says which there are.
 */
export async function restScope(
  app: FastifyInstance,
  deps: { config: Pick<Config, 'baseUrl' | 'frontUrl' | 'allowedOrigins'> },
  { tag, error, examples = {}, cookies, envelope, unknownUnder = [] }: RestScopeOptions,
  routes: (scope: FastifyInstance) => void | Promise<void>,
): Promise<void> {
  const errorHandler = answerErrors((status, sentence) => envelope(status, sentence))
  for (const prefix of unknownUnder) {
    app.envelopes.set(prefix, envelope)
    await app.register(
      async (unknown) => {
        readBodies(unknown)
        unknown.setErrorHandler(errorHandler)
        unknown.setNotFoundHandler((_request, reply) => reply.code(404).send(envelope(404, SENTENCES[404])))
      },
      { prefix },
    )
  }
  await app.register(async (scope) => {
    readBodies(scope)
    scope.setErrorHandler(errorHandler)
    if (cookies) {
      scope.addHook(
        'onRequest',
        refuseCrossSite(knownOrigins(deps.config), (sentence) => envelope(403, sentence)),
      )
      scope.addHook('onRequest', requireJson(envelope))
      corsWithCookies(scope)
    }
    const taken = new Map<string, Set<string>>()
    scope.addHook('onRoute', (route) => {
      const { url, method, config } = route
      if (config?.docs) route.config = { ...config, docs: { tag, error, examples, ...config.docs } }
      const methods = taken.get(url) ?? new Set()
      for (const one of [method].flat()) methods.add(one)
      taken.set(url, methods)
    })
    await routes(scope)
    for (const [url, methods] of [...taken]) answerOtherMethods(scope, envelope, url, [...methods])
  })
}

/** A form, or a script that asks nobody, can send anything but JSON to another site; so JSON alone is taken. */
function requireJson(envelope: Envelope) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const { 'content-type': type, 'content-length': length, 'transfer-encoding': encoding } = request.headers
    const hasBody = encoding !== undefined || (length !== undefined && length !== '0')
    const isReadable = type === undefined ? !hasBody : /^application\/json *(;|$)/i.test(type)
    return isReadable || request.method === 'GET' || request.method === 'HEAD'
      ? undefined
      : reply.code(415).send(envelope(415, SENTENCES[415]))
  }
}

function answerOtherMethods(scope: FastifyInstance, envelope: Envelope, url: string, taken: readonly string[]): void {
  const allow = taken.join(', ')
  scope.route({
    method: METHODS.filter((method) => !taken.includes(method)),
    url,
    config: { isFallback: true },
    handler: (_request, reply) => reply.code(405).header('allow', allow).send(envelope(405, SENTENCES[405])),
  })
  scope.route({
    method: 'OPTIONS',
    url,
    config: { isFallback: true },
    handler: (_request, reply) => reply.code(204).header('allow', allow).send(),
  })
}

/** Has scopes tell by which envelope an address under their prefixes is refused before any route is found. */
export function collectEnvelopes(app: FastifyInstance): void {
  app.decorate('envelopes', new Map<string, Envelope>())
}

/** Refuses an address that cannot be decoded, in the shape of whoever would call there. */
export function refuseAddress(_error: Error, request: FastifyRequest, reply: FastifyReply): void {
  const { envelopes } = request.server
  const under = [...envelopes.keys()].filter((prefix) => request.url.startsWith(prefix))
  const [nearest] = under.sort((a, b) => b.length - a.length)
  const envelope = nearest === undefined ? undefined : envelopes.get(nearest)
  reply.code(400).send(envelope?.(400, SENTENCES[400]) ?? { error: SENTENCES[400] })
}

declare module 'fastify' {
  interface FastifyInstance {
    /** By prefix. */
    envelopes: Map<string, Envelope>
  }
  interface FastifyContextConfig {
    /** Stands where a route is not, to say so; not part of the documented surface. */
    isFallback?: true
  }
}
