import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import { isStorableText } from '../../platform/db/storable-text.ts'
import type { Actor } from '../auth/index.ts'
import { type CheckoutSession, findSession } from './session-store.ts'
import { type SettleDeps, settleCheckout } from './settle-checkout.ts'

/** A session as it is told to whoever knows its id; nothing in it is about the buyer. */
export interface SessionStanding {
  status: 'open' | 'complete' | 'expired'
  paymentStatus: 'paid' | 'unpaid' | 'no-payment-required'
  expiresAt: Date
  /** Where it can be paid, while it is open. */
  url: string | null
}

/** How a session stands by our own tables; one whose time is up is asked for, as it may have been paid at the last moment. */
export async function readSession(
  deps: SettleDeps,
  actor: Actor,
  input: { sessionId: string },
): Promise<Result<SessionStanding, FailureOf<'not-found' | 'provider-unavailable'>>> {
  if (!isStorableText(input.sessionId)) return fail({ kind: 'not-found', what: 'checkout' })
  const before = await findSession(deps.db, input.sessionId)
  const isOver = before?.status === 'open' && before.expiresAt <= deps.clock.now()
  if (isOver) {
    const settled = await settleCheckout(deps, actor, input)
    if (!settled.ok && settled.failure.kind === 'provider-unavailable') return fail({ kind: 'provider-unavailable' })
  }
  const session = isOver ? await findSession(deps.db, input.sessionId) : before
  if (!session || session.status === 'creating' || session.status === 'refused')
    return fail({ kind: 'not-found', what: 'checkout' })
  return ok({
    status: session.status,
    paymentStatus: toPaymentStatus(session.paymentStatus),
    expiresAt: endOf(session, deps.clock.now()),
    url: session.status === 'open' ? session.url : null,
  })
}

/** One that was ended early, because another took its place, is over by now at the latest. */
const endOf = ({ status, expiresAt }: CheckoutSession, now: Date): Date =>
  status === 'expired' && now < expiresAt ? now : expiresAt

/** Nothing was observed yet, or not that it is paid: unpaid. */
const toPaymentStatus = (observed: string | null): SessionStanding['paymentStatus'] =>
  observed === 'paid' || observed === 'no-payment-required' ? observed : 'unpaid'
