import { createHash } from 'node:crypto'
import type { StartedCheckout } from '@cashwrap/shared/contracts/checkout'
import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import { inTransaction, transact } from '../../platform/db/transaction.ts'
import { type IdempotencyClaim, keepAnswer, releaseKey } from '../../platform/idempotency/idempotency-store.ts'
import type { Actor } from '../auth/index.ts'
import { ensureSiteAccount } from '../credits/index.ts'
import type { PaymentWay } from '../payments/index.ts'
import { endStanding } from './end-standing.ts'
import { openSession } from './open-session.ts'
import { type Placed, type PlaceFailure, placeCheckout } from './place-checkout.ts'
import { type PrepareFailure, preparePlan } from './prepare-plan.ts'
import type { CheckoutTerms, PreparedPlan, StartCheckoutCommand, StartDeps } from './start-command.ts'
import { KeptStart, type NeedsConfirmation, type Started } from './started.ts'

export type StartFailure = PlaceFailure | PrepareFailure | FailureOf<'provider-unavailable'>

/** How often a standing checkout may get in the way before the buyer is told to try again. */
const TRIES = 3

/**
 * Begins a checkout for the browser's cart, or for lines bought directly: the order and the exact request to the provider are
 * written first, then the provider is asked, then its answer is kept. A crash in between is finished later with the same
 * request. What can be told apart (a cart, a user's direct purchase) gets its open checkout again while nothing changed, else
 * that one is ended first.
 */
export async function startCheckout(
  deps: StartDeps,
  actor: Actor,
  command: StartCheckoutCommand,
): Promise<Result<StartedCheckout, StartFailure>> {
  const started = await start(deps, actor, command, 'page')
  if (!started.ok) return started
  if (started.value.status === 'needs-confirmation') throw new Error('a page was asked for, and an intent was opened')
  return ok(started.value)
}

/**
 * The same for callers with a card form of their own: a payment intent takes the page's place, and its secret goes to the
 * payer's browser. It is settled like any other checkout.
 */
export async function startPaymentIntent(
  deps: StartDeps,
  actor: Actor,
  command: Omit<StartCheckoutCommand, 'successUrl' | 'cancelUrl'>,
): Promise<Result<NeedsConfirmation | Extract<StartedCheckout, { status: 'completed' }>, StartFailure>> {
  const started = await start(deps, actor, { ...command, successUrl: '', cancelUrl: '' }, 'intent')
  if (!started.ok) return started
  if (started.value.status === 'needs-payment') throw new Error('an intent was asked for, and a page was opened')
  return ok(started.value)
}

async function start(
  deps: StartDeps,
  actor: Actor,
  command: StartCheckoutCommand,
  way: PaymentWay,
): Promise<Result<Started, StartFailure>> {
  const claim = toClaim(command)
  const { forSite, email } = command
  const account = forSite && (await ensureSiteAccount(deps, { ...forSite, email, emailIsHint: false }))
  const plan = await planOf(deps, actor, command)
  if (!plan.ok) return plan
  const terms: CheckoutTerms = { way, creditAccountId: account?.accountId ?? null, plan: plan.value }
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const placed = await inTransaction(deps.db, (tx) => placeCheckout(deps, tx, actor, command, terms, claim))
    if (!placed.ok) return placed
    const step = placed.value
    if (step.kind !== 'to-end') return finish(deps, actor, step, claim)
    if (claim) await releaseKey(deps.db, claim)
    const ended = await endStanding(deps, actor, step.session)
    if (!ended.ok) return ended
  }
  return fail({ kind: 'provider-unavailable' })
}

/** What has to be settled at the provider before a plan can be placed. */
async function planOf(
  deps: StartDeps,
  actor: Actor,
  command: StartCheckoutCommand,
): Promise<Result<PreparedPlan | null, PrepareFailure>> {
  return typeof command.buy === 'object' && 'planPriceId' in command.buy
    ? preparePlan(deps, actor, command.buy, command)
    : ok(null)
}

async function finish(
  deps: StartDeps,
  actor: Actor,
  placed: Exclude<Placed, { kind: 'to-end' }>,
  claim: IdempotencyClaim | null,
): Promise<Result<Started, StartFailure>> {
  switch (placed.kind) {
    case 'answered':
      return recall(deps, KeptStart.parse(placed.answer))
    case 'completed':
      return ok({ status: 'completed', orderId: placed.orderId, reference: placed.orderId })
    case 'open': {
      const { orderId, sessionId, url, expiresAt } = placed
      const answer = { status: 'needs-payment', orderId, sessionId, url, expiresAt: expiresAt.toISOString() } as const
      if (claim) await transact(deps.db, (tx) => keepAnswer(tx, claim, answer))
      return ok(answer)
    }
    case 'to-open': {
      const opened = await openSession(deps, actor, placed, claim)
      if (opened.ok) return opened
      if (claim) await releaseKey(deps.db, claim)
      return fail({ kind: 'provider-unavailable' })
    }
  }
}

/** An answer that was kept, whole again. */
async function recall(deps: StartDeps, kept: KeptStart): Promise<Result<Started, StartFailure>> {
  if (kept.status !== 'needs-confirmation') return ok(kept)
  const secret = await deps.gateway.readSecret(kept.sessionId)
  return secret.ok ? ok({ ...kept, clientSecret: secret.value }) : fail({ kind: 'provider-unavailable' })
}

function toClaim(command: StartCheckoutCommand): IdempotencyClaim | null {
  if (!command.idempotency) return null
  const { scope, key, asked = null } = command.idempotency
  const request = [
    command.source,
    command.buy,
    command.email,
    command.country,
    command.expectedTotal,
    command.buyAgain,
    command.successUrl,
    command.cancelUrl,
    asked,
    ...(command.forSite === null ? [] : [command.forSite]),
  ]
  return { scope, key, requestHash: createHash('sha256').update(JSON.stringify(request)).digest() }
}
