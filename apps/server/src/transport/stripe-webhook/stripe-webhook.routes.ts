import type { Clock } from '@cashwrap/shared/time'
import type { FastifyInstance } from 'fastify'
import { type ProviderEvent, receiveProviderEvent } from '../../modules/provider-events/index.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'

/** The same handler under each name that an older system registered at Stripe. */
const PATHS = ['/api/stripe/webhook', '/api/webhooks/stripe', '/api/checkout/webhook']
const BODY_LIMIT = 1024 * 1024

/** Verifies the raw bytes and reads the event; null for what is not Stripe's word. */
export type ReadEvent = (rawBody: Buffer, signature: string) => ProviderEvent | null

/** Verified over the raw body, kept and queued in one transaction, answered before any work is done. */
export async function stripeWebhookRoutes(
  app: FastifyInstance,
  deps: { db: Db; clock: Clock; enqueue: Enqueue; config: { instance: string } },
  readEvent: ReadEvent,
): Promise<void> {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, body, done) =>
    done(null, body),
  )
  for (const path of PATHS) {
    app.post(path, { bodyLimit: BODY_LIMIT }, async (request, reply) => {
      const signature = request.headers['stripe-signature']
      const event =
        typeof signature === 'string' && Buffer.isBuffer(request.body) ? readEvent(request.body, signature) : null
      if (event === null) return reply.code(400).send({ error: 'Webhook signature verification failed' })
      const received = await receiveProviderEvent(deps, event)
      request.log.info(
        { eventId: event.id, type: event.type, orderId: event.orderHint, isNew: received.ok && received.value.isNew },
        'webhook kept',
      )
      return { received: true }
    })
  }
}
