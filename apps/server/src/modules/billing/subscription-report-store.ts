import {
  ENDED_STATUSES,
  type InvoiceStatus,
  type PlanInterval,
  type SubscriptionStatus,
} from '@cashwrap/shared/contracts/subscriptions'
import { isUuid, type SubscriptionId, type SubscriptionInvoiceId, type UserId } from '@cashwrap/shared/ids'
import { type SqlBool, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { decodeMomentCursor } from '../../platform/db/keyset.ts'
import { periodCredits } from '../catalogue/index.ts'

/** Subscriptions with their plan, price, allowance, what is left of it, and a payment that waits for its buyer. */
const selectViews = (db: Db) =>
  db
    .selectFrom('subscriptions as s')
    .innerJoin('products as p', 'p.id', 's.product_id')
    .innerJoin('prices as price', 'price.id', 's.price_id')
    .leftJoin('plans', 'plans.product_id', 'p.id')
    .select([
      's.id',
      's.product_id',
      'p.slug',
      'p.title',
      'p.picture_seed',
      's.price_id',
      sql<PlanInterval>`price.interval`.as('interval'),
      's.unit_amount',
      's.next_amount',
      's.currency',
      's.status',
      's.has_access',
      's.access_ends_at',
      's.period_ends_at',
      's.trial_ends_at',
      's.is_trial',
      's.paid_until',
      's.cancel_at',
      's.ended_at',
      's.paused_at',
      's.resumes_at',
      's.card',
      's.created_at',
      'plans.credit_type',
      periodCredits('price').as('credits_per_period'),
      sql<number>`coalesce((
        select b.plan from credit_balances b join credit_accounts a on a.id = b.account_id
        where a.user_id = s.user_id and b.credit_type = plans.credit_type), 0)`.as('credits_left'),
      sql<OpenInvoice | null>`(
        select json_build_object('id', i.id, 'amountDue', i.amount_due, 'nextAttemptAt', to_char(i.next_attempt_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
        from subscription_invoices i where i.subscription_id = s.id and i.status = 'open' and i.attempts > 0
        order by i.created_at desc, i.id desc limit 1)`.as('open_invoice'),
    ])

interface OpenInvoice {
  id: SubscriptionInvoiceId
  amountDue: number
  nextAttemptAt: string | null
}

export type SubscriptionRow = Awaited<ReturnType<ReturnType<typeof selectViews>['executeTakeFirstOrThrow']>>

export async function findView(db: Db, id: SubscriptionId): Promise<SubscriptionRow | undefined> {
  return selectViews(db).where('s.id', '=', id).executeTakeFirst()
}

/** A user's subscriptions, living ones first; those that were ended as doubles are left out. */
export async function listViews(db: Db, userId: UserId): Promise<SubscriptionRow[]> {
  return selectViews(db)
    .where('s.user_id', '=', userId)
    .where('s.duplicate_of', 'is', null)
    .orderBy((order) => order('s.status', 'in', ENDED_STATUSES))
    .orderBy('s.created_at', 'desc')
    .orderBy('s.id', 'desc')
    .limit(100)
    .execute()
}

/** A page of a subscription's invoices, newest first, without drafts; one row more than `limit`. */
export async function listInvoiceRows(db: Db, id: SubscriptionId, cursor: string | undefined, limit: number) {
  const after = decodeMomentCursor(cursor, isUuid)
  return db
    .selectFrom('subscription_invoices as i')
    .leftJoin('orders as o', 'o.id', 'i.order_id')
    .select([
      'i.id',
      'i.number',
      'i.status',
      'i.reason',
      'i.currency',
      'i.total',
      'i.amount_paid',
      'i.created_at',
      'i.paid_at',
      'i.covers_from',
      'i.covers_to',
      'i.next_attempt_at',
      'i.order_id',
      'o.number as order_number',
    ])
    .where('i.subscription_id', '=', id)
    .where('i.status', '<>', 'draft' satisfies InvoiceStatus)
    .$if(after !== undefined, (query) =>
      query.where(sql<SqlBool>`(i.created_at, i.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('i.created_at', 'desc')
    .orderBy('i.id', 'desc')
    .limit(limit + 1)
    .execute()
}

/** The provider's id of an invoice that is a user's own. */
export async function findOwnInvoice(
  db: Db,
  userId: UserId,
  invoiceId: SubscriptionInvoiceId,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('subscription_invoices as i')
    .innerJoin('subscriptions as s', 's.id', 'i.subscription_id')
    .select('i.provider_invoice_id')
    .where('i.id', '=', invoiceId)
    .where('s.user_id', '=', userId)
    .executeTakeFirst()
  return row?.provider_invoice_id
}

/** A page of everybody's subscriptions, newest first; one row more than `limit`. */
export async function listAllRows(
  db: Db,
  filter: { search?: string | undefined; status?: SubscriptionStatus | undefined },
  cursor: string | undefined,
  limit: number,
) {
  const after = decodeMomentCursor(cursor, isUuid)
  const { status } = filter
  const search = filter.search?.replaceAll('\0', '') ?? ''
  return db
    .selectFrom('subscriptions as s')
    .innerJoin('products as p', 'p.id', 's.product_id')
    .innerJoin('prices as price', 'price.id', 's.price_id')
    .innerJoin('orders as o', 'o.id', 's.order_id')
    .select([
      's.id',
      'p.title',
      sql<PlanInterval>`price.interval`.as('interval'),
      's.unit_amount',
      's.currency',
      's.email',
      's.status',
      's.has_access',
      's.duplicate_of',
      's.created_at',
      's.period_ends_at',
      's.cancel_at',
      's.order_id',
      'o.number as order_number',
      's.provider_subscription_id',
    ])
    .where((where) =>
      where.and([
        ...(status === undefined ? [] : [where('s.status', '=', status)]),
        ...(search === ''
          ? []
          : [
              where.or([
                where('s.email', '=', search.toLowerCase()),
                where('s.provider_subscription_id', '=', search),
                where('s.provider_customer_id', '=', search),
              ]),
            ]),
      ]),
    )
    .$if(after !== undefined, (query) =>
      query.where(sql<SqlBool>`(s.created_at, s.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('s.created_at', 'desc')
    .orderBy('s.id', 'desc')
    .limit(limit + 1)
    .execute()
}
