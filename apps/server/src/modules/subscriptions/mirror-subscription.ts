import { isEnded } from '@cashwrap/shared/contracts/subscriptions'
import type { Tx } from '../../platform/db/database.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { closeAccess, openAccess } from '../access/index.ts'
import type { Actor } from '../auth/index.ts'
import type { PlanOffer } from '../catalogue/index.ts'
import { endAllowance, returnAllowance, setAllowance } from '../credits/index.ts'
import { accessOf } from './domain/access.ts'
import { creditsToReturn } from './domain/credits-to-return.ts'
import { livingKey } from './domain/living-key.ts'
import { newsOf } from './domain/news.ts'
import { nextCheck } from './domain/next-check.ts'
import { beginsPeriod, standingOf } from './domain/observed.ts'
import type { InvoiceFacts, SubscriptionFacts } from './domain/subscription-gateway.ts'
import { markAllowances, type StoredInvoice, saveInvoices } from './invoice-store.ts'
import { isLiving } from './living-store.ts'
import { type PlanReader, planReader } from './plan-reader.ts'
import { pricesOfProvider } from './provider-price-store.ts'
import { type Mirrored, type StoredSubscription, saveMirrored } from './subscription-store.ts'
import { tellNews } from './tell-news.ts'

export interface MirrorDeps {
  enqueue: Enqueue
  config: { subscriptions: { graceDays: number } }
}

/** Money that came by an invoice and is in no order yet. */
export interface UnbookedInvoice {
  stored: StoredInvoice
  facts: InvoiceFacts
}

export interface MirroredSubscription {
  subscription: StoredSubscription
  plan: PlanOffer
  /** Oldest first. */
  unbooked: UnbookedInvoice[]
}

/**
 * Writes down how a subscription stands at the provider and does what follows from it, all in the caller's transaction: access,
 * allowance, what its subscriber is told. The same facts again change nothing. The caller holds the subscription's lock and has
 * made sure that nothing newer was written down before.
 */
export async function mirrorSubscription(
  deps: MirrorDeps,
  tx: Tx,
  actor: Actor,
  stored: StoredSubscription,
  facts: SubscriptionFacts,
  seen: { sequence: number; at: Date },
): Promise<MirroredSubscription> {
  const { at } = seen
  const prices = await pricesOfProvider(tx, [
    facts.providerPriceId,
    ...facts.invoices.flatMap(({ covers }) => (covers ? [covers.providerPriceId] : [])),
  ])
  // A price that somebody chose in the provider's dashboard opens what was agreed on before.
  const priceId = prices.get(facts.providerPriceId) ?? stored.priceId
  const plans = planReader(tx)
  const plan = await plans(priceId)
  const invoices = await saveInvoices(tx, stored.id, facts.invoices, prices)
  const standing = standingOf(facts)
  const isDuplicate = stored.duplicateOf !== null
  const access = isDuplicate
    ? { hasAccess: false, endsAt: null }
    : accessOf({ ...facts, ...standing, isPaused: facts.paused !== null }, deps.config.subscriptions.graceDays, at)
  const mirrored: Mirrored = {
    productId: plan.productId,
    priceId,
    livingKey: await keyOf(tx, stored, plan, facts),
    status: facts.status,
    unitAmount: facts.unitAmount,
    nextAmount: facts.nextCharge?.amount ?? null,
    periodStartsAt: facts.periodStartsAt,
    periodEndsAt: facts.periodEndsAt,
    trialEndsAt: facts.trialEndsAt,
    ...standing,
    cancelAt: facts.cancelAt,
    canceledAt: facts.canceledAt,
    endedAt: facts.endedAt,
    pausedAt: facts.paused && (stored.pausedAt ?? at),
    resumesAt: facts.paused?.resumesAt ?? null,
    hasAccess: access.hasAccess,
    accessEndsAt: access.endsAt,
    allowance: isDuplicate ? null : await giveAllowances(deps, tx, stored, { facts, invoices, plans, plan }, seen),
    card: facts.card,
    nextCheckAt: nextCheck(
      { ...facts, isDuplicate, accessEndsAt: access.endsAt, resumesAt: facts.paused?.resumesAt ?? null },
      at,
    ),
  }
  await saveMirrored(tx, stored.id, mirrored, seen)
  const after: StoredSubscription = { ...stored, ...mirrored, appliedSequence: seen.sequence }
  if (!isDuplicate) {
    await followAccess(tx, stored, after, at)
    await tellNews(deps, tx, actor, { before: stored, after, facts, plans, news: newsOf(stored, after, at), at })
  }
  return { subscription: after, plan, unbooked: unbookedOf(invoices, facts) }
}

/** Under which name it lives. One that was changed to a plan its owner has already keeps none: it is theirs to sort out. */
async function keyOf(
  tx: Tx,
  stored: StoredSubscription,
  plan: PlanOffer,
  facts: SubscriptionFacts,
): Promise<string | null> {
  if (isEnded(facts.status) || stored.duplicateOf !== null) return null
  if (plan.productId === stored.productId) return stored.livingKey
  const key = livingKey(stored, plan.productId)
  return (await isLiving(tx, key)) ? null : key
}

interface Allowing {
  facts: SubscriptionFacts
  /** Oldest first. */
  invoices: readonly StoredInvoice[]
  plans: PlanReader
  /** What it is of now. */
  plan: PlanOffer
}

/**
 * Each first or renewed period sets the plan's credits once; a change that gives money back takes some of them, and an end takes
 * what is left. Answers what the running period has been given.
 */
async function giveAllowances(
  deps: MirrorDeps,
  tx: Tx,
  stored: StoredSubscription,
  { facts, invoices, plans, plan }: Allowing,
  { sequence, at }: { sequence: number; at: Date },
): Promise<StoredSubscription['allowance']> {
  const { userId } = stored
  // A guest's wait for whoever proves the address.
  if (userId === null) return null
  let last = stored.allowance
  const factsOf = new Map(facts.invoices.map((one) => [one.invoiceId, one]))
  const due = invoices.filter((one) => {
    const seen = factsOf.get(one.providerInvoiceId)
    return one.allowanceAt === null && seen !== undefined && beginsPeriod(seen)
  })
  for (const invoice of due) {
    const { allowance: next } = await plans(invoice.priceId ?? stored.priceId)
    await setAllowance(tx, deps, { userId, invoiceId: invoice.id, orderId: invoice.orderId, last, next, at })
    last = next
  }
  await markAllowances(tx, due, at)
  const returned = creditsToReturn(last, await plans(stored.priceId), plan)
  if (returned && last) {
    await returnAllowance(tx, deps, { userId, sourceId: `${stored.id}:${sequence}`, returned, at })
    last = { creditType: last.creditType, credits: last.credits - returned.credits }
  }
  if (!isEnded(facts.status) || last === null) return last
  await endAllowance(tx, deps, { userId, subscriptionId: stored.id, last, at })
  return null
}

/** What the plan opens is open while there is access, and what another plan opened before is not. */
async function followAccess(tx: Tx, before: StoredSubscription, after: StoredSubscription, at: Date): Promise<void> {
  const isNews = before.hasAccess !== after.hasAccess || before.productId !== after.productId
  if (!isNews) return
  const source = { sourceKind: 'subscription', sourceId: after.id } as const
  if (after.hasAccess)
    await openAccess(tx, {
      ...source,
      orderId: after.orderId,
      productId: after.productId,
      userId: after.userId,
      email: after.email,
      quantity: 1,
      at,
    })
  const reason = after.hasAccess ? 'plan-changed' : `subscription-${after.status}`
  await closeAccess(tx, { ...source, except: after.hasAccess ? after.productId : null }, { at, reason })
}

function unbookedOf(invoices: readonly StoredInvoice[], facts: SubscriptionFacts): UnbookedInvoice[] {
  const factsOf = new Map(facts.invoices.map((one) => [one.invoiceId, one]))
  return invoices.flatMap((stored) => {
    const seen = factsOf.get(stored.providerInvoiceId)
    const isDue = stored.orderId === null && stored.status === 'paid' && stored.amountPaid > 0
    return isDue && seen ? [{ stored, facts: seen }] : []
  })
}
