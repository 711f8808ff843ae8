import { migrations } from '@cashwrap/shared/db/migrations'
import type { FastifyInstance } from 'fastify'
import type { Db } from '../../../platform/db/database.ts'
import { appliedMigrations } from '../../../platform/db/migration-state.ts'

/** `/healthz`: the process lives. `/readyz`: it can serve; 503 while it cannot, and while it stops. */
export function healthRoutes(app: FastifyInstance, deps: { db: Db; isStopping: () => boolean }): void {
  app.get('/healthz', async () => ({ status: 'ok' }))
  app.get('/readyz', async (_request, reply) => {
    if (deps.isStopping()) return reply.code(503).send({ status: 'stopping' })
    try {
      const missing = Object.keys(migrations).length - (await appliedMigrations(deps.db))
      return missing <= 0 ? { status: 'ready' } : reply.code(503).send({ status: 'migrations missing', missing })
    } catch {
      return reply.code(503).send({ status: 'database unreachable' })
    }
  })
}
