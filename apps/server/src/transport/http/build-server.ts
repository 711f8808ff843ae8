import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import { type FastifyTRPCPluginOptions, fastifyTRPCPlugin } from '@trpc/server/adapters/fastify'
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import type { Deps } from '../../app/deps.ts'
import { cartShop } from '../dialects/cart-shop/cart-shop.ts'
import { quickCheckout } from '../dialects/quick-checkout/quick-checkout.ts'
import { subscriptionRedirect } from '../dialects/subscription-redirect/subscription-redirect.ts'
import { videoMarketplace } from '../dialects/video-marketplace/video-marketplace.ts'
import { wordpressPlugin } from '../dialects/wordpress-plugin/wordpress-plugin.ts'
import { type ReadEvent, stripeWebhookRoutes } from '../stripe-webhook/stripe-webhook.routes.ts'
import { createContext } from '../trpc/context.ts'
import { type AppRouter, appRouter } from '../trpc/router.ts'
import { answerErrors } from './answer-errors.ts'
import { checkoutPath } from './checkout-path.routes.ts'
import { creditsCsvRoutes } from './credits-csv.routes.ts'
import { downloadsRoutes } from './downloads.routes.ts'
import { collectRoutes, docsRoutes } from './openapi/docs.routes.ts'
import { picturesRoutes } from './pictures.routes.ts'
import { cors, corsWithCookies } from './plugins/cors.ts'
import { knownOrigins, refuseCrossSite } from './plugins/cross-site.ts'
import { drainOnClose } from './plugins/drain.ts'
import { healthRoutes } from './plugins/health.ts'
import { serveWeb } from './plugins/serve-web.ts'
import { collectEnvelopes, refuseAddress } from './rest-scope.ts'
import { salesCsvRoutes } from './sales-csv.routes.ts'

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
    frameworkErrors: refuseAddress,
    routerOptions: { maxParamLength: 5000 },
    forceCloseConnections: 'idle',
  })
  drainOnClose(app)
  collectEnvelopes(app)
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
  app.setErrorHandler(answerErrors((_status, sentence, request) => ({ error: sentence, requestId: request.id })))

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
  const known = knownOrigins(config)
  await cors(app, known)

  collectRoutes(app)
  healthRoutes(app, { db: deps.db, carts: deps.carts, isStopping: parts.isStopping })
  await app.register(async (scope) => stripeWebhookRoutes(scope, deps, parts.readEvent))
  await app.register(async (scope) => {
    scope.addHook(
      'onRequest',
      refuseCrossSite(known, (error) => ({ error })),
    )
    corsWithCookies(scope)
    await scope.register(fastifyTRPCPlugin, {
      prefix: '/trpc',
      trpcOptions: {
        router: appRouter,
        maxBatchSize: MAX_BATCH,
        // It writes its own Vary over that of the CORS answer.
        responseMeta: () => ({ headers: new Headers({ vary: 'Origin' }) }),
        createContext: ({ req, res }) => createContext(deps, req, res),
        onError: ({ error, path, req }) => {
          if (error.code === 'INTERNAL_SERVER_ERROR')
            req.log.error({ err: error.cause ?? error, procedure: path }, 'procedure failed')
        },
      } satisfies FastifyTRPCPluginOptions<AppRouter>['trpcOptions'],
    })
  })
  await cartShop(app, deps)
  await videoMarketplace(app, deps)
  await quickCheckout(app, deps)
  await checkoutPath(app, deps)
  await subscriptionRedirect(app, deps)
  await wordpressPlugin(app, deps)
  downloadsRoutes(app, { storage: deps.storage })
  picturesRoutes(app)
  salesCsvRoutes(app, deps)
  creditsCsvRoutes(app, deps)
  await docsRoutes(app, { title: 'Cashwrap', server: config.baseUrl })
  if (config.webDist !== null) await serveWeb(app, config.webDist)
  return app
}
