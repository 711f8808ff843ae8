import type { Clock } from '@cashwrap/shared/time'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type ProviderEvent, receiveProviderEvent } from '../../modules/provider-events/index.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import type { RouteDocs } from '../http/openapi/route-docs.ts'

/** The same handler under each name that an older system registered at Stripe. */
const PATHS = ['/api/stripe/webhook', '/api/webhooks/stripe', '/api/checkout/webhook']
const BODY_LIMIT = 1024 * 1024

const WEBHOOK: RouteDocs = {
  tag: { name: 'Stripe webhook', description: 'Called by Stripe. Three addresses, one handler.' },
  summary: 'An event of Stripe’s',
  description:
    'The signature is over the bytes as sent. The event is kept once by its id and worked on after the answer; one that came before is answered in the same way.',
  auth: ['stripeSignature'],
  body: z.object({ id: z.string(), object: z.literal('event'), type: z.string() }),
  error: z.object({ error: z.string() }),
  answers: {
    200: { description: 'Kept.', schema: z.object({ received: z.literal(true) }) },
    400: {
      description: 'Not signed by Stripe with a secret of ours, or more than five minutes ago.',
      schema: z.object({ error: z.literal('Webhook signature verification failed') }),
    },
  },
}

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
    app.post(path, { bodyLimit: BODY_LIMIT, config: { docs: WEBHOOK } }, async (request, reply) => {
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
