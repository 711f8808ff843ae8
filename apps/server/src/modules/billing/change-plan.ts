import { createHash } from 'node:crypto'
import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import type {
  ChangeOption,
  ChangeOptions,
  ChangePlanInput,
  ChangePreview,
  PreviewChangeInput,
  Subscription,
  SubscriptionRef,
} from '@cashwrap/shared/contracts/subscriptions'
import type { PriceId } from '@cashwrap/shared/ids'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import { addMinutes, wholeSecond } from '@cashwrap/shared/time'
import type { Actor } from '../auth/index.ts'
import { changeOptionsOf, type PlanOffer } from '../catalogue/index.ts'
import type { SettleDeps } from '../checkout/index.ts'
import { type Allowance, planCreditsOf } from '../credits/index.ts'
import {
  type ChangeQuote,
  creditsToReturn,
  ensureProviderPrice,
  livingOf,
  type PlanChange,
  type StoredSubscription,
} from '../subscriptions/index.ts'
import { whatCan } from './domain/stage.ts'
import { wayOfChange } from './domain/way-of-change.ts'
import { type CommandRefused, type OwnFailure, ownSubscription, toRefused } from './own-subscription.ts'
import { planOf } from './plan-of-subscription.ts'
import { settledView } from './settled-view.ts'

type ChangeFailure = OwnFailure | CommandRefused

/** What the signed-in user may change a subscription to: the seller's other plans at its interval, its plan at the other one. */
export async function listChangeOptions(
  deps: SettleDeps,
  actor: Actor,
  input: SubscriptionRef,
): Promise<Result<ChangeOptions, OwnFailure>> {
  const own = await ownSubscription(deps, actor, input.subscriptionId)
  if (!own.ok) return own
  const offers = await offersFor(deps, own.value)
  return ok({ items: offers.map(toOption) })
}

/** What a change would cost, worked out by the provider for this second. */
export async function previewChange(
  deps: SettleDeps,
  actor: Actor,
  input: PreviewChangeInput,
): Promise<Result<ChangePreview, ChangeFailure>> {
  const prepared = await prepare(deps, actor, input)
  if (!prepared.ok) return prepared
  const { target, stored, returned } = prepared.value
  const prorationAt = wholeSecond(deps.clock.now())
  const change = toChange(prepared.value, prorationAt)
  const quoted = await deps.subscriptionGateway.preview(change)
  if (!quoted.ok) return fail(toRefused(quoted.failure))
  return ok({ ...toPreview(target, stored, change, quoted.value), creditsReturned: returned })
}

/**
 * Changes the plan at exactly what was shown. Asked twice for the same preview it is done once; a declined card leaves everything
 * as it was.
 */
export async function changePlan(
  deps: SettleDeps,
  actor: Actor,
  input: ChangePlanInput,
): Promise<Result<Subscription, ChangeFailure | FailureOf<'price-changed'>>> {
  const own = await ownSubscription(deps, actor, input.subscriptionId)
  if (own.ok && own.value.priceId === input.priceId) return settledView(deps, actor, own.value.id)
  const prepared = await prepare(deps, actor, input)
  if (!prepared.ok) return prepared
  const { stored } = prepared.value
  const shownAt = new Date(input.prorationAt)
  const isFresh = isShownNow(shownAt, deps.clock.now())
  const change = toChange(prepared.value, isFresh ? shownAt : wholeSecond(deps.clock.now()))
  const quoted = await deps.subscriptionGateway.preview(change)
  if (!quoted.ok) return fail(toRefused(quoted.failure))
  const now = { amount: quoted.value.dueNow, currency: quoted.value.currency }
  const { expectedDueNow } = input
  if (!isFresh || now.amount !== expectedDueNow.amount || now.currency !== expectedDueNow.currency)
    return fail({ kind: 'price-changed', quoted: expectedDueNow, now })
  const changed = await deps.subscriptionGateway.change(change, keyOf(stored, input))
  const view = await settledView(deps, actor, stored.id)
  return changed.ok ? view : fail(toRefused(changed.failure))
}

/** How long what was shown can be confirmed, and how far the clocks of two servers may differ. */
const SHOWN_MINUTES = 15
const CLOCKS_MINUTES = 1

/**
 * Whether a preview can have been made for this moment and still be good. It comes back from the buyer: at the end of the period a
 * dearer plan would cost nothing, and at its beginning a cheaper one would give all of it back.
 */
const isShownNow = (shownAt: Date, now: Date): boolean =>
  addMinutes(now, -SHOWN_MINUTES) <= shownAt && shownAt <= addMinutes(now, CLOCKS_MINUTES)

interface Prepared {
  stored: StoredSubscription
  current: PlanOffer
  target: PlanOffer
  providerPriceId: string
  /** The credits that go back with the money of it. */
  returned: Allowance | null
}

/** Whether the change may be asked for, and the price it needs at the provider. */
async function prepare(
  deps: SettleDeps,
  actor: Actor,
  input: PreviewChangeInput,
): Promise<Result<Prepared, ChangeFailure>> {
  const own = await ownSubscription(deps, actor, input.subscriptionId)
  if (!own.ok) return own
  const stored = own.value
  if (!canChange(stored)) return fail({ kind: 'change-refused', reason: 'not-now' })
  const target = (await offersFor(deps, stored)).find((offer) => offer.priceId === input.priceId)?.target
  if (!target) return fail({ kind: 'change-refused', reason: 'not-offered' })
  const made = await ensureProviderPrice(deps, target)
  if (!made.ok) return made
  const current = await planOf(deps.db, stored)
  const returned = creditsToReturn(stored.allowance, current, target)
  if (
    returned &&
    stored.userId &&
    (await planCreditsOf(deps.db, stored.userId, returned.creditType)) < returned.credits
  )
    return fail({ kind: 'change-refused', reason: 'credits-spent' })
  return ok({ stored, target, ...made.value, current, returned })
}

const canChange = (stored: StoredSubscription): boolean =>
  whatCan({ ...stored, isPaused: stored.pausedAt !== null, isEnding: stored.cancelAt !== null }).change

interface Offered {
  priceId: PriceId
  target: PlanOffer
  takesEffect: ChangeOption['takesEffect']
}

/** In the time before a price begins nothing is charged, so only when it is charged can be changed then. */
async function offersFor(deps: SettleDeps, stored: StoredSubscription): Promise<Offered[]> {
  if (!canChange(stored)) return []
  const offers = await changeOptionsOf(deps.db, stored.priceId)
  const others = offers.map((offer) => offer.productId).filter((id) => id !== stored.productId)
  const had = await livingOf(deps.db, stored, others)
  return offers
    .filter(({ productId }) => productId === stored.productId || (stored.status === 'active' && !had.has(productId)))
    .map((target) => ({
      priceId: target.priceId,
      target,
      takesEffect: target.productId === stored.productId ? 'next-period' : 'now',
    }))
}

const toOption = ({ target, takesEffect }: Pick<Offered, 'target' | 'takesEffect'>): ChangeOption => ({
  priceId: target.priceId,
  plan: { productId: target.productId, title: target.title },
  interval: target.interval,
  price: target.money,
  takesEffect,
})

function toChange({ stored, current, target, providerPriceId }: Prepared, prorationAt: Date): PlanChange {
  const way = wayOfChange(current, target)
  return {
    subscriptionId: stored.providerSubscriptionId,
    providerPriceId,
    prorationAt,
    way,
    from: way === 'next-period' ? paidUntil(stored) : null,
  }
}

/** A trial that is over is still known by its end. */
const paidUntil = ({ status, trialEndsAt, periodEndsAt }: StoredSubscription): Date =>
  status === 'trialing' && trialEndsAt !== null ? trialEndsAt : periodEndsAt

function toPreview(
  target: PlanOffer,
  stored: StoredSubscription,
  change: PlanChange,
  quote: ChangeQuote,
): Omit<ChangePreview, 'creditsReturned'> {
  const money = (amount: number) => ({ amount, currency: quote.currency })
  const next = quote.next && { at: quote.next.at.toISOString(), amount: money(quote.next.amount) }
  const { allowance } = target
  const takesEffect = change.way === 'next-period' ? 'next-period' : 'now'
  return {
    option: toOption({ target, takesEffect }),
    prorationAt: change.prorationAt.toISOString(),
    takesEffectAt: (change.from ?? change.prorationAt).toISOString(),
    dueNow: money(quote.dueNow),
    credit: money(quote.credit),
    lines: quote.lines.map((line) => ({ text: line.text, amount: money(line.amount) })),
    nextCharge: next,
    credits: allowance && {
      creditType: allowance.creditType,
      perPeriod: allowance.credits,
      from: (quote.next?.at ?? stored.periodEndsAt).toISOString(),
    },
  }
}

/** The same preview confirmed twice is one change. */
const keyOf = (stored: StoredSubscription, { priceId, prorationAt }: ChangePlanInput): string =>
  `cashwrap:change:${createHash('sha256')
    .update([stored.id, stored.priceId, priceId, new Date(prorationAt).toISOString()].join('\n'))
    .digest('hex')}`
