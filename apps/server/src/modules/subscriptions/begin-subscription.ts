import {
  newId,
  type OrderId,
  type PriceId,
  type ProductId,
  type SellerId,
  type SubscriptionId,
  type UserId,
} from '@cashwrap/shared/ids'
import type { Tx } from '../../platform/db/database.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../auth/index.ts'
import { planOfPrice } from '../catalogue/index.ts'
import { notify } from '../notifications/index.ts'
import { livingKey } from './domain/living-key.ts'
import type { SubscriptionFacts } from './domain/subscription-gateway.ts'
import { bookInvoice } from './invoice-store.ts'
import { livingOf, lockLiving, subscribedBefore } from './living-store.ts'
import { type MirrorDeps, type MirroredSubscription, mirrorSubscription } from './mirror-subscription.ts'
import { insertSubscription, lockSubscription } from './subscription-store.ts'
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
  /** The one that makes it one too many, as {@link doubleOf} said in this transaction. */
  duplicateOf: SubscriptionId | null
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
  const { facts, at, priceId, duplicateOf } = beginning
  const isDuplicate = duplicateOf !== null
  const plan = await planOfPrice(tx, priceId)
  if (!plan) throw new Error(`price ${priceId} of order ${beginning.orderId} is of no plan`)
  const owner = { userId: beginning.userId, email: beginning.email }
  const fresh: Parameters<typeof insertSubscription>[1] = {
    ...owner,
    id: newId(at.getTime()),
    orderId: beginning.orderId,
    instance: beginning.instance,
    livingKey: isDuplicate ? null : livingKey(owner, plan.productId),
    duplicateOf,
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
  if (!(await insertSubscription(tx, fresh)))
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
 * The subscription to a plan beside which somebody can begin no other: one that lives or, where the other begins with a trial, any
 * they had. Others are made to wait who would begin it for the same name until the transaction ends. A guest and an account of the
 * same address have the same name.
 */
export async function doubleOf(
  tx: Tx,
  owner: { userId: UserId | null; email: string | null },
  plan: { productId: ProductId; isTrial: boolean },
): Promise<{ id: SubscriptionId; isOver: boolean } | null> {
  const { productId, isTrial } = plan
  await lockLiving(tx, livingKey(owner, productId))
  const living = (await livingOf(tx, owner, [productId])).get(productId)
  if (living) return { id: living.id, isOver: false }
  const before = isTrial && (await subscribedBefore(tx, owner, [productId])).get(productId)
  return before ? { id: before, isOver: true } : null
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
