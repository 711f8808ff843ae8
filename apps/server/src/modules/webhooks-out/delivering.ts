import type { Clock } from '@cashwrap/shared/time'
import type { Db } from '../../platform/db/database.ts'
import type { Logger } from '../../platform/logger.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import type { SecretBox } from '../../platform/secret-box.ts'
import type { Letter } from './address-delivery.ts'
import type { PendingDelivery } from './delivery-store.ts'
import type { WebhookPoster } from './domain/webhook-poster.ts'

export interface DeliverDeps {
  db: Db
  clock: Clock
  log: Logger
  enqueue: Enqueue
  secretBox: SecretBox
  webhookPoster: WebhookPoster
  /** From 0 to 1; Math.random's job. */
  chance: () => number
}

/**
 * - `delivered`: the receiver took it
 * - `postponed`: it did not; when to try again is written down
 * - `given-up`: it has been tried for days, or is refused for good
 * - `cancelled`: there is nobody to send it to
 * - `waiting`: another delivery to the same receiver comes first; whoever finishes that queues this
 * - `not-due`: done with already, or somebody else is at it
 */
export type DeliverOutcome = 'delivered' | 'postponed' | 'given-up' | 'cancelled' | 'waiting' | 'not-due'

/** A claimed delivery on its way. */
export interface Sending {
  delivery: PendingDelivery
  letter: Letter
  number: number
}
