import type { ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'

/** After this long a request that still runs is cut off; less than supervisors wait before they kill. */
const PATIENCE_MS = 20_000

/**
 * Closing lets what is under way come to its answer. Streams that have no end of their own are ended at once: their browsers
 * come back by themselves, to another server or to this one when it is up again.
 */
export function drainOnClose(app: FastifyInstance): void {
  const open = new Set<ServerResponse>()
  app.addHook('onRequest', async (_request, reply) => {
    const { raw } = reply
    open.add(raw)
    raw.once('close', () => open.delete(raw))
  })
  app.addHook('preClose', async () => {
    for (const raw of open) {
      if (String(raw.getHeader('content-type')).startsWith('text/event-stream')) raw.destroy()
      // A connection that is kept after its answer would keep the server.
      else if (!raw.headersSent) raw.setHeader('connection', 'close')
    }
    setTimeout(() => app.server.closeAllConnections(), PATIENCE_MS).unref()
  })
}
