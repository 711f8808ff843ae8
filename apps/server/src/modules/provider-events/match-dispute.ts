import { ok } from '@cashwrap/shared/result'
import type { Actor } from '../auth/index.ts'
import type { SettleDeps } from '../checkout/index.ts'
import { type ActResult, notOurs } from './acting.ts'
import type { StoredEvent } from './inbox-store.ts'
import { ownerOfPayment } from './owner-of-payment.ts'

/** Finds what a dispute is about, so that it stands with its order for whoever answers it. */
export async function matchDispute(deps: SettleDeps, actor: Actor, event: StoredEvent): Promise<ActResult> {
  if (event.paymentHint === null) return notOurs(event.instanceHint)
  const owner = await ownerOfPayment(deps, actor, event, event.paymentHint)
  if (!owner.ok) return owner
  const { orderId, subscription } = owner.value
  return ok({
    state: 'later',
    note: 'kept: nothing in this version acts on it',
    orderId,
    subscriptionId: subscription?.id ?? null,
  })
}
