import { breach, type Invariant } from './invariant.ts'

/** What must hold of plans and their subscribers. */
export const SUBSCRIPTION_INVARIANTS: readonly Invariant[] = [
  {
    id: 'plans',
    says: 'an order of a plan that is complete began one subscription, or is of one of its later invoices',
    severity: 'money',
    findBreaches: () => breach`
      select o.id::text as subject, 'a plan without a subscription' as detail
      from orders o join order_items i on i.order_id = o.id left join subscriptions s on s.id = o.subscription_id
      where i.plan_interval is not null and o.state in ('completed', 'partially_refunded', 'disputed') and s.id is null`,
  },
  {
    id: 'plan-access',
    says: 'a subscription opens its plan, and nothing else, exactly while it gives access',
    severity: 'money',
    findBreaches: () => breach`
      select s.id::text as subject, 'access is ' || s.has_access || ', open are ' || count(g.id) || ' grants' as detail
      from subscriptions s left join grants g on g.source_kind = 'subscription' and g.source_id = s.id and g.revoked_at is null
      group by s.id
      having count(g.id) <> case when s.has_access then 1 else 0 end or bool_or(g.product_id <> s.product_id)
      union all
      select g.id::text, 'a grant of no subscription' from grants g
      where g.source_kind = 'subscription' and not exists (select from subscriptions s where s.id = g.source_id)`,
  },
  {
    id: 'I16',
    says: 'every paid period sets the allowance once, and nothing else does',
    severity: 'money',
    findBreaches: () => breach`
      select i.id::text as subject, 'a paid period without its allowance' as detail
      from subscription_invoices i join subscriptions s on s.id = i.subscription_id
      where i.status = 'paid' and i.covers_to is not null and i.reason in ('subscription_create', 'subscription_cycle')
        and i.allowance_at is null and s.user_id is not null and s.duplicate_of is null and s.applied_sequence = s.sync_sequence
      union all
      select e.id::text, 'an allowance for an invoice that is ' || coalesce(i.status || ', ' || i.reason, 'not there')
      from credit_entries e left join subscription_invoices i on i.id::text = e.source_id
      where e.kind = 'allowance' and (i.id is null or i.status <> 'paid' or i.reason not in ('subscription_create', 'subscription_cycle'))`,
  },
  {
    id: 'invoices',
    says: 'what an invoice was paid is in one order of the same amount',
    severity: 'money',
    findBreaches: () => breach`
      select i.id::text as subject, 'paid ' || i.amount_paid || ' ' || i.currency || ', the order has ' || o.total || ' ' || o.currency as detail
      from subscription_invoices i join orders o on o.id = i.order_id
      where o.quarantined_at is null and (i.amount_paid, i.currency) is distinct from (o.total, o.currency)`,
  },
  {
    id: 'unbooked',
    says: 'no paid invoice waits for its order',
    severity: 'work',
    findBreaches: (now) => breach`
      select i.id::text as subject, 'paid ' || i.amount_paid || ' ' || i.currency || ' by no payment that is known' as detail
      from subscription_invoices i where i.status = 'paid' and i.amount_paid > 0 and i.order_id is null and i.paid_at < ${now}::timestamptz - interval '15 minutes'`,
  },
  {
    id: 'doubled',
    says: 'a second subscription to the same plan is ended',
    severity: 'work',
    findBreaches: (now) => breach`
      select id::text as subject, 'a double that is ' || status as detail from subscriptions
      where duplicate_of is not null and status not in ('canceled', 'incomplete_expired') and created_at < ${now}::timestamptz - interval '15 minutes'`,
  },
  {
    id: 'looked-at',
    says: 'every living subscription is looked at when something is due, and what is seen is written down',
    severity: 'work',
    findBreaches: (now) => breach`
      select id::text as subject, 'due since ' || coalesce(next_check_at::text, 'ever') as detail from subscriptions
      where status not in ('canceled', 'incomplete_expired') and (next_check_at is null or next_check_at < ${now}::timestamptz - interval '15 minutes')
      union all
      select id::text, 'looked at ' || sync_sequence - applied_sequence || ' times in vain' from subscriptions
      where sync_sequence - applied_sequence > 3 and updated_at < ${now}::timestamptz - interval '15 minutes'`,
  },
]
