import type { OrderId, SubscriptionId, WebhookDeliveryId } from '@cashwrap/shared/ids'
import type { Deps } from '../../app/deps.ts'
import { systemActor } from '../../modules/auth/index.ts'
import { settleKnownSubscription } from '../../modules/billing/index.ts'
import { bringCartChanges } from '../../modules/cart/index.ts'
import { sendTransfer } from '../../modules/marketplace/index.ts'
import { applyProviderEvent } from '../../modules/provider-events/index.ts'
import { observeRefundsAgain, sendRefund } from '../../modules/refunds/index.ts'
import { deliverWebhook } from '../../modules/webhooks-out/index.ts'
import type { JobName, JobPayload } from '../../platform/queue/job-catalogue.ts'
import type { JobHandlers } from '../../platform/queue/queue.ts'
import { sendNotificationJob } from './send-notification.job.ts'

/** Each job's use-case, by name; a name without one does not compile. */
export const jobHandlers = (deps: Deps): JobHandlers => ({
  'apply-provider-event': logged(deps, 'apply-provider-event', (payload) =>
    applyProviderEvent(deps, systemActor('webhook'), payload),
  ),
  'observe-refunds': logged(deps, 'observe-refunds', ({ orderId }) =>
    observeRefundsAgain(deps, systemActor('refunds'), { orderId: orderId as OrderId }),
  ),
  'send-refund': logged(deps, 'send-refund', (payload) => sendRefund(deps, systemActor('refunds'), payload)),
  'settle-subscription': logged(deps, 'settle-subscription', async ({ subscriptionId }) => {
    await settleKnownSubscription(deps, systemActor('subscriptions'), {
      subscriptionId: subscriptionId as SubscriptionId,
    })
  }),
  'send-transfer': logged(deps, 'send-transfer', (payload) => sendTransfer(deps, systemActor('transfers'), payload)),
  'change-cart': logged(deps, 'change-cart', ({ orderId }) =>
    bringCartChanges(deps, systemActor('carts'), { orderId: orderId as OrderId }),
  ),
  'deliver-webhook': logged(deps, 'deliver-webhook', async ({ deliveryId }) => {
    await deliverWebhook(deps, systemActor('webhooks'), { deliveryId: deliveryId as WebhookDeliveryId })
  }),
  'send-notification': logged(deps, 'send-notification', sendNotificationJob(deps)),
})

/** The queue keeps what a job threw to itself; the operator reads it in the log. */
const logged =
  <Name extends JobName>(deps: Deps, job: Name, handle: JobHandlers[Name]) =>
  async (payload: JobPayload<Name>): Promise<void> => {
    try {
      await handle(payload)
    } catch (err) {
      deps.log.error({ err, job, payload }, 'job failed; it runs again')
      throw err
    }
  }
