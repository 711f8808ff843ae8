import { isUuid, type OrderId } from '@cashwrap/shared/ids'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import type { Db, Tx } from '../../platform/db/database.ts'
import { signalOrder } from '../../platform/db/order-signals.ts'
import { transact } from '../../platform/db/transaction.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../auth/index.ts'
import { releaseSeats } from '../bookings/index.ts'
import { type CartStore, releaseCouponUse } from '../cart/index.ts'
import { type OrderShare, sharesOf } from '../marketplace/index.ts'
import { notify } from '../notifications/index.ts'
import { COMPLETABLE, endOrder, lockOrder, quarantineOrder, type StoredOrder, submitOrder } from '../orders/index.ts'
import { type PaymentGateway, recordAttempt, type SessionFacts } from '../payments/index.ts'
import type { SubscriptionFacts, SubscriptionGateway } from '../subscriptions/index.ts'
import { giveBackToCart, takeFromCart } from './cart-of-order.ts'
import { completeCheckout } from './complete-checkout.ts'
import { nextCheck } from './domain/check-schedule.ts'
import { type Decision, decideSettlement, type ExpectedPayment } from './domain/settlement.ts'
import {
  type CheckoutSession,
  findSession,
  findSessionOfOrder,
  findSessionState,
  saveObserved,
} from './session-store.ts'

export interface SettleDeps {
  db: Db
  clock: Clock
  gateway: PaymentGateway
  subscriptionGateway: SubscriptionGateway
  carts: CartStore
  enqueue: Enqueue
  config: {
    instance: string
    stripe: { mode: 'sandbox' | 'test' | 'live' }
    subscriptions: { graceDays: number }
  }
}

/**
 * - `settled`: the order is complete, by this call or an earlier one
 * - `ended`: it ended unpaid
 */
export type SettlementOutcome = 'settled' | 'waiting' | 'on-its-way' | 'ended' | 'in-review'
export type SettleFailure =
  | { kind: 'checkout-not-found' }
  /** It was made by another server on the same account: the one it names, if it names any. */
  | { kind: 'other-instance'; instance: string | null }
  | { kind: 'provider-unavailable' }

/**
 * Finds out what became of a session and finishes it. Everyone who may know calls this (the webhook's job, the return page,
 * the sweep), at any time, any number of times and at once: it asks the provider for the present truth, and a conditional
 * update decides the one winner. One read at the provider, one transaction.
 */
export async function settleCheckout(
  deps: SettleDeps,
  actor: Actor,
  input: { sessionId: string },
): Promise<Result<{ orderId: OrderId; outcome: SettlementOutcome }, SettleFailure>> {
  const known = await findFinished(deps.db, input.sessionId)
  if (known) return ok(known)
  const read = await deps.gateway.read(input.sessionId)
  if (!read.ok) return fail({ kind: read.failure.kind === 'missing' ? 'checkout-not-found' : 'provider-unavailable' })
  return settleObserved(deps, actor, read.value)
}

/** The same where only the order is known; one whose session is not saved yet is found by the sweep. */
export async function settleCheckoutOfOrder(
  deps: SettleDeps,
  actor: Actor,
  input: { orderId: OrderId },
): Promise<Result<{ orderId: OrderId; outcome: SettlementOutcome }, SettleFailure>> {
  const session = await findSessionOfOrder(deps.db, input.orderId)
  return session?.sessionId
    ? settleCheckout(deps, actor, { sessionId: session.sessionId })
    : fail({ kind: 'checkout-not-found' })
}

/** Whether an order that somebody speaks of was placed here, under whatever name this server had then. */
export async function isOrderOfOurs(db: Db | Tx, orderId: string): Promise<boolean> {
  return isUuid(orderId) && (await findSessionOfOrder(db, orderId as OrderId)) !== null
}

/** The same for a session whose present truth the caller has just been told. */
export async function settleObserved(
  deps: SettleDeps,
  actor: Actor,
  facts: SessionFacts,
): Promise<Result<{ orderId: OrderId; outcome: SettlementOutcome }, SettleFailure>> {
  const begun = await readBegun(deps, facts)
  if (!begun.ok) return begun
  return transact(deps.db, async (tx) => {
    const session = await findSessionOfFacts(tx, facts)
    const order = session && (await lockOrder(tx, session.orderId))
    // What is ours stays ours when this server is called otherwise by now; the order keeps the name it was placed under.
    if (!session || !order)
      return fail(
        facts.instance === deps.config.instance
          ? { kind: 'checkout-not-found' }
          : { kind: 'other-instance', instance: facts.instance },
      )
    const shares = facts.status === 'complete' ? await sharesOf(tx, order.id) : []
    const mode = session.isPlan ? 'subscription' : 'payment'
    const expected = expectedOf(deps, order, session, facts, shares, mode)
    const decision = withBuyer(order, facts, decideSettlement(expected, facts))
    const seen = { facts, subscription: begun.value }
    return ok({ orderId: order.id, outcome: await apply(deps, tx, actor, order, session, seen, shares, decision) })
  })
}

/** The subscription that paying began, as it stands now; null where none was. */
async function readBegun(
  deps: SettleDeps,
  facts: SessionFacts,
): Promise<Result<SubscriptionFacts | null, { kind: 'provider-unavailable' }>> {
  if (facts.status !== 'complete' || facts.subscription === null) return ok(null)
  const read = await deps.subscriptionGateway.read(facts.subscription.subscriptionId, new Set())
  return read.ok ? read : fail({ kind: 'provider-unavailable' })
}

/** What needs no question any more: the session is closed and its order has left `pending`. */
async function findFinished(
  db: Db,
  sessionId: string,
): Promise<{ orderId: OrderId; outcome: SettlementOutcome } | null> {
  const row = await findSessionState(db, sessionId)
  // A session that Stripe once did not know may be known after all: it is asked for again.
  if (!row || row.status === 'open' || row.status === 'refused' || row.orderState === 'pending') return null
  if (row.isQuarantined) return { orderId: row.orderId, outcome: 'in-review' }
  return { orderId: row.orderId, outcome: COMPLETABLE.includes(row.orderState) ? 'ended' : 'settled' }
}

/** By its id, or, where a crash came between opening and saving, by the order it says it is for. */
async function findSessionOfFacts(tx: Tx, facts: SessionFacts): Promise<CheckoutSession | null> {
  const known = await findSession(tx, facts.sessionId, true)
  if (known || facts.orderId === null || !isUuid(facts.orderId)) return known
  const ofOrder = await findSessionOfOrder(tx, facts.orderId as OrderId, true)
  return ofOrder?.sessionId === null ? ofOrder : null
}

const expectedOf = (
  deps: SettleDeps,
  order: StoredOrder,
  session: CheckoutSession,
  facts: SessionFacts,
  shares: readonly OrderShare[],
  mode: ExpectedPayment['mode'],
): ExpectedPayment => ({
  orderId: order.id,
  mode,
  sessionId: session.sessionId ?? facts.sessionId,
  state: order.state,
  isQuarantined: order.quarantinedAt !== null,
  instance: order.instance,
  currency: order.currency,
  subtotal: order.subtotal,
  discount: order.discount,
  tax: order.tax,
  total: order.total,
  taxMode: order.taxMode,
  livemode: deps.config.stripe.mode === 'live',
  destination: shares.find((share) => share.way === 'destination') ?? null,
})

/** Money that came without a name is put aside: there is nobody to give anything to. */
const withBuyer = (order: StoredOrder, facts: SessionFacts, decision: Decision): Decision =>
  decision.kind === 'complete' && order.buyerUserId === null && (order.buyerEmail ?? facts.email) === null
    ? { kind: 'quarantine', reason: 'nobody to give it to' }
    : decision

async function apply(
  deps: SettleDeps,
  tx: Tx,
  actor: Actor,
  order: StoredOrder,
  session: CheckoutSession,
  { facts, subscription }: { facts: SessionFacts; subscription: SubscriptionFacts | null },
  shares: readonly OrderShare[],
  decision: Decision,
): Promise<SettlementOutcome> {
  const at = deps.clock.now()
  const decline = facts.payment?.decline
  if (decline && (await recordAttempt(tx, { orderId: order.id, ...decline }))) await signalOrder(tx, order.id)
  await observe(deps, tx, session, facts, decision)

  switch (decision.kind) {
    case 'complete':
      return settledAs[
        await completeCheckout(deps, tx, actor, order, {
          at,
          email: facts.email?.toLowerCase() ?? null,
          phone: facts.phone,
          tax: decision.tax,
          total: decision.total,
          shares,
          subscription,
          payment: facts.payment && {
            intentId: facts.payment.intentId,
            amount: facts.payment.received,
            account: facts.account,
            livemode: facts.livemode,
            capturedAt: facts.payment.capturedAt ?? at,
            chargeId: facts.payment.chargeId,
            fee: facts.destination?.fee ?? null,
          },
        })
      ]
    case 'wait':
      return 'waiting'
    case 'on-its-way':
      if (await submitOrder(tx, order.id, at)) {
        await takeFromCart(deps, tx, order)
        await recordAudit(tx, { at, actor, action: 'payment.on-its-way', orderId: order.id })
        await tellBuyer(deps, tx, order, facts, 'payment-on-its-way', at)
      }
      return 'on-its-way'
    case 'payment-failed':
      await end(tx, actor, order, 'cancelled', 'payment.failed', at)
      await giveBackToCart(deps, tx, order, at)
      await tellBuyer(deps, tx, order, facts, 'payment-failed', at)
      return 'ended'
    case 'expire':
      await end(tx, actor, order, 'expired', 'order.expired', at)
      return 'ended'
    case 'quarantine':
      await quarantineOrder(tx, order.id, decision.reason, at)
      // What money came for must not wait in the cart to be paid a second time.
      if (facts.paymentStatus === 'paid') await takeFromCart(deps, tx, order)
      await recordAudit(tx, {
        at,
        actor,
        action: 'order.quarantined',
        orderId: order.id,
        facts: { reason: decision.reason },
      })
      return 'in-review'
    case 'nothing':
      if (order.quarantinedAt !== null) return 'in-review'
      return COMPLETABLE.includes(order.state) ? 'ended' : 'settled'
  }
}

const settledAs = { completed: 'settled', 'done-before': 'settled', refunded: 'ended' } as const

async function observe(
  deps: SettleDeps,
  tx: Tx,
  session: CheckoutSession,
  facts: SessionFacts,
  decision: Decision,
): Promise<void> {
  const at = deps.clock.now()
  const isSettling = decision.kind === 'on-its-way'
  await saveObserved(tx, session.id, {
    sessionId: facts.sessionId,
    url: facts.url,
    status: facts.status,
    paymentStatus: facts.paymentStatus,
    paymentIntentId: facts.payment?.intentId ?? null,
    expiresAt: facts.expiresAt,
    nextCheckAt: nextCheck(
      { status: facts.status, isSettling, expiresAt: facts.expiresAt, checks: session.checks },
      at,
    ),
    at,
  })
}

/** Ends an unpaid order and gives back what it held. */
async function end(
  tx: Tx,
  actor: Actor,
  order: StoredOrder,
  state: 'cancelled' | 'expired',
  action: string,
  at: Date,
): Promise<void> {
  if (!(await endOrder(tx, order.id, state, at))) return
  await releaseSeats(tx, order.id, at)
  if (order.couponCode !== null) await releaseCouponUse(tx, order.id)
  await recordAudit(tx, { at, actor, action, orderId: order.id })
}

async function tellBuyer(
  deps: SettleDeps,
  tx: Tx,
  order: StoredOrder,
  facts: SessionFacts,
  kind: 'payment-on-its-way' | 'payment-failed',
  at: Date,
): Promise<void> {
  const recipient = order.buyerEmail ?? facts.email?.toLowerCase() ?? null
  if (recipient === null) return
  await notify(tx, deps, {
    kind,
    subjectId: order.id,
    orderId: order.id,
    recipient,
    payload: { orderNumber: order.number, total: order.total, currency: order.currency },
    at,
  })
}
