import type { OrderId } from '@cashwrap/shared/ids'
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import type { Happened } from './domain/timeline.ts'

/** Everything that any table knows about an order, in one statement, oldest first. A report across modules, read-only. */
export async function listTimeline(db: Db, orderId: OrderId): Promise<Happened[]> {
  const { rows } = await sql<Happened>`
    select * from (
      select at, 'audit' as source, action as what, concat_ws(' ', actor_kind, actor_id) as detail, request_id as reference from audit_log where order_id = ${orderId}
      union all
      select created_at, 'session-created', status, null, idempotency_key from stripe_checkout_sessions where order_id = ${orderId}
      union all
      select opened_at, 'session-opened', status, null, session_id from stripe_checkout_sessions where order_id = ${orderId} and opened_at is not null
      union all
      select closed_at, 'session-closed', status, payment_status, session_id from stripe_checkout_sessions where order_id = ${orderId} and closed_at is not null
      union all
      select received_at, 'event', type, concat_ws(': ', state, note), id from stripe_events where order_id = ${orderId}
      union all
      select captured_at, 'payment', kind, concat(amount, ' ', currency), provider_object_id from payments where order_id = ${orderId}
      union all
      select at, 'attempt', code, null, provider_object_id from payment_attempts where order_id = ${orderId}
      union all
      select created_at, 'refund', state, concat(amount, ' ', currency), coalesce(provider_refund_id, id::text) from refunds where order_id = ${orderId}
      union all
      select g.granted_at, 'grant', p.title, g.revoke_reason, null from grants g join products p on p.id = g.product_id where g.order_id = ${orderId}
      union all
      select created_at, 'message', kind, state, null from notifications where order_id = ${orderId}
      union all
      select sent_at, 'message-sent', kind, null, null from notifications where order_id = ${orderId} and sent_at is not null
      union all
      select coalesce(d.delivered_at, d.created_at), 'webhook', d.type, concat_ws(': ', d.state, coalesce(e.url, s.site_url), d.last_error), d.id::text
      from webhook_messages m join webhook_deliveries d on d.message_id = m.id
      left join webhook_endpoints e on e.id = d.endpoint_id left join plugin_sites s on s.id = d.site_id where m.order_id = ${orderId}
    ) as happened order by at`.execute(db)
  return rows
}

export async function findNewestSession(db: Db, orderId: OrderId) {
  return db
    .selectFrom('stripe_checkout_sessions')
    .select(['session_id', 'status', 'payment_status', 'expires_at'])
    .where('order_id', '=', orderId)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The subscription that an order began, or is a later payment of, with the order that began it. */
export async function findSubscriptionOf(db: Db, orderId: OrderId) {
  return db
    .selectFrom('orders as o')
    .innerJoin('subscriptions as s', 's.id', 'o.subscription_id')
    .innerJoin('orders as first', 'first.id', 's.order_id')
    .select(['s.provider_subscription_id', 's.status', 'first.id as order_id', 'first.number as order_number'])
    .where('o.id', '=', orderId)
    .executeTakeFirst()
}
