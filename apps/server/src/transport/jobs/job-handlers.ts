import type { Deps } from '../../app/deps.ts'
import { systemActor } from '../../modules/auth/index.ts'
import { applyProviderEvent } from '../../modules/provider-events/index.ts'
import { sendRefund } from '../../modules/refunds/index.ts'
import type { JobHandlers } from '../../platform/queue/queue.ts'
import { sendNotificationJob } from './send-notification.job.ts'

/** Each job's use-case, by name; a name without one does not compile. */
export const jobHandlers = (deps: Deps): JobHandlers => ({
  'apply-provider-event': async (payload) => {
    await applyProviderEvent(deps, systemActor('webhook'), payload)
  },
  'send-refund': (payload) => sendRefund(deps, systemActor('refunds'), payload),
  'send-notification': sendNotificationJob(deps),
})
