export { announceToSiteBy } from './announce-to-site.ts'
export { deliverWebhook } from './deliver-webhook.ts'
export type { DeliverDeps } from './delivering.ts'
export * as SENDING_RULES from './domain/sending-rules.ts'
export type { PostOutcome, ReceiverKind, WebhookPost, WebhookPoster } from './domain/webhook-poster.ts'
export { listEventTypes } from './list-event-types.ts'
export {
  createEndpoint,
  disableEndpoint,
  enableEndpoint,
  listEndpoints,
  removeEndpoint,
  rotateSecret,
  updateEndpoint,
} from './manage-endpoints.ts'
export type { OwnSeller } from './ports.ts'
export { type PublishedEvent, publishEvent } from './publish-event.ts'
export { countReplayable, replayDeliveries, replayDelivery } from './replay-deliveries.ts'
export { requeueDueDeliveries } from './requeue-due.ts'
export { resealEndpointSecrets } from './reseal-endpoint-secrets.ts'
export { sendTest } from './send-test.ts'
export { listDeliveries, showDelivery } from './show-deliveries.ts'
