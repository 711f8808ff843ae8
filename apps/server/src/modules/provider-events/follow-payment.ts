import type { OrderId } from '@cashwrap/shared/ids'
import type { Actor } from '../auth/index.ts'
import { isOrderOfOurs, type SettleDeps } from '../checkout/index.ts'
import { type ActResult, again, notOurs } from './acting.ts'
import type { StoredEvent } from './inbox-store.ts'
import { ownerOfPayment, settleOwner } from './owner-of-payment.ts'

/** An event of a payment intent: a page's and those made for a caller's own form name their order, those of invoices name nothing. */
export async function followPayment(deps: SettleDeps, actor: Actor, event: StoredEvent): Promise<ActResult> {
  const { objectId, orderHint, instanceHint } = event
  if (orderHint !== null && (await isOrderOfOurs(deps.db, orderHint)))
    return settleOwner(deps, actor, event, { orderId: orderHint as OrderId, subscription: null })
  if (instanceHint === deps.config.instance) return again('checkout-not-found')
  if (instanceHint !== null || objectId === null) return notOurs(instanceHint)
  const owner = await ownerOfPayment(deps, actor, event, objectId)
  return owner.ok ? settleOwner(deps, actor, event, owner.value) : owner
}
