import type { OrderId, SubscriptionId } from '@cashwrap/shared/ids'
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'

/** What a payment at the provider is for, by our own records. */
export interface PaymentOwner {
  orderId: OrderId | null
  subscription: { id: SubscriptionId; providerId: string } | null
}

/** By the payments booked, the invoices of subscriptions and the checkouts that were seen to be paid with it; null for one of nothing here. */
export async function findPaymentOwner(db: Db, paymentId: string): Promise<PaymentOwner | null> {
  const { rows } = await sql<{ order_id: OrderId | null; id: SubscriptionId | null; provider_id: string | null }>`
    select f.order_id, s.id, s.provider_subscription_id as provider_id
    from (
      select 1 as rank, i.order_id, i.subscription_id from subscription_invoices i where i.payment_intent_id = ${paymentId}
      union all
      select 2, p.order_id, o.subscription_id from payments p join orders o on o.id = p.order_id where p.provider_object_id = ${paymentId}
      union all
      select 3, c.order_id, null from stripe_checkout_sessions c where c.payment_intent_id = ${paymentId}
    ) f left join subscriptions s on s.id = f.subscription_id
    order by f.rank limit 1`.execute(db)
  const [row] = rows
  if (!row) return null
  return {
    orderId: row.order_id,
    subscription: row.id !== null && row.provider_id !== null ? { id: row.id, providerId: row.provider_id } : null,
  }
}
