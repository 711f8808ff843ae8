import { type WebhookData, type WebhookEventType, webhookDataSchema } from '@cashwrap/shared/contracts/webhook-events'
import type { OrderId, SellerId, SiteId } from '@cashwrap/shared/ids'
import type { Tx } from '../../platform/db/database.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { insertMessage, listListeners, type Receiver } from './message-store.ts'

interface Told<Type extends WebhookEventType> {
  type: Type
  /** When it became true. */
  at: Date
  /** Messages of one key reach each receiver in the order in which they were published. */
  orderingKey: string
  orderId?: OrderId
}
type For<Audience, Data> = [Data] extends [never]
  ? never
  : {
      audience: Audience
      /** Or how to find it out, where that is worth nothing unless somebody listens. */
      data: Data | (() => Promise<Data>)
    }

/** Something to tell, to one audience; what may be told to whom is in the catalogue of `contracts/webhook-events.ts`. */
export type PublishedEvent = {
  [Type in WebhookEventType]: Told<Type> &
    (
      | For<{ kind: 'shop' }, WebhookData<Type, 'shop'>>
      | For<{ kind: 'seller'; sellerId: SellerId }, WebhookData<Type, 'seller'>>
      | For<{ kind: 'site'; siteId: SiteId }, WebhookData<Type, 'site'>>
    )
}[WebhookEventType]

/**
 * Tells everybody of an audience who listens now, once the transaction that made it true commits; where nobody does, that is one
 * statement. Two transactions that publish under one key at once must keep each other out (by the row that changed), or the
 * order of their messages is anyone's. Data that is not of the catalogue's shape is a fault of the caller and thrown.
 */
export async function publishEvent(tx: Tx, deps: { enqueue: Enqueue }, event: PublishedEvent): Promise<void> {
  const { audience } = event
  const receivers: readonly Receiver[] =
    audience.kind === 'site'
      ? [{ endpointId: null, siteId: audience.siteId }]
      : await listListeners(tx, event.type, audience)
  if (receivers.length === 0) return
  const told = typeof event.data === 'function' ? await event.data() : event.data
  const data = webhookDataSchema(event.type, audience.kind)?.parse(told)
  const { type, at, orderingKey, orderId = null } = event
  const deliveryIds = await insertMessage(tx, { type, at, orderingKey, orderId, audience, data }, receivers)
  for (const deliveryId of deliveryIds) await deps.enqueue(tx, 'deliver-webhook', { deliveryId })
}
