import type {
  CancelSubscriptionInput,
  PauseSubscriptionInput,
  Subscription,
  SubscriptionRef,
} from '@cashwrap/shared/contracts/subscriptions'
import { fail, type Result } from '@cashwrap/shared/result'
import { addMinutes } from '@cashwrap/shared/time'
import type { Actor } from '../auth/index.ts'
import type { SettleDeps } from '../checkout/index.ts'
import type { CommandFailure, StoredSubscription } from '../subscriptions/index.ts'
import { afterPeriods } from './domain/periods.ts'
import { whatCan } from './domain/stage.ts'
import { type CommandRefused, type OwnFailure, ownSubscription, toRefused } from './own-subscription.ts'
import { intervalOf } from './plan-of-subscription.ts'
import { settledView } from './settled-view.ts'

type Changed = Promise<Result<Subscription, OwnFailure | CommandRefused>>

/** Ends it at the period's end, or at once; what was paid stays paid. */
export const cancelSubscription = (deps: SettleDeps, actor: Actor, input: CancelSubscriptionInput): Changed =>
  command(deps, actor, input, 'cancel', (stored) =>
    deps.subscriptionGateway.cancel(stored.providerSubscriptionId, input.when),
  )

/** Takes back that it was to end. */
export const keepSubscription = (deps: SettleDeps, actor: Actor, input: SubscriptionRef): Changed =>
  command(deps, actor, input, 'keep', (stored) => deps.subscriptionGateway.keep(stored.providerSubscriptionId))

/** Before the period it goes on with is charged: that one is collected again. */
const RESUME_MINUTES_BEFORE = 60

/** Leaves out periods after the one that is paid for: nothing is charged, and when that one has ended nothing is open. */
export const pauseSubscription = (deps: SettleDeps, actor: Actor, input: PauseSubscriptionInput): Changed =>
  command(deps, actor, input, 'pause', async (stored) => {
    const ends = afterPeriods(stored.periodEndsAt, await intervalOf(deps.db, stored), input.periods)
    return deps.subscriptionGateway.pause(stored.providerSubscriptionId, addMinutes(ends, -RESUME_MINUTES_BEFORE))
  })

/** Goes on at once. A period that was left out and still runs is charged now; a declined card leaves that owed. */
export const resumeSubscription = (deps: SettleDeps, actor: Actor, input: SubscriptionRef): Changed =>
  command(deps, actor, input, 'resume', (stored) =>
    deps.subscriptionGateway.resume(
      stored.providerSubscriptionId,
      `cashwrap:resume:${stored.id}:${stored.pausedAt?.toISOString() ?? ''}`,
    ),
  )

/** The one way of asking something of one's subscription: is it theirs, can it be asked now, and how does it stand then. */
async function command(
  deps: SettleDeps,
  actor: Actor,
  input: SubscriptionRef,
  verb: keyof ReturnType<typeof whatCan>,
  ask: (stored: StoredSubscription) => Promise<Result<null, CommandFailure>>,
): Changed {
  const own = await ownSubscription(deps, actor, input.subscriptionId)
  if (!own.ok) return own
  const stored = own.value
  const isEnding = stored.cancelAt !== null
  const canNow = whatCan({ ...stored, isPaused: stored.pausedAt !== null, isEnding })
  // One that is going to end may still be ended at once.
  const isAllowed = canNow[verb] || (verb === 'cancel' && canNow.keep && 'when' in input && input.when === 'now')
  if (!isAllowed) return fail({ kind: 'change-refused', reason: 'not-now' })
  const asked = await ask(stored)
  const view = await settledView(deps, actor, stored.id)
  return asked.ok ? view : fail(toRefused(asked.failure))
}
