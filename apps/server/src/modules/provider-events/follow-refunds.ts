import { ok } from '@cashwrap/shared/result'
import type { Actor } from '../auth/index.ts'
import type { SettleDeps } from '../checkout/index.ts'
import { observeRefunds } from '../refunds/index.ts'
import { type ActResult, again, done, notOurs } from './acting.ts'
import type { StoredEvent } from './inbox-store.ts'
import { ownerOfPayment, settleOwner } from './owner-of-payment.ts'

/**
 * Looks at the refunds of a payment. One of a payment that is not booked may be somebody else's, or of an order whose payment has not
 * been heard of yet: then that is settled first, and the refund is not lost.
 */
export async function followRefunds(deps: SettleDeps, actor: Actor, event: StoredEvent): Promise<ActResult> {
  const paymentId = event.paymentHint
  if (paymentId === null) return notOurs(event.instanceHint)
  const observed = await observe(deps, actor, paymentId)
  if (observed) return observed
  const owner = await ownerOfPayment(deps, actor, event, paymentId)
  if (!owner.ok) return owner
  const settled = await settleOwner(deps, actor, event, owner.value)
  if (!settled.ok) return settled
  // Not booked though it is ours: it does not match its order, and the operator has both before them.
  return (
    (await observe(deps, actor, paymentId)) ??
    ok(done(`refund of a payment that is ${settled.value.note}`, settled.value))
  )
}

/** Null for a payment that is not booked. */
async function observe(deps: SettleDeps, actor: Actor, paymentId: string): Promise<ActResult | null> {
  const observed = await observeRefunds(deps, actor, { paymentId })
  if (observed.ok) return ok(done(observed.value.outcome, observed.value))
  return observed.failure.kind === 'payment-not-found' ? null : again(observed.failure.kind)
}
