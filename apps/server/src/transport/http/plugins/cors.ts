import fastifyCors, { type FastifyCorsOptions } from '@fastify/cors'
import type { FastifyInstance } from 'fastify'

const TEN_MINUTES_SECONDS = 600

/** Answers browsers whose page is on one of the known origins; to all others it says nothing. Never with credentials by itself. */
export async function cors(app: FastifyInstance, known: ReadonlySet<string>): Promise<void> {
  await app.register(fastifyCors, {
    origin: (origin, done) => done(null, origin !== undefined && known.has(origin)),
    credentials: false,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['content-type', 'authorization', 'idempotency-key'],
    exposedHeaders: ['x-request-id', 'idempotent-replayed', 'retry-after'],
    maxAge: TEN_MINUTES_SECONDS,
  })
}

/** Lets pages on the known origins send their visitors' cookies to the routes registered after this in the scope. */
export function corsWithCookies(scope: FastifyInstance): void {
  scope.addHook('onRoute', (route) => {
    route.config = { ...route.config, cors: { credentials: true } }
  })
}

declare module 'fastify' {
  interface FastifyContextConfig {
    cors?: Pick<FastifyCorsOptions, 'credentials'>
  }
}
