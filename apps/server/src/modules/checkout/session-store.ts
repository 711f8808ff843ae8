import type { OrderState } from '@cashwrap/shared/contracts/primitives'
import type { BasketKey, CheckoutId, OrderId, SiteId } from '@cashwrap/shared/ids'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/database.ts'
import type { FrozenRequest, OpenedCheckout, PaymentWay } from '../payments/index.ts'

export type CheckoutSessionStatus = 'creating' | 'open' | 'complete' | 'expired' | 'refused'

/** Our row about one session at the provider: written before it is asked, with the exact request. */
export interface CheckoutSession {
  id: CheckoutId
  orderId: OrderId
  request: FrozenRequest
  status: CheckoutSessionStatus
  /** Whether paying it begins a subscription. */
  isPlan: boolean
  sessionId: string | null
  url: string | null
  paymentStatus: string | null
  expiresAt: Date
  checks: number
  createdAt: Date
}

const COLUMNS = [
  's.id',
  's.order_id',
  's.way',
  's.idempotency_key',
  's.request',
  's.status',
  's.session_id',
  's.url',
  's.payment_status',
  's.expires_at',
  's.checks',
  's.created_at',
] as const

const isPlan = sql<boolean>`exists (select from order_items i
  where i.order_id = s.order_id and i.plan_interval is not null)`.as('is_plan')

const select = (db: Db | Tx) => db.selectFrom('stripe_checkout_sessions as s').select(COLUMNS).select(isPlan)

type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>

const toSession = (row: Row): CheckoutSession => ({
  id: row.id,
  orderId: row.order_id,
  request: { way: row.way, idempotencyKey: row.idempotency_key, body: row.request as Record<string, unknown> },
  status: row.status,
  isPlan: row.is_plan,
  sessionId: row.session_id,
  url: row.url,
  paymentStatus: row.payment_status,
  expiresAt: row.expires_at,
  checks: row.checks,
  createdAt: row.created_at,
})

export async function insertSession(
  tx: Tx,
  session: { id: CheckoutId; orderId: OrderId; request: FrozenRequest; expiresAt: Date; nextCheckAt: Date; at: Date },
): Promise<void> {
  await tx
    .insertInto('stripe_checkout_sessions')
    .values({
      id: session.id,
      order_id: session.orderId,
      way: session.request.way,
      idempotency_key: session.request.idempotencyKey,
      request: JSON.stringify(session.request.body),
      status: 'creating',
      expires_at: session.expiresAt,
      next_check_at: session.nextCheckAt,
      created_at: session.at,
    })
    .execute()
}

/** An order's newest session; with `lock`, others wait. */
export async function findSessionOfOrder(db: Db | Tx, orderId: OrderId, lock = false): Promise<CheckoutSession | null> {
  const query = select(db).where('s.order_id', '=', orderId).orderBy('s.created_at', 'desc').limit(1)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  return row ? toSession(row) : null
}

export async function findSession(db: Db | Tx, sessionId: string, lock = false): Promise<CheckoutSession | null> {
  const query = select(db).where('s.session_id', '=', sessionId)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  return row ? toSession(row) : null
}

/** The session of a basket whose payment has begun and is not over: on its way, or put aside. Null if there is none. */
export async function findSubmittedReference(tx: Tx, basket: BasketKey): Promise<string | null> {
  const row = await tx
    .selectFrom('orders as o')
    .innerJoin('stripe_checkout_sessions as s', 's.order_id', 'o.id')
    .select('s.session_id')
    .where('o.basket', '=', basket)
    .where('o.state', '=', 'pending')
    .where('o.submitted_at', 'is not', null)
    .where('s.session_id', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  return row?.session_id ?? null
}

/** How a session and its order stand, in one read without locks. */
export async function findSessionState(
  db: Db,
  sessionId: string,
): Promise<{ orderId: OrderId; status: CheckoutSessionStatus; orderState: OrderState; isQuarantined: boolean } | null> {
  const row = await db
    .selectFrom('stripe_checkout_sessions as s')
    .innerJoin('orders as o', 'o.id', 's.order_id')
    .select(['o.id', 's.status', 'o.state', 'o.quarantined_at'])
    .where('s.session_id', '=', sessionId)
    .executeTakeFirst()
  return row
    ? { orderId: row.id, status: row.status, orderState: row.state, isQuarantined: row.quarantined_at !== null }
    : null
}

/** A site's checkout of credits by the provider's id, with what its record says of it; null for another site's. */
export async function findCheckoutOfSite(
  db: Db,
  siteId: SiteId,
  reference: string,
): Promise<{
  orderId: OrderId
  way: PaymentWay
  siteUserId: number | null
  creditType: string | null
  isCompleted: boolean
} | null> {
  const row = await db
    .selectFrom('stripe_checkout_sessions as s')
    .innerJoin('orders as o', 'o.id', 's.order_id')
    .innerJoin('credit_accounts as a', 'a.id', 'o.credit_account_id')
    .innerJoin('order_items as i', (join) => join.onRef('i.order_id', '=', 'o.id').on('i.line', '=', 1))
    .select(['o.id', 's.way', 'a.site_user_id', 'i.credit_type', 'o.completed_at'])
    .where('s.session_id', '=', reference)
    .where('o.site_id', '=', siteId)
    .executeTakeFirst()
  return row
    ? {
        orderId: row.id,
        way: row.way,
        siteUserId: row.site_user_id,
        creditType: row.credit_type,
        isCompleted: row.completed_at !== null,
      }
    : null
}

/**
 * Keeps what the provider opened. Of several that opened the same (it is the same session), the first writes; false where the
 * sweep had given the session up by then.
 */
export async function saveOpened(
  tx: Tx,
  id: CheckoutId,
  opened: OpenedCheckout,
  at: Date,
  nextCheckAt: Date,
): Promise<boolean> {
  const result = await tx
    .updateTable('stripe_checkout_sessions')
    .set({
      status: 'open',
      session_id: opened.sessionId,
      url: opened.way === 'page' ? opened.url : null,
      expires_at: opened.expiresAt,
      opened_at: at,
      next_check_at: nextCheckAt,
      checks: 0,
    })
    .where('id', '=', id)
    .where('status', '=', 'creating')
    .executeTakeFirst()
  if (result.numUpdatedRows > 0n) return true
  const now = await tx.selectFrom('stripe_checkout_sessions').select('status').where('id', '=', id).executeTakeFirst()
  return now?.status !== 'refused'
}

/** Ends a session that the provider never opened, or no longer knows. */
export async function saveRefused(tx: Tx, id: CheckoutId, at: Date): Promise<void> {
  await tx
    .updateTable('stripe_checkout_sessions')
    .set({ status: 'refused', closed_at: at, next_check_at: null })
    .where('id', '=', id)
    .where('status', 'in', ['creating', 'open'])
    .execute()
}

/** Keeps what the provider says of a session now; with `nextCheckAt` null it is not looked at again. */
export async function saveObserved(
  tx: Tx,
  id: CheckoutId,
  observed: {
    sessionId: string
    url: string | null
    status: 'open' | 'complete' | 'expired'
    paymentStatus: string
    paymentIntentId: string | null
    expiresAt: Date
    nextCheckAt: Date | null
    at: Date
  },
): Promise<void> {
  await tx
    .updateTable('stripe_checkout_sessions')
    .set({
      status: observed.status,
      session_id: observed.sessionId,
      ...(observed.url !== null && { url: observed.url }),
      payment_status: observed.paymentStatus,
      payment_intent_id: observed.paymentIntentId,
      expires_at: observed.expiresAt,
      next_check_at: observed.nextCheckAt,
      opened_at: sql`coalesce(opened_at, ${observed.at})`,
      closed_at: observed.status === 'open' ? null : sql`coalesce(closed_at, ${observed.at})`,
    })
    .where('id', '=', id)
    .execute()
}

/**
 * Takes sessions that are due for a look, at most `limit`, and sets them aside until `leaseUntil`, so that of several servers
 * one looks, and another does if that one dies.
 */
export async function claimDueSessions(db: Db, now: Date, leaseUntil: Date, limit: number): Promise<CheckoutSession[]> {
  const rows = await db
    .with('due', (cte) =>
      cte
        .selectFrom('stripe_checkout_sessions')
        .select('id')
        .where('next_check_at', '<=', now)
        .orderBy('next_check_at')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .updateTable('stripe_checkout_sessions as s')
    .from('due')
    .set({ next_check_at: leaseUntil, checks: sql`s.checks + 1` })
    .whereRef('s.id', '=', 'due.id')
    .returning(COLUMNS)
    .returning(isPlan)
    .execute()
  return rows.map(toSession)
}

export async function scheduleCheck(db: Db | Tx, id: CheckoutId, at: Date): Promise<void> {
  await db
    .updateTable('stripe_checkout_sessions')
    .set({ next_check_at: at })
    .where('id', '=', id)
    .where('next_check_at', 'is not', null)
    .execute()
}
