import { type WebhookData, type WebhookEventType, webhookDataSchema } from '@cashwrap/shared/contracts/webhook-events'
import type { OrderId, SellerId, SiteId, WebhookDeliveryId } from '@cashwrap/shared/ids'
import type { Tx } from '../../platform/db/database.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { type Audience, insertMessage, listListeners, type NewMessage, type Receiver } from './message-store.ts'

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
export const publishEvent = (tx: Tx, deps: { enqueue: Enqueue }, event: PublishedEvent): Promise<void> =>
  publish(tx, deps, event)

/** The same, held to the catalogue only when it runs. */
export async function publish(
  tx: Tx,
  deps: { enqueue: Enqueue },
  event: Told<WebhookEventType> & { audience: Audience; data: unknown },
): Promise<void> {
  const { type, at, orderingKey, orderId = null, audience } = event
  const schema = webhookDataSchema(type, audience.kind)
  if (schema === undefined) throw new Error(`${type} is not told to a ${audience.kind}`)
  const receivers: readonly Receiver[] =
    audience.kind === 'site' ? [{ endpointId: null, siteId: audience.siteId }] : await listListeners(tx, type, audience)
  if (receivers.length === 0) return
  const data = schema.parse(typeof event.data === 'function' ? await event.data() : event.data)
  await send(tx, deps, { type, at, orderingKey, orderId, audience, data }, receivers)
}

/** Writes a message with a delivery to each of these receivers, and jobs for them; answers the deliveries' ids. */
export async function send(
  tx: Tx,
  deps: { enqueue: Enqueue },
  message: NewMessage,
  receivers: readonly Receiver[],
): Promise<WebhookDeliveryId[]> {
  const deliveryIds = await insertMessage(tx, message, receivers)
  for (const deliveryId of deliveryIds) await deps.enqueue(tx, 'deliver-webhook', { deliveryId })
  return deliveryIds
}
