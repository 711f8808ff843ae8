import type { CheckoutId, OrderId } from '@cashwrap/shared/ids'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import { transact } from '../../platform/db/transaction.ts'
import { type IdempotencyClaim, keepAnswer } from '../../platform/idempotency/idempotency-store.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../auth/index.ts'
import { releaseSeats } from '../bookings/index.ts'
import { releaseCouponUse } from '../cart/index.ts'
import { endOrder } from '../orders/index.ts'
import type { FrozenRequest } from '../payments/index.ts'
import { nextCheck } from './domain/check-schedule.ts'
import { saveOpened, saveRefused } from './session-store.ts'
import type { SettleDeps } from './settle-checkout.ts'
import { type NeedsPayment, toKept, toNeedsPayment } from './started.ts'

/**
 * Asks the provider to open the frozen request and keeps the answer. Called again with the same request it finds the same
 * session. `refused` ends the order at once; after `unknown` order and request stay for the sweep.
 */
export async function openSession(
  deps: SettleDeps,
  actor: Actor,
  placed: { orderId: OrderId; session: { id: CheckoutId; request: FrozenRequest } },
  claim: IdempotencyClaim | null,
): Promise<Result<NeedsPayment, { kind: 'refused' | 'unknown' }>> {
  const { orderId, session } = placed
  const opened = await deps.gateway.open(session.request)
  if (!opened.ok) {
    if (opened.failure.kind === 'refused') await cancelUnopened(deps, actor, placed, opened.failure.reason)
    return fail({ kind: opened.failure.kind })
  }
  const { sessionId, expiresAt } = opened.value
  const answer = toNeedsPayment(orderId, opened.value)
  const at = deps.clock.now()
  const check = nextCheck({ status: 'open', isSettling: false, expiresAt, checks: 0 }, at) ?? at
  const isKept = await transact(deps.db, async (tx) => {
    const kept = await saveOpened(tx, session.id, opened.value, at, check)
    if (kept && claim) await keepAnswer(tx, claim, toKept(answer))
    return kept
  })
  // Its order has been given up: nobody is sent there to pay.
  if (!isKept) await deps.gateway.expire(sessionId)
  return isKept ? ok(answer) : fail({ kind: 'unknown' })
}

/** Ends an order whose session the provider will never open, and gives back what it held. */
export async function cancelUnopened(
  deps: SettleDeps,
  actor: Actor,
  placed: { orderId: OrderId; session: { id: CheckoutId } },
  reason: string,
): Promise<void> {
  await transact(deps.db, async (tx) => {
    const at = deps.clock.now()
    await saveRefused(tx, placed.session.id, at)
    if (!(await endOrder(tx, placed.orderId, 'cancelled', at))) return
    await releaseSeats(tx, placed.orderId, at)
    await releaseCouponUse(tx, placed.orderId)
    await recordAudit(tx, {
      at,
      actor,
      action: 'order.refused-by-provider',
      orderId: placed.orderId,
      facts: { reason },
    })
  })
}
