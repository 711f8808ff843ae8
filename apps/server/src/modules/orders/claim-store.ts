import type { OrderState } from '@cashwrap/shared/contracts/primitives'
import type { OrderId, UserId } from '@cashwrap/shared/ids'
import type { Tx } from '../../platform/db/database.ts'

/** Gives a guest's orders to the user who proved their address; answers which those were. */
export async function claimOrders(
  tx: Tx,
  claim: { userId: UserId; email: string },
): Promise<{ id: OrderId; state: OrderState }[]> {
  return (
    tx
      .updateTable('orders')
      .set({ buyer_user_id: claim.userId })
      .where('buyer_email', '=', claim.email)
      .where('buyer_user_id', 'is', null)
      // A site's word for an address proves nothing about who may see what its users bought.
      .where('site_id', 'is', null)
      .returning(['id', 'state'])
      .execute()
  )
}
