import type { UserId } from '@cashwrap/shared/ids'
import type { Tx } from '../../platform/db/database.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { claimOwned } from './subscription-store.ts'

/**
 * What was subscribed to as a guest becomes the account's once its address is proven; the allowance of what is paid for follows
 * with the next look at the provider, which is queued.
 */
export async function claimSubscriptions(
  tx: Tx,
  deps: { enqueue: Enqueue },
  claim: { userId: UserId; email: string },
): Promise<void> {
  for (const subscriptionId of await claimOwned(tx, claim))
    await deps.enqueue(tx, 'settle-subscription', { subscriptionId })
}
