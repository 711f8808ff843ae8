import { claimGrants } from '../access/index.ts'
import type { ProvenAddress } from '../auth/index.ts'
import { claimOrders } from '../orders/index.ts'

/** What was bought as a guest becomes the account's once its address is proven, in the sign-in's own transaction. */
export const claimGuestPurchases: ProvenAddress = async (tx, proof) => {
  await claimGrants(tx, proof)
  return claimOrders(tx, proof)
}
