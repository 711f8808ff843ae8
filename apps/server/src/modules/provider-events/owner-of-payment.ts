import { isUuid, type OrderId } from '@cashwrap/shared/ids'
import { ok, type Result } from '@cashwrap/shared/result'
import type { Actor } from '../auth/index.ts'
import { isOrderOfOurs, type SettleDeps, settleCheckoutOfOrder } from '../checkout/index.ts'
import { type ActResult, again, done, type NotActed, notOurs, notSettled } from './acting.ts'
import { settleSubscriptionOf } from './follow-subscription.ts'
import type { StoredEvent } from './inbox-store.ts'
import { findPaymentOwner, type PaymentOwner } from './payment-owner-report-store.ts'

/**
 * What a payment is for. Refunds and disputes name nobody, nor do payments of a subscription's invoices: they are known by what is
 * stored here, else by what the payment names at the provider, else by the subscription that it is for.
 */
export async function ownerOfPayment(
  deps: SettleDeps,
  actor: Actor,
  event: StoredEvent,
  paymentId: string,
): Promise<Result<PaymentOwner, NotActed>> {
  const known = await findPaymentOwner(deps.db, paymentId)
  if (known) return ok(known)
  const read = await deps.gateway.read(paymentId)
  if (!read.ok && read.failure.kind === 'unavailable') return again('provider-unavailable')
  const { orderId, instance } = read.ok ? read.value : { orderId: null, instance: null }
  if (orderId !== null && isUuid(orderId) && (await isOrderOfOurs(deps.db, orderId)))
    return ok({ orderId: orderId as OrderId, subscription: null })
  if (instance === deps.config.instance) return again('checkout-not-found')
  if (instance !== null) return notOurs(instance)
  const found = await deps.subscriptionGateway.findByPayment(paymentId)
  if (!found.ok && found.failure.kind === 'unavailable') return again('provider-unavailable')
  if (!found.ok || found.value === null) return notOurs(null)
  const { subscriptionId: providerId } = found.value
  const settled = await settleSubscriptionOf(deps, actor, event, providerId)
  if (!settled.ok) return settled
  const { orderId: ofSubscription, subscriptionId: id } = settled.value
  return ok({ orderId: ofSubscription, subscription: id && { id, providerId } })
}

/** Finds out how what was paid for stands, and finishes it. */
export async function settleOwner(
  deps: SettleDeps,
  actor: Actor,
  event: StoredEvent,
  { orderId, subscription }: PaymentOwner,
): Promise<ActResult> {
  if (subscription) return settleSubscriptionOf(deps, actor, event, subscription.providerId)
  if (orderId === null) return again('checkout-not-found')
  const settled = await settleCheckoutOfOrder(deps, actor, { orderId })
  return settled.ok ? ok(done(settled.value.outcome, settled.value)) : notSettled(deps, event, settled.failure)
}
