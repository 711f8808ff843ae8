import { randomUUID } from 'node:crypto'
import type { CreateWebhookEndpointInput, WebhookDelivery } from '@cashwrap/shared/contracts/webhooks'
import { newId, type SellerId, type SiteId, type WebhookDeliveryId } from '@cashwrap/shared/ids'
import { pino } from 'pino'
import { createWebhookPoster } from '../../src/gateways/webhook-post/webhook-poster.ts'
import { systemActor } from '../../src/modules/auth/index.ts'
import {
  createEndpoint,
  type DeliverDeps,
  deliverWebhook,
  listDeliveries,
  type PublishedEvent,
  publishEvent,
  requeueDueDeliveries,
  showDelivery,
} from '../../src/modules/webhooks-out/index.ts'
import { transact } from '../../src/platform/db/transaction.ts'
import { openSecretBox } from '../../src/platform/secret-box.ts'
import { fixedClock } from './fixed-clock.ts'
import { recordingEnqueue } from './recording-enqueue.ts'
import type { TestDatabase } from './test-database.ts'

const operator = systemActor('test')
/** Short, so that a test of silence is not one of patience. */
const TIMEOUT_MS = 500

/** Everything that webhooks need, over a database of its own, with a clock and a queue that wait to be told. */
export function openWebhookHouse(database: TestDatabase) {
  const clock = fixedClock()
  const { enqueue, jobs } = recordingEnqueue()
  const poster = createWebhookPoster({ allowedHosts: ['127.0.0.1'] })
  const deps = {
    db: database.db,
    clock,
    log: pino({ level: 'silent' }),
    enqueue,
    secretBox: openSecretBox([Buffer.alloc(32, 7)]),
    webhookPoster: { ...poster, post: (request) => poster.post({ ...request, timeoutMs: TIMEOUT_MS }) },
    chance: () => 0,
    ownSeller: async () => null as SellerId | null,
  } satisfies DeliverDeps & { ownSeller: () => Promise<SellerId | null> }

  const queued = (): WebhookDeliveryId[] =>
    jobs
      .splice(0)
      .flatMap((job) => (job.name === 'deliver-webhook' ? [job.payload.deliveryId as WebhookDeliveryId] : []))
  const deliver = async (deliveryId: WebhookDeliveryId, given: DeliverDeps = deps) => {
    const result = await deliverWebhook(given, operator, { deliveryId })
    return result.ok ? result.value : undefined
  }
  /** Works off the queue, also what that puts into it, as many at once as a server would. */
  const work = async (given: DeliverDeps = deps): Promise<void> => {
    for (let ids = queued(); ids.length > 0; ids = queued())
      for (let next = 0; next < ids.length; next += 8)
        await Promise.all(ids.slice(next, next + 8).map((id) => deliver(id, given)))
  }
  const sweep = async (): Promise<number> => {
    const swept = await requeueDueDeliveries(deps, operator, { limit: 100 })
    return swept.ok ? swept.value.requeued : 0
  }

  return {
    deps,
    clock,
    jobs,
    queued,
    deliver,
    work,
    sweep,
    /** Lets time pass in steps, as a server that runs would: at each, what is due is tried. */
    pass: async (seconds: number, step = 60): Promise<void> => {
      for (let passed = 0; passed < seconds; passed += step) {
        clock.advance(Math.min(step, seconds - passed))
        if ((await sweep()) > 0) await work()
      }
    },
    publish: (event: PublishedEvent) => transact(database.db, (tx) => publishEvent(tx, { enqueue }, event)),
    register: async (input: Partial<CreateWebhookEndpointInput> & { url: string }) => {
      const created = await createEndpoint(deps, operator, {
        side: 'shop',
        eventTypes: [],
        pluginForm: false,
        ...input,
      })
      if (!created.ok) throw new Error(JSON.stringify(created.failure))
      return created.value
    },
    /** A plugin site at this address. */
    plantSite: async (siteUrl: string, secret = 'whs_of_a_site') => {
      const siteId: SiteId = newId(clock.now().getTime())
      const instanceId = randomUUID()
      await database.db
        .insertInto('plugin_sites')
        .values({
          id: siteId,
          instance_id: instanceId,
          site_url: siteUrl,
          admin_email: 'owner@shop.example',
          token_hash: Buffer.from(instanceId),
          webhook_secret: deps.secretBox.seal(secret, siteId),
          registered_at: clock.now(),
          issued_at: clock.now(),
        })
        .execute()
      return { siteId, instanceId, secret }
    },
    /** All deliveries, the newest first. */
    deliveries: async (): Promise<WebhookDelivery[]> => {
      const listed = await listDeliveries(deps, operator, { side: 'shop', limit: 100 })
      if (!listed.ok) throw new Error(listed.failure.kind)
      return listed.value.items
    },
    attempts: async (deliveryId: WebhookDeliveryId) => {
      const shown = await showDelivery(deps, operator, { side: 'shop', deliveryId })
      if (!shown.ok) throw new Error(shown.failure.kind)
      return shown.value.attemptList
    },
  }
}
export type WebhookHouse = ReturnType<typeof openWebhookHouse>

/** Something that happened to the shop, told under this key. */
export const refunded = (clock: { now(): Date }, orderingKey: string, amount: number): PublishedEvent => ({
  type: 'order.refunded',
  at: clock.now(),
  orderingKey,
  audience: { kind: 'shop' },
  data: {
    orderId: '01999d3c-8a00-7abc-8def-0123456789ab',
    orderNumber: 7,
    refundedAt: clock.now().toISOString(),
    amount,
    currency: 'USD',
    total: 9900,
    isFull: false,
    reason: null,
  },
})
