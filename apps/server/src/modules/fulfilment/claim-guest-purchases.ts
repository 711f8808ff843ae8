import type { OrderState } from '@cashwrap/shared/contracts/primitives'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { claimGrants } from '../access/index.ts'
import { type ProvenAddress, systemActor } from '../auth/index.ts'
import { grantPurchase } from '../credits/index.ts'
import { claimOrders, creditLines, listOrderItems } from '../orders/index.ts'
import { takeBackOfGiven } from '../refunds/index.ts'
import { claimSubscriptions } from '../subscriptions/index.ts'

/** What was bought as a guest becomes the account's once its address is proven, in the sign-in's own transaction. */
export const claimGuestPurchases =
  (deps: { enqueue: Enqueue }): ProvenAddress =>
  async (tx, proof) => {
    // In the order in which a look at a subscription takes them.
    await claimSubscriptions(tx, deps, proof)
    await claimGrants(tx, proof)
    const claimed = await claimOrders(tx, proof)
    // What the payment of such an order began while this waited for it.
    if (claimed.length > 0) await claimSubscriptions(tx, deps, proof)
    for (const { id: orderId, state } of claimed) {
      if (!HAS_CREDITS.includes(state)) continue
      const lines = creditLines(await listOrderItems(tx, orderId))
      await grantPurchase(tx, deps, { orderId, accountId: null, userId: proof.userId, lines, at: proof.at })
      // What a part of the money went back for is taken back of what has just been given.
      if (state === 'partially_refunded')
        await takeBackOfGiven(deps, tx, systemActor('refunds'), { orderId, at: proof.at })
    }
    return claimed.length
  }

/** Where credits of an order are its buyer's; of one paid back there is nothing to give. */
const HAS_CREDITS: readonly OrderState[] = ['completed', 'partially_refunded']
