import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { USED_TYPES } from '../provider-events/index.ts'
import { breach, type Invariant } from './invariant.ts'
import { SUBSCRIPTION_INVARIANTS } from './subscription-invariant-report-store.ts'

/** Of each payment with refunds: what was paid, and what the provider counts as given back of it. */
const GIVEN_BACK = sql`
  select p.order_id, p.amount as paid, coalesce(sum(r.amount) filter (where r.state in ('pending', 'succeeded')), 0) as back
  from payments p join refunds r on r.order_id = p.order_id where p.kind = 'capture' group by p.order_id, p.amount`

/** What must hold in every state that a commit leaves behind. Read-only SQL across the modules. */
export const INVARIANTS: readonly Invariant[] = [
  {
    id: 'I1',
    says: 'a paid session completes exactly one order',
    severity: 'money',
    findBreaches: () => breach`
      select s.order_id::text as subject, 'session ' || s.session_id || ' is paid, the order is ' || o.state as detail
      from stripe_checkout_sessions s join orders o on o.id = s.order_id
      where s.payment_status = 'paid' and o.quarantined_at is null and o.state in ('pending', 'cancelled', 'expired')
      union all
      select p.provider_object_id, count(*) || ' orders were completed with one payment' from payments p where p.kind = 'capture' group by 1 having count(*) <> 1`,
  },
  {
    id: 'I2',
    says: 'a completed order has one payment of its amount and currency, or costs nothing',
    severity: 'money',
    findBreaches: () => breach`
      select o.id::text as subject, coalesce('paid ' || p.amount || ' ' || p.currency, 'nothing paid') || ', owed ' || o.total || ' ' || o.currency as detail
      from orders o left join payments p on p.order_id = o.id and p.kind = 'capture'
      where o.state in ('completed', 'partially_refunded', 'refunded', 'disputed')
        and case when o.total = 0 then p.id is not null else (p.amount, p.currency) is distinct from (o.total, o.currency) end`,
  },
  {
    id: 'I2b',
    says: 'an order that is not completed has no payment, unless it is set aside',
    severity: 'money',
    findBreaches: () => breach`
      select o.id::text as subject, 'paid ' || p.amount || ' but ' || o.state as detail
      from payments p join orders o on o.id = p.order_id where o.completed_at is null and o.quarantined_at is null and o.state <> 'refunded'`,
  },
  {
    id: 'I5',
    says: 'every line of a completed order is granted once, but for plans, which are granted by their subscription',
    severity: 'money',
    findBreaches: () => breach`
      select i.order_id::text as subject, 'line ' || i.line || ' has ' || count(g.id) || ' grants' as detail
      from order_items i join orders o on o.id = i.order_id left join grants g on g.source_kind = 'order_item' and g.source_id = i.id
      where o.state in ('completed', 'partially_refunded', 'disputed') and o.site_id is null and (o.buyer_user_id is not null or o.buyer_email is not null)
      group by i.order_id, i.line, i.plan_interval having count(g.id) <> case when i.plan_interval is null then 1 else 0 end`,
  },
  {
    id: 'I4',
    says: 'a balance of credits is the sum of its entries, and never negative',
    severity: 'money',
    findBreaches: () => breach`
      select coalesce(b.account_id, e.account_id)::text as subject, coalesce(b.credit_type, e.credit_type) || ': '
        || coalesce(b.promotion + b.plan + b.bought, 0) || ' are held and ' || coalesce(b.owed, 0) || ' owed, entries say '
        || coalesce(e.promotion + e.plan + e.bought, 0) || ' and ' || coalesce(e.owed, 0) as detail
      from credit_balances b full join (
        select account_id, credit_type, sum(promotion) as promotion, sum(plan) as plan, sum(bought) as bought, sum(owed) as owed
        from credit_entries group by 1, 2
      ) e on e.account_id = b.account_id and e.credit_type = b.credit_type
      where (coalesce(b.promotion, 0), coalesce(b.plan, 0), coalesce(b.bought, 0), coalesce(b.owed, 0))
          is distinct from (coalesce(e.promotion, 0), coalesce(e.plan, 0), coalesce(e.bought, 0), coalesce(e.owed, 0))
        or least(b.promotion, b.plan, b.bought, b.owed) < 0`,
  },
  {
    id: 'I5b',
    says: 'every package of credits in a completed order is credited once, at what was sold',
    severity: 'money',
    findBreaches: () => breach`
      select i.order_id::text as subject, 'line ' || i.line || ' gives ' || i.credits * i.quantity || ', credited are ' || coalesce(sum(e.bought), 0) as detail
      from order_items i join orders o on o.id = i.order_id
      left join credit_entries e on e.source_kind = 'order_item' and e.source_id = i.id::text and e.credit_type = i.credit_type and e.order_id = o.id
      where i.credits is not null and o.completed_at is not null and (o.credit_account_id is not null or o.buyer_user_id is not null)
      group by i.order_id, i.line, i.credits, i.quantity, o.state
      having coalesce(sum(e.bought), 0) <> i.credits * i.quantity and not (o.state = 'refunded' and count(e.id) = 0)
      union all
      select e.id::text, 'credits of an order that is ' || o.state from credit_entries e join orders o on o.id = e.order_id
      where e.kind = 'purchase' and o.completed_at is null`,
  },
  {
    id: 'I5c',
    says: 'credits whose money went back are taken back, or owed where they were spent, and never more than were given',
    severity: 'money',
    findBreaches: () => breach`
      select o.id::text as subject, e.credit_type || ': ' || e.given || ' given, ' || e.taken || ' taken back, order ' || o.state as detail
      from (
        select order_id, credit_type, coalesce(sum(bought) filter (where kind = 'purchase'), 0) as given,
          coalesce(sum(owed - bought) filter (where kind = 'refund'), 0) as taken
        from credit_entries where order_id is not null group by 1, 2
      ) e join orders o on o.id = e.order_id
      where e.taken > e.given or (o.state = 'refunded' and e.taken < e.given) or (o.state = 'completed' and e.taken > 0)`,
  },
  {
    id: 'I6',
    says: 'seats held and sold never exceed the capacity',
    severity: 'money',
    findBreaches: () => breach`
      select product_id::text as subject, held + sold || ' of ' || capacity as detail from events where held + sold > capacity or held < 0 or sold < 0`,
  },
  {
    id: 'I7',
    says: 'an event counts the seats that orders hold and bought',
    severity: 'money',
    findBreaches: () => breach`
      select e.product_id::text as subject, e.held || ' held and ' || e.sold || ' sold are counted, orders have '
        || coalesce(sum(b.quantity) filter (where b.state = 'pending'), 0) || ' and ' || coalesce(sum(b.quantity) filter (where b.state = 'confirmed'), 0) as detail
      from events e left join bookings b on b.product_id = e.product_id group by e.product_id
      having e.held <> coalesce(sum(b.quantity) filter (where b.state = 'pending'), 0) or e.sold <> coalesce(sum(b.quantity) filter (where b.state = 'confirmed'), 0)
      union all
      select o.id::text, 'seats ' || b.state || ', order ' || o.state from bookings b join orders o on o.id = b.order_id
      where (b.state = 'pending' and o.state <> 'pending') or (b.state = 'released' and o.state in ('pending', 'completed')) or (b.state = 'confirmed' and o.state in ('pending', 'cancelled', 'expired', 'refunded'))`,
  },
  {
    id: 'I9',
    says: 'no more goes back than was paid, what is promised arrives, and the order says so',
    severity: 'money',
    findBreaches: () => breach`
      select r.order_id::text as subject, sum(r.amount) || ' promised of ' || coalesce(max(p.amount), 0) as detail
      from refunds r left join payments p on p.order_id = r.order_id and p.kind = 'capture'
      where r.state <> 'failed' group by r.order_id having sum(r.amount) > coalesce(max(p.amount), 0)
      union all
      select r.order_id::text, 'refund of ' || r.amount || ' failed: ' || coalesce(r.last_error, 'by the provider')
      from refunds r join (${GIVEN_BACK}) b on b.order_id = r.order_id
      where r.state = 'failed' and b.back < b.paid and not exists (
        select from refunds n where n.order_id = r.order_id and n.state in ('pending', 'succeeded') and n.created_at >= r.created_at and n.amount >= r.amount)
      union all
      select o.id::text, b.back || ' of ' || b.paid || ' went back, the order is ' || o.state
      from (${GIVEN_BACK}) b join orders o on o.id = b.order_id
      where (b.back > 0 and o.state = 'completed') or (b.back >= b.paid and o.state not in ('refunded', 'disputed'))`,
  },
  {
    id: 'I8',
    says: 'access is open only for what was paid',
    severity: 'money',
    findBreaches: () => breach`
      select g.id::text as subject, 'open access of an order that is ' || o.state as detail
      from grants g join orders o on o.id = g.order_id
      where g.revoked_at is null and g.source_kind = 'order_item' and o.state not in ('completed', 'partially_refunded', 'disputed')`,
  },
  {
    id: 'I11',
    says: 'a completed order has one receipt in the outbox',
    severity: 'work',
    findBreaches: () => breach`
      select o.id::text as subject, 'no receipt' as detail
      from orders o left join notifications n on n.kind in ('receipt', 'renewal-receipt') and n.subject_id = o.id::text
      where o.state = 'completed' and o.buyer_email is not null and n.id is null
        and not (o.total = 0 and o.subscription_id is not null)`,
  },
  {
    id: 'I13',
    says: 'an order is the sum of its lines',
    severity: 'money',
    findBreaches: () => breach`
      select o.id::text as subject, 'lines sum to ' || coalesce(sum(i.subtotal), 0) || ', the order to ' || o.subtotal as detail
      from orders o left join order_items i on i.order_id = o.id
      group by o.id having coalesce(sum(i.subtotal), 0) <> o.subtotal or coalesce(sum(i.discount), 0) <> o.discount
        or (o.tax_mode <> 'stripe' and (coalesce(sum(i.tax), 0) <> o.tax or coalesce(sum(i.total), 0) <> o.total))`,
  },
  {
    id: 'I15',
    says: 'one session of the provider belongs to one frozen request',
    severity: 'money',
    findBreaches: () => breach`
      select order_id::text as subject, count(*) || ' sessions can be paid at once' as detail
      from stripe_checkout_sessions where status in ('creating', 'open') group by order_id having count(*) > 1`,
  },
  {
    id: 'I17',
    says: 'what the sellers of an order get and what the shop keeps is what was paid, as agreed',
    severity: 'money',
    findBreaches: () => breach`
      with shared as (
        select s.order_id, o.total - case when o.tax_mode = 'stripe' then o.tax else 0 end as total, o.completed_at,
          count(*) as shares, sum(s.gross) as gross, bool_or(s.fee > s.gross) as overcharged, bool_or(s.way = 'destination') as by_charge,
          bool_or((s.sold_at is null) <> (o.completed_at is null)) as unsold
        from order_shares s join orders o on o.id = s.order_id group by s.order_id, o.id
      )
      select order_id::text as subject, 'shares of ' || gross || ' in ' || total as detail from shared
      where gross > total or (by_charge and (shares > 1 or gross <> total))
      union all
      select order_id::text, 'a fee above what it is of' from shared where overcharged
      union all
      select order_id::text, 'shares that do not say whether they are sold' from shared where unsold
      union all
      select i.order_id::text, 'lines of a seller come to ' || sum(i.total) || ', the share is ' || coalesce(max(s.gross)::text, 'missing')
      from order_items i join orders o on o.id = i.order_id left join order_shares s on s.order_id = i.order_id and s.seller_id = i.seller_id
      where i.seller_id is not null and o.completed_at is not null group by i.order_id, i.seller_id having sum(i.total) <> coalesce(max(s.gross), 0)
      union all
      select s.order_id::text, coalesce('a transfer of ' || t.amount || ' ' || t.currency, 'no transfer') || ', due are ' || s.gross - s.fee || ' ' || s.currency
      from order_shares s left join transfers t on t.order_id = s.order_id and t.seller_id = s.seller_id
      where case when s.sold_at is null or s.way <> 'transfer' or s.gross = s.fee then t.id is not null
        else (t.amount, t.currency) is distinct from (s.gross - s.fee, s.currency) or t.account_id <> s.account_id and not exists (
          select from audit_log a where a.order_id = t.order_id and a.subject_id = t.id::text and a.action = 'transfer.promised-again'
            and (a.facts ->> 'generation')::integer = t.generation and a.facts ->> 'accountId' = t.account_id) end`,
  },
  {
    id: 'transfers',
    says: 'every transfer to a seller is made, none was refused',
    severity: 'work',
    findBreaches: (now) => breach`
      select order_id::text as subject, 'transfer ' || id || ' ' || state || coalesce(': ' || last_error, '') as detail from transfers
      where state = 'failed' or (state = 'requested' and created_at < ${now}::timestamptz - interval '15 minutes')`,
  },
  {
    id: 'coupons',
    says: 'a coupon was used as often as orders hold a use of it',
    severity: 'money',
    findBreaches: () => breach`
      select c.code as subject, c.uses || ' uses counted, ' || count(r.order_id) || ' held' as detail
      from coupons c left join coupon_redemptions r on r.coupon_id = c.id and r.state in ('reserved', 'used')
      group by c.id having count(r.order_id) <> c.uses
      union all
      select c.code, coalesce(sum(b.uses), 0) || ' uses by buyers, ' || c.uses || ' counted'
      from coupons c left join coupon_buyers b on b.coupon_id = c.id group by c.id having coalesce(sum(b.uses), 0) <> c.uses`,
  },
  {
    id: 'ended',
    says: 'an ended order holds no coupon',
    severity: 'money',
    findBreaches: () => breach`
      select o.id::text as subject, 'coupon use ' || r.state as detail
      from orders o join coupon_redemptions r on r.order_id = o.id where o.state in ('cancelled', 'expired') and r.state = 'reserved'`,
  },
  {
    id: 'review',
    says: 'no payment waits for the operator',
    severity: 'work',
    findBreaches: () =>
      breach`select id::text as subject, quarantine_reason as detail from orders where quarantined_at is not null`,
  },
  {
    id: 'I10',
    says: 'every received event is dealt with, none is parked',
    severity: 'work',
    findBreaches: (now) => breach`
      select id as subject, type || ' ' || state as detail from stripe_events
      where state = 'parked' or (state in ('received', 'failed') and received_at < ${now}::timestamptz - interval '15 minutes')`,
  },
  {
    id: 'ignored',
    says: 'what was ignored in the last month is about nothing that is ours by now; what is can be replayed',
    severity: 'work',
    findBreaches: (now) => breach`
      select e.id as subject, e.type || ' of ' || e.object_id || ' was ignored: ' || e.note as detail
      from stripe_events e where e.state = 'ignored' and e.received_at > ${now}::timestamptz - interval '30 days'
        and e.account is null and e.type = any(${[...USED_TYPES.ofShop]}::text[]) and (
          exists (select from stripe_checkout_sessions s where s.session_id = e.object_id)
          or exists (select from stripe_checkout_sessions s where s.payment_intent_id = e.object_id)
          or exists (select from subscriptions s where s.provider_subscription_id = e.object_id)
          or exists (select from subscription_invoices i where i.provider_invoice_id = e.object_id))`,
  },
  {
    id: 'mails',
    says: 'every message is sent, none was given up; to whom WhatsApp delivers is its own affair',
    severity: 'work',
    findBreaches: (now) => breach`
      select id::text as subject, kind || ' ' || state || coalesce(' ' || last_error, '') as detail from notifications
      where (state = 'failed' and not (kind = 'booking-confirmed' and last_error like 'WhatsApp refused %')) or (state = 'pending' and created_at < ${now}::timestamptz - interval '15 minutes')`,
  },
  {
    id: 'webhooks',
    says: 'every webhook goes out when it is due, and every message that is told has somebody it goes to',
    severity: 'work',
    findBreaches: (now) => breach`
      select d.id::text as subject, d.type || ' is due since ' || d.next_attempt_at || coalesce(', ' || d.last_error, '') as detail from webhook_deliveries d
      where d.state = 'pending' and greatest(d.next_attempt_at, d.queued_at, d.leased_until) < ${now}::timestamptz - interval '15 minutes'
        and not exists (select from webhook_deliveries e where e.receiver_id = d.receiver_id and e.ordering_key = d.ordering_key and e.state = 'pending' and e.position < d.position)
      union all
      select m.id::text, m.type || ' goes to nobody' from webhook_messages m where not exists (select from webhook_deliveries d where d.message_id = m.id)`,
  },
  {
    id: 'carts',
    says: 'what an order did to its cart has arrived there',
    severity: 'work',
    findBreaches: (now) => breach`
      select order_id::text as subject, change as detail from cart_changes
      where next_attempt_at is not null and created_at < ${now}::timestamptz - interval '15 minutes'`,
  },
  {
    id: 'due',
    says: 'no pending order is older than its session',
    severity: 'work',
    findBreaches: (now) => breach`
      select o.id::text as subject, 'still pending, its session ended ' || s.expires_at as detail
      from orders o join stripe_checkout_sessions s on s.order_id = o.id
      where o.state = 'pending' and o.quarantined_at is null and s.status in ('creating', 'open') and s.expires_at < ${now}::timestamptz - interval '15 minutes'`,
  },
  ...SUBSCRIPTION_INVARIANTS,
]

export async function breachesOf(
  db: Db,
  invariant: Invariant,
  now: Date,
): Promise<{ subject: string; detail: string }[]> {
  return (await invariant.findBreaches(now).execute(db)).rows
}
