import { isUuid, type OrderId } from '@cashwrap/shared/ids'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Actor } from '../auth/index.ts'
import { isOrderOfOurs, type SettleDeps, type SettleFailure, settleCheckoutOfOrder } from '../checkout/index.ts'
import { type ObserveFailure, observeRefunds } from '../refunds/index.ts'

/** `unknown-payment`: what was refunded was not paid for anything here. */
export type FollowFailure =
  | { kind: 'unknown-payment' }
  | Exclude<ObserveFailure, { kind: 'payment-not-found' }>
  | SettleFailure

/**
 * Looks at the refunds of a payment. They carry no name of ours; one of a payment that is not booked may be somebody else's, or of
 * an order whose payment has not been heard of yet: then that is settled first, and the refund is not lost.
 */
export async function followRefunds(
  deps: SettleDeps,
  actor: Actor,
  { paymentId }: { paymentId: string | null },
): Promise<Result<{ orderId: OrderId; outcome: string }, FollowFailure>> {
  if (paymentId === null) return fail({ kind: 'unknown-payment' })
  const observed = await observeRefunds(deps, actor, { paymentId })
  if (observed.ok) return observed
  if (observed.failure.kind === 'provider-unavailable') return fail(observed.failure)
  const read = await deps.gateway.read(paymentId)
  if (!read.ok) return fail({ kind: read.failure.kind === 'missing' ? 'unknown-payment' : 'provider-unavailable' })
  const { orderId } = read.value
  if (orderId === null || !isUuid(orderId) || !(await isOrderOfOurs(deps.db, orderId)))
    return fail({ kind: 'unknown-payment' })
  const settled = await settleCheckoutOfOrder(deps, actor, { orderId: orderId as OrderId })
  if (!settled.ok) return settled
  const again = await observeRefunds(deps, actor, { paymentId })
  if (again.ok) return again
  if (again.failure.kind === 'provider-unavailable') return fail(again.failure)
  // Not booked though it is ours: it does not match its order, and the operator has both before them.
  return ok({ orderId: settled.value.orderId, outcome: `refund of a payment that is ${settled.value.outcome}` })
}
