export type { PostOutcome, ReceiverKind, WebhookPost, WebhookPoster } from './domain/webhook-poster.ts'
export { type PublishedEvent, publishEvent } from './publish-event.ts'
