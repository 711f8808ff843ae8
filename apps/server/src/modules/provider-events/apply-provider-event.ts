import type { OrderId } from '@cashwrap/shared/ids'
import { isUuid } from '@cashwrap/shared/ids'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import { addSeconds } from '@cashwrap/shared/time'
import type { Actor } from '../auth/index.ts'
import {
  type SettleDeps,
  type SettleFailure,
  type SettlementOutcome,
  settleCheckout,
  settleCheckoutOfOrder,
} from '../checkout/index.ts'
import { type RefreshDeps, type RefreshFailure, refreshAccount } from '../marketplace/index.ts'
import { handlingOf } from './domain/provider-event.ts'
import { type FollowFailure, followRefunds } from './follow-refunds.ts'
import { claimEvent, finishEvent, type StoredEvent } from './inbox-store.ts'
import { EVENT_LEASE_SECONDS } from './receive-provider-event.ts'

const MAX_ATTEMPTS = 12
const RETRY_SECONDS = 5
const LONGEST_RETRY_SECONDS = 3600

type ApplyDeps = SettleDeps & RefreshDeps

/** What is somebody else's business, in the words of the inbox. */
const NOT_OURS: Readonly<Record<string, string>> = {
  'unknown-payment': 'a payment of no order here',
  'other-instance': 'made by another instance',
  'unknown-account': 'an account of no seller here',
}

/** Acts on an event: looks at the present truth of what it is about. Repeats, twins and any order of arrival end in the same state. */
export async function applyProviderEvent(deps: ApplyDeps, actor: Actor, input: { eventId: string }): Promise<void> {
  const event = await claimEvent(deps.db, input.eventId, addSeconds(deps.clock.now(), EVENT_LEASE_SECONDS))
  if (!event) return
  const handling = handlingOf(event)
  if (handling === 'later' || handling === 'ignore') {
    const state = handling === 'later' ? 'later' : 'ignored'
    await finishEvent(deps.db, event.id, {
      state,
      note: null,
      orderId: null,
      at: deps.clock.now(),
      nextAttemptAt: null,
    })
    return
  }
  let applied: Awaited<ReturnType<typeof act>>
  try {
    applied = await act(deps, actor, event)
  } catch (error) {
    await postpone(deps, event, 'error')
    throw error
  }
  const at = deps.clock.now()
  if (applied.ok) {
    await finishEvent(deps.db, event.id, {
      state: 'done',
      note: applied.value.outcome,
      orderId: applied.value.orderId,
      at,
      nextAttemptAt: null,
    })
    return
  }
  const note = NOT_OURS[applied.failure.kind]
  if (note !== undefined) {
    await finishEvent(deps.db, event.id, {
      state: 'ignored',
      note,
      orderId: null,
      at,
      nextAttemptAt: null,
    })
    return
  }
  await postpone(deps, event, applied.failure.kind)
}

/** Another try later, or none any more: then the event waits for the operator. */
async function postpone(deps: SettleDeps, event: StoredEvent, note: string): Promise<void> {
  const at = deps.clock.now()
  const isLast = event.attempts >= MAX_ATTEMPTS
  const wait = Math.min(RETRY_SECONDS * 2 ** (event.attempts - 1), LONGEST_RETRY_SECONDS)
  await finishEvent(deps.db, event.id, {
    state: isLast ? 'parked' : 'failed',
    note,
    orderId: null,
    at,
    nextAttemptAt: isLast ? null : addSeconds(at, wait),
  })
}

async function act(
  deps: ApplyDeps,
  actor: Actor,
  event: StoredEvent,
): Promise<Result<{ orderId: OrderId | null; outcome: string }, SettleFailure | RefreshFailure | FollowFailure>> {
  if (handlingOf(event) === 'observe-refunds') return followRefunds(deps, actor, { paymentId: event.paymentHint })
  if (event.account === null) return settle(deps, actor, event)
  const refreshed = await refreshAccount(deps, actor, { accountId: event.account })
  return refreshed.ok ? ok({ orderId: null, outcome: `account ${refreshed.value.outcome}` }) : refreshed
}

async function settle(
  deps: SettleDeps,
  actor: Actor,
  event: StoredEvent,
): Promise<Result<{ orderId: OrderId; outcome: SettlementOutcome }, SettleFailure>> {
  if (event.objectId === null) return fail({ kind: 'checkout-not-found' })
  if (handlingOf(event) === 'settle-session') return settleCheckout(deps, actor, { sessionId: event.objectId })
  // A payment intent that names no order was not made by a checkout of ours.
  if (event.orderHint === null || !isUuid(event.orderHint)) return fail({ kind: 'other-instance' })
  return settleCheckoutOfOrder(deps, actor, { orderId: event.orderHint as OrderId })
}
