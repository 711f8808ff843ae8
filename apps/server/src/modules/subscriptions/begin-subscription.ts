import { newId, type OrderId, type PriceId, type ProductId, type SellerId, type UserId } from '@cashwrap/shared/ids'
import type { Tx } from '../../platform/db/database.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../auth/index.ts'
import { planOfPrice } from '../catalogue/index.ts'
import { notify } from '../notifications/index.ts'
import { livingKey } from './domain/living-key.ts'
import type { SubscriptionFacts } from './domain/subscription-gateway.ts'
import { bookInvoice } from './invoice-store.ts'
import { type MirrorDeps, type MirroredSubscription, mirrorSubscription } from './mirror-subscription.ts'
import { insertSubscription, livingOf, lockLiving, lockSubscription } from './subscription-store.ts'
import { announceSubscription, nameCredits, namePlan, nextChargeOf } from './tell-news.ts'

export interface Beginning {
  orderId: OrderId
  instance: string
  /** Whose it is: an account, or an address to prove. */
  userId: UserId | null
  email: string | null
  priceId: PriceId
  /** Tax is added to its price, now and at every renewal. */
  taxOnTop: boolean
  /** The seller whose plan it is, as agreed. */
  seller: { sellerId: SellerId; accountId: string; feePpm: number } | null
  /** Whether its owner has the plan already, as {@link isSubscribed} said in this transaction. */
  isDuplicate: boolean
  facts: SubscriptionFacts
  at: Date
}

/**
 * Writes a subscription that its order's payment has begun, with all that follows from how it stands. A duplicate opens nothing
 * and is to be ended at the provider. The caller holds the order's lock.
 */
export async function beginSubscription(
  deps: MirrorDeps,
  tx: Tx,
  actor: Actor,
  beginning: Beginning,
): Promise<MirroredSubscription> {
  const { facts, at, priceId, isDuplicate } = beginning
  const plan = await planOfPrice(tx, priceId)
  if (!plan) throw new Error(`price ${priceId} of order ${beginning.orderId} is of no plan`)
  const owner = { userId: beginning.userId, email: beginning.email }
  const fresh: Parameters<typeof insertSubscription>[1] = {
    ...owner,
    id: newId(at.getTime()),
    orderId: beginning.orderId,
    instance: beginning.instance,
    livingKey: livingKey(owner, plan.productId),
    duplicateOf: null,
    productId: plan.productId,
    priceId,
    sellerId: beginning.seller?.sellerId ?? null,
    accountId: beginning.seller?.accountId ?? null,
    feePpm: beginning.seller?.feePpm ?? null,
    providerSubscriptionId: facts.subscriptionId,
    providerCustomerId: facts.customerId,
    // What the provider says is written over this at once.
    status: 'incomplete',
    currency: facts.currency,
    unitAmount: facts.unitAmount,
    nextAmount: null,
    taxOnTop: beginning.taxOnTop,
    periodStartsAt: facts.periodStartsAt,
    periodEndsAt: facts.periodEndsAt,
    trialEndsAt: null,
    isTrial: false,
    paidUntil: null,
    cancelAt: null,
    canceledAt: null,
    endedAt: null,
    pausedAt: null,
    resumesAt: null,
    pastDueSince: null,
    hasAccess: false,
    accessEndsAt: null,
    allowance: null,
    card: null,
    nextCheckAt: at,
    createdAt: at,
  }
  if (isDuplicate) await insertDuplicate(tx, owner, fresh)
  else if (!(await insertSubscription(tx, fresh)))
    throw new Error(`order ${fresh.orderId} began a subscription that is known, or that its owner has`)
  const stored = await lockSubscription(tx, fresh.id)
  const mirrored = await mirrorSubscription(deps, tx, actor, stored, facts, { sequence: 0, at })
  const unbooked = await bookFirst(tx, beginning.orderId, mirrored.unbooked)
  await recordAudit(tx, {
    at,
    actor,
    action: isDuplicate ? 'subscription.doubled' : 'subscription.started',
    orderId: beginning.orderId,
    subjectId: stored.id,
    facts: { status: facts.status, plan: plan.slug },
  })
  if (!isDuplicate) await tellStart(deps, tx, mirrored, at)
  return { ...mirrored, unbooked }
}

/**
 * Whether somebody has a plan, with others made to wait who would begin it for the same name until the transaction ends. A guest
 * and an account of the same address have the same name.
 */
export async function isSubscribed(
  tx: Tx,
  owner: { userId: UserId | null; email: string | null },
  productId: ProductId,
): Promise<boolean> {
  await lockLiving(tx, livingKey(owner, productId))
  return (await livingOf(tx, owner, [productId])).size > 0
}

async function insertDuplicate(
  tx: Tx,
  owner: { userId: UserId | null; email: string | null },
  fresh: Parameters<typeof insertSubscription>[1],
): Promise<void> {
  const living = (await livingOf(tx, owner, [fresh.productId])).get(fresh.productId)
  if (!living) throw new Error(`order ${fresh.orderId} began a subscription that is neither new nor a duplicate`)
  const isWritten = await insertSubscription(tx, { ...fresh, livingKey: null, duplicateOf: living.id })
  if (!isWritten) throw new Error(`order ${fresh.orderId} began a subscription that is known`)
}

/** The first invoice's money is the order's that began it. */
async function bookFirst(
  tx: Tx,
  orderId: OrderId,
  unbooked: MirroredSubscription['unbooked'],
): Promise<MirroredSubscription['unbooked']> {
  const first = unbooked.find((one) => one.stored.reason === 'subscription_create')
  if (first) await bookInvoice(tx, first.stored.id, orderId)
  return unbooked.filter((one) => one !== first)
}

async function tellStart(
  deps: MirrorDeps,
  tx: Tx,
  { subscription, plan }: MirroredSubscription,
  at: Date,
): Promise<void> {
  if (subscription.email !== null)
    await notify(tx, deps, {
      kind: 'subscription-started',
      subjectId: subscription.id,
      orderId: subscription.orderId,
      recipient: subscription.email,
      payload: {
        plan: namePlan(subscription, plan),
        ...nextChargeOf(subscription),
        trialEndsAt: subscription.isTrial ? (subscription.trialEndsAt?.toISOString() ?? null) : null,
        credits: nameCredits(plan),
      },
      at,
    })
  await announceSubscription(tx, deps, subscription, plan, 'started', at)
}
