import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import { type FastifyTRPCPluginOptions, fastifyTRPCPlugin } from '@trpc/server/adapters/fastify'
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import type { Deps } from '../../app/deps.ts'
import { type ReadEvent, stripeWebhookRoutes } from '../stripe-webhook/stripe-webhook.routes.ts'
import { createContext } from '../trpc/context.ts'
import { type AppRouter, appRouter } from '../trpc/router.ts'
import { downloadsRoutes } from './downloads.routes.ts'
import { picturesRoutes } from './pictures.routes.ts'
import { refuseCrossSite } from './plugins/cross-site.ts'
import { drainOnClose } from './plugins/drain.ts'
import { healthRoutes } from './plugins/health.ts'
import { serveWeb } from './plugins/serve-web.ts'

const BODY_LIMIT = 256 * 1024
const MAX_BATCH = 20
const REQUEST_TIMEOUT_MS = 30_000

export interface ServerParts {
  readEvent: ReadEvent
  isStopping: () => boolean
}

/** The whole HTTP surface, in the order it is put together. Listens to nothing yet. */
export async function buildServer(deps: Deps, parts: ServerParts): Promise<FastifyInstance> {
  const { config } = deps
  const app = fastify({
    loggerInstance: deps.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.trustProxy,
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    routerOptions: { maxParamLength: 5000 },
    forceCloseConnections: 'idle',
  })
  drainOnClose(app)
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
  app.addHook('onResponse', async (request, reply) => {
    const { path } = request.params as { path?: string }
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url,
        procedures: path,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    )
  })
  app.setErrorHandler((error, request, reply) => {
    const status =
      error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500
    if (status < 500)
      return reply
        .code(status)
        .send({ error: SENTENCES[status] ?? 'The request could not be read.', requestId: request.id })
    request.log.error({ err: error }, 'request failed')
    return reply
      .code(500)
      .send({ error: 'Something went wrong on our side. Nothing was charged by this request.', requestId: request.id })
  })

  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'", 'https://checkout.stripe.com'],
      },
    },
    crossOriginEmbedderPolicy: false,
    strictTransportSecurity: config.baseUrl.startsWith('https://'),
    referrerPolicy: { policy: 'same-origin' },
  })
  await app.register(cookie)

  healthRoutes(app, { db: deps.db, isStopping: parts.isStopping })
  await app.register(async (scope) => stripeWebhookRoutes(scope, deps, parts.readEvent))
  await app.register(async (scope) => {
    const allowed = new Set([config.baseUrl, config.frontUrl, ...config.allowedOrigins])
    scope.addHook('onRequest', async (request, reply) =>
      request.method === 'GET' ? undefined : refuseCrossSite(allowed)(request, reply),
    )
    await scope.register(fastifyTRPCPlugin, {
      prefix: '/trpc',
      trpcOptions: {
        router: appRouter,
        maxBatchSize: MAX_BATCH,
        createContext: ({ req, res }) => createContext(deps, req, res),
        onError: ({ error, path, req }) => {
          if (error.code === 'INTERNAL_SERVER_ERROR')
            req.log.error({ err: error.cause ?? error, procedure: path }, 'procedure failed')
        },
      } satisfies FastifyTRPCPluginOptions<AppRouter>['trpcOptions'],
    })
  })
  downloadsRoutes(app, { storage: deps.storage })
  picturesRoutes(app)
  if (config.webDist !== null) await serveWeb(app, config.webDist)
  return app
}

const SENTENCES: Readonly<Record<number, string>> = {
  400: 'The request could not be read. Nothing was changed.',
  404: 'There is nothing at this address.',
  413: 'The request is larger than this server takes. Nothing was changed.',
  415: 'The request is not in a form this server reads. Send JSON.',
}
