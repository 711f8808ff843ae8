import { ENDED_STATUSES, type PaymentCard, type SubscriptionStatus } from '@cashwrap/shared/contracts/subscriptions'
import type { OrderId, PriceId, ProductId, SellerId, SubscriptionId, UserId } from '@cashwrap/shared/ids'
import { addSeconds } from '@cashwrap/shared/time'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/database.ts'

/** A subscription as it was last written down. Amounts in minor units. */
export interface StoredSubscription {
  id: SubscriptionId
  orderId: OrderId
  instance: string
  userId: UserId | null
  email: string | null
  livingKey: string | null
  duplicateOf: SubscriptionId | null
  productId: ProductId
  priceId: PriceId
  sellerId: SellerId | null
  accountId: string | null
  feePpm: number | null
  providerSubscriptionId: string
  providerCustomerId: string
  status: SubscriptionStatus
  currency: string
  unitAmount: number
  /** Tax is added to that. */
  taxOnTop: boolean
  /** The next charge as the provider foretells it; null where it does not. */
  nextAmount: number | null
  periodStartsAt: Date
  periodEndsAt: Date
  trialEndsAt: Date | null
  isTrial: boolean
  paidUntil: Date | null
  cancelAt: Date | null
  canceledAt: Date | null
  endedAt: Date | null
  pausedAt: Date | null
  resumesAt: Date | null
  pastDueSince: Date | null
  hasAccess: boolean
  accessEndsAt: Date | null
  allowance: { creditType: string; credits: number } | null
  card: PaymentCard | null
  appliedSequence: number
  createdAt: Date
}

const select = (db: Db | Tx) => db.selectFrom('subscriptions').selectAll()

type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>

const toStored = (row: Row): StoredSubscription => ({
  id: row.id,
  orderId: row.order_id,
  instance: row.instance,
  userId: row.user_id,
  email: row.email,
  livingKey: row.living_key,
  duplicateOf: row.duplicate_of,
  productId: row.product_id,
  priceId: row.price_id,
  sellerId: row.seller_id,
  accountId: row.account_id,
  feePpm: row.fee_ppm,
  providerSubscriptionId: row.provider_subscription_id,
  providerCustomerId: row.provider_customer_id,
  status: row.status,
  currency: row.currency,
  unitAmount: row.unit_amount,
  taxOnTop: row.tax_on_top,
  nextAmount: row.next_amount,
  periodStartsAt: row.period_starts_at,
  periodEndsAt: row.period_ends_at,
  trialEndsAt: row.trial_ends_at,
  isTrial: row.is_trial,
  paidUntil: row.paid_until,
  cancelAt: row.cancel_at,
  canceledAt: row.canceled_at,
  endedAt: row.ended_at,
  pausedAt: row.paused_at,
  resumesAt: row.resumes_at,
  pastDueSince: row.past_due_since,
  hasAccess: row.has_access,
  accessEndsAt: row.access_ends_at,
  allowance: row.allowance_type === null ? null : { creditType: row.allowance_type, credits: row.allowance },
  card: row.card,
  appliedSequence: row.applied_sequence,
  createdAt: row.created_at,
})

/** What is the provider's to say, and what follows from it. */
export type Mirrored = Pick<
  StoredSubscription,
  | 'productId'
  | 'priceId'
  | 'livingKey'
  | 'status'
  | 'unitAmount'
  | 'nextAmount'
  | 'periodStartsAt'
  | 'periodEndsAt'
  | 'trialEndsAt'
  | 'isTrial'
  | 'paidUntil'
  | 'cancelAt'
  | 'canceledAt'
  | 'endedAt'
  | 'pausedAt'
  | 'resumesAt'
  | 'pastDueSince'
  | 'hasAccess'
  | 'accessEndsAt'
  | 'allowance'
  | 'card'
> & { nextCheckAt: Date | null }

const toColumns = (mirrored: Mirrored) => ({
  product_id: mirrored.productId,
  price_id: mirrored.priceId,
  living_key: mirrored.livingKey,
  status: mirrored.status,
  unit_amount: mirrored.unitAmount,
  next_amount: mirrored.nextAmount,
  period_starts_at: mirrored.periodStartsAt,
  period_ends_at: mirrored.periodEndsAt,
  trial_ends_at: mirrored.trialEndsAt,
  is_trial: mirrored.isTrial,
  paid_until: mirrored.paidUntil,
  cancel_at: mirrored.cancelAt,
  canceled_at: mirrored.canceledAt,
  ended_at: mirrored.endedAt,
  paused_at: mirrored.pausedAt,
  resumes_at: mirrored.resumesAt,
  past_due_since: mirrored.pastDueSince,
  has_access: mirrored.hasAccess,
  access_ends_at: mirrored.accessEndsAt,
  allowance_type: mirrored.allowance?.creditType ?? null,
  allowance: mirrored.allowance?.credits ?? 0,
  card: mirrored.card && JSON.stringify(mirrored.card),
  next_check_at: mirrored.nextCheckAt,
})

/**
 * Writes a subscription that has just begun. False, with nothing written, where somebody of the same name has that plan or this
 * order began one before.
 */
export async function insertSubscription(
  tx: Tx,
  subscription: Omit<StoredSubscription, keyof Mirrored | 'appliedSequence'> & Mirrored,
): Promise<boolean> {
  const row = await tx
    .insertInto('subscriptions')
    .values({
      id: subscription.id,
      order_id: subscription.orderId,
      instance: subscription.instance,
      user_id: subscription.userId,
      email: subscription.email,
      duplicate_of: subscription.duplicateOf,
      seller_id: subscription.sellerId,
      account_id: subscription.accountId,
      fee_ppm: subscription.feePpm,
      provider_subscription_id: subscription.providerSubscriptionId,
      provider_customer_id: subscription.providerCustomerId,
      currency: subscription.currency,
      tax_on_top: subscription.taxOnTop,
      created_at: subscription.createdAt,
      updated_at: subscription.createdAt,
      ...toColumns(subscription),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Writes down how it stands, and that this is as it was when `sequence` was drawn. */
export async function saveMirrored(
  tx: Tx,
  id: SubscriptionId,
  mirrored: Mirrored,
  seen: { sequence: number; at: Date },
): Promise<void> {
  await tx
    .updateTable('subscriptions')
    .set({ ...toColumns(mirrored), applied_sequence: seen.sequence, updated_at: seen.at })
    .where('id', '=', id)
    .execute()
}

/**
 * Draws a number for a look at the provider that begins now. Of two looks the one with the higher number began later, so what it
 * saw is at least as new. Null for a subscription that is not known here.
 */
export async function drawSequence(
  db: Db,
  whose: { providerSubscriptionId: string } | { id: SubscriptionId },
): Promise<{ id: SubscriptionId; providerSubscriptionId: string; sequence: number } | null> {
  const row = await db
    .updateTable('subscriptions')
    .set({ sync_sequence: sql`sync_sequence + 1` })
    .where((where) =>
      'id' in whose ? where('id', '=', whose.id) : where('provider_subscription_id', '=', whose.providerSubscriptionId),
    )
    .returning(['id', 'provider_subscription_id', 'sync_sequence'])
    .executeTakeFirst()
  return row ? { id: row.id, providerSubscriptionId: row.provider_subscription_id, sequence: row.sync_sequence } : null
}

/** The subscription, with others made to wait until the transaction ends. */
export async function lockSubscription(tx: Tx, id: SubscriptionId): Promise<StoredSubscription> {
  return toStored(await select(tx).where('id', '=', id).forUpdate().executeTakeFirstOrThrow())
}

export async function findSubscription(db: Db | Tx, id: SubscriptionId): Promise<StoredSubscription | null> {
  const row = await select(db).where('id', '=', id).executeTakeFirst()
  return row ? toStored(row) : null
}

/** A user's own one; null for anybody else's. */
export async function findOwnSubscription(
  db: Db | Tx,
  userId: UserId,
  id: SubscriptionId,
): Promise<StoredSubscription | null> {
  const row = await select(db).where('id', '=', id).where('user_id', '=', userId).executeTakeFirst()
  return row ? toStored(row) : null
}

/**
 * The customer that somebody was at the provider last, for the shop's own plans or a seller's; null for who was none. A customer's
 * balance is set off against whatever is charged next: so that what one plan owes is not paid out of another's, nobody is the same
 * customer for two sellers, or for two plans at a time.
 */
export async function customerOf(db: Db | Tx, userId: UserId, sellerId: SellerId | null): Promise<string | null> {
  const row = await db
    .selectFrom('subscriptions as s')
    .select('s.provider_customer_id')
    .where('s.user_id', '=', userId)
    .where('s.seller_id', 'is not distinct from', sellerId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('subscriptions as living')
            .select('living.id')
            .where('living.user_id', '=', userId)
            .whereRef('living.provider_customer_id', '=', 's.provider_customer_id')
            .where('living.status', 'not in', ENDED_STATUSES),
        ),
      ),
    )
    .orderBy('s.created_at', 'desc')
    .orderBy('s.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.provider_customer_id ?? null
}

/** Takes subscriptions that are due for a look, and sets them aside for a while, so that of several servers one looks. */
export async function claimDueSubscriptions(
  db: Db,
  now: Date,
  leaseSeconds: number,
  limit: number,
): Promise<SubscriptionId[]> {
  const rows = await db
    .with('due', (cte) =>
      cte
        .selectFrom('subscriptions')
        .select('id')
        .where('next_check_at', '<=', now)
        .orderBy('next_check_at')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .updateTable('subscriptions as s')
    .from('due')
    .set({ next_check_at: addSeconds(now, leaseSeconds) })
    .whereRef('s.id', '=', 'due.id')
    .returning('s.id')
    .execute()
  return rows.map((row) => row.id)
}

/** The provider did not tell: another look later. */
export async function postponeCheck(db: Db | Tx, id: SubscriptionId, nextCheckAt: Date): Promise<void> {
  await db.updateTable('subscriptions').set({ next_check_at: nextCheckAt }).where('id', '=', id).execute()
}

/** Gives a guest's subscriptions to the user who proved their address; answers which those were. */
export async function claimOwned(tx: Tx, claim: { userId: UserId; email: string }): Promise<SubscriptionId[]> {
  const rows = await tx
    .updateTable('subscriptions')
    .set({ user_id: claim.userId })
    .where('email', '=', claim.email)
    .where('user_id', 'is', null)
    .returning('id')
    .execute()
  return rows.map((row) => row.id)
}
