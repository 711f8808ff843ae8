import { systemActor } from '../../modules/auth/index.ts'
import { sendNotification } from '../../modules/notifications/index.ts'
import type { JobHandlers } from '../../platform/queue/queue.ts'

/** One mail of the outbox. What fails stays in the outbox with its next time, so the job itself is done either way. */
export const sendNotificationJob =
  (deps: Parameters<typeof sendNotification>[0]): JobHandlers['send-notification'] =>
  async (payload) => {
    await sendNotification(deps, systemActor('outbox'), payload)
  }
