import type { CheckoutReference, CheckoutStatus, CurrentCheckout } from '@cashwrap/shared/contracts/checkout'
import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Db } from '../../platform/db/database.ts'
import type { OrderSignals } from '../../platform/db/order-signals.ts'
import type { Actor } from '../auth/index.ts'
import { declineSentence } from './domain/decline-sentence.ts'
import { isFinal, stageOf } from './domain/stage.ts'
import { isBuyer } from './is-buyer.ts'
import { type SettleDeps, settleCheckout } from './settle-checkout.ts'
import { type CheckoutView, findCheckoutView, findOpenCheckoutView } from './status-store.ts'

/** How a checkout stands, from our own tables. Whoever holds only its reference learns the stage and nothing about the buyer. */
export async function getCheckoutStatus(
  deps: { db: Db },
  actor: Actor,
  input: CheckoutReference,
): Promise<Result<CheckoutStatus, FailureOf<'not-found'>>> {
  const view = await findCheckoutView(deps.db, input.reference)
  return view ? ok(present(view, actor)) : fail({ kind: 'not-found', what: 'checkout' })
}

/** The buyer came back from the payment page: settles, if the webhook has not, and tells how it stands. */
export async function returnFromPayment(
  deps: SettleDeps,
  actor: Actor,
  input: CheckoutReference,
): Promise<Result<CheckoutStatus, FailureOf<'not-found'>>> {
  const before = await findCheckoutView(deps.db, input.reference)
  if (!before) return fail({ kind: 'not-found', what: 'checkout' })
  if (before.sessionId === null || isFinal(present(before, actor).stage)) return ok(present(before, actor))
  const settled = await settleCheckout(deps, actor, { sessionId: before.sessionId })
  const after = await findCheckoutView(deps.db, input.reference)
  if (!after) return fail({ kind: 'not-found', what: 'checkout' })
  const status = present(after, actor)
  // Stripe did not answer, so whether it was paid is not known yet; the webhook or the sweep will tell.
  return ok(!settled.ok && status.stage === 'open' ? { ...status, stage: 'confirming' } : status)
}

/** The checkout this browser's cart has open, if any. */
export async function getCurrentCheckout(
  deps: { db: Db },
  actor: Actor,
  _input: undefined,
): Promise<Result<CurrentCheckout, never>> {
  const view = actor.visitHash && (await findOpenCheckoutView(deps.db, actor.visitHash))
  return ok(view && view.sessionId !== null ? { reference: view.sessionId, status: present(view, actor) } : null)
}

/** The status now and at every change, until nothing more will change by itself or the caller leaves. */
export async function* watchCheckout(
  deps: { db: Db; signals: OrderSignals },
  actor: Actor,
  input: CheckoutReference,
  signal: AbortSignal,
): AsyncGenerator<CheckoutStatus> {
  const first = await findCheckoutView(deps.db, input.reference)
  if (!first) return
  // Listening begins before the next read, so that no change falls between the two.
  const changes = deps.signals.changes(first.orderId, signal)[Symbol.asyncIterator]()
  try {
    for (;;) {
      const view = await findCheckoutView(deps.db, input.reference)
      if (!view) return
      const status = present(view, actor)
      yield status
      if (isFinal(status.stage)) return
      await changes.next()
    }
  } catch (error) {
    if (!signal.aborted) throw error
  } finally {
    await changes.return?.()
  }
}

function present(view: CheckoutView, actor: Actor): CheckoutStatus {
  const stage = stageOf(view, view.sessionStatus)
  const isPayable = stage === 'open' && view.sessionStatus === 'open'
  const isYours = isBuyer(view, actor)
  const money = (amount: number) => ({ amount, currency: view.currency })
  return {
    stage,
    expiresAt: stage === 'open' ? (view.expiresAt?.toISOString() ?? null) : null,
    url: isPayable && isYours ? view.url : null,
    yours: isYours
      ? {
          orderId: view.orderId,
          orderNumber: view.number,
          email: view.buyerEmail,
          total: money(view.total),
          lastDecline: view.lastDecline && { ...view.lastDecline, message: declineSentence(view.lastDecline.code) },
          items: view.items.map((item) => ({ ...item, total: money(item.total) })),
        }
      : null,
  }
}
