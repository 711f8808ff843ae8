import { migrations } from '@cashwrap/shared/db/migrations'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { CartStore } from '../../../modules/cart/index.ts'
import type { Db } from '../../../platform/db/database.ts'
import { appliedMigrations } from '../../../platform/db/migration-state.ts'
import type { RouteDocs } from '../openapi/route-docs.ts'

const tag = { name: 'Health', description: 'For those who run the server: probes of supervisors and load balancers.' }
const LIVES: RouteDocs = {
  tag,
  summary: 'Does the process live?',
  answers: { 200: { description: 'It does.', schema: z.object({ status: z.literal('ok') }) } },
}
const READY: RouteDocs = {
  tag,
  summary: 'Can it serve?',
  answers: {
    200: {
      description: 'It can; said if carts are out of reach all the same.',
      schema: z.object({ status: z.literal('ready'), carts: z.literal('unreachable').optional() }),
    },
    503: {
      description: 'Not now: it is stopping, or the database cannot be reached or is not up to date.',
      schema: z.object({
        status: z.enum(['stopping', 'migrations missing', 'database unreachable']),
        missing: z.int().optional(),
      }),
    },
  },
}

/**
 * `/healthz`: the process lives. `/readyz`: it can serve; 503 while it cannot, and while it stops. Carts out of reach are
 * said, but no reason to send everybody away: all servers share them, and everything else goes on.
 */
export function healthRoutes(
  app: FastifyInstance,
  deps: { db: Db; carts: CartStore; isStopping: () => boolean },
): void {
  app.get('/healthz', { config: { docs: LIVES } }, async () => ({ status: 'ok' }))
  app.get('/readyz', { config: { docs: READY } }, async (_request, reply) => {
    if (deps.isStopping()) return reply.code(503).send({ status: 'stopping' })
    try {
      const missing = Object.keys(migrations).length - (await appliedMigrations(deps.db))
      if (missing > 0) return reply.code(503).send({ status: 'migrations missing', missing })
      return (await deps.carts.isReachable()) ? { status: 'ready' } : { status: 'ready', carts: 'unreachable' }
    } catch {
      return reply.code(503).send({ status: 'database unreachable' })
    }
  })
}
