import { type Kysely, sql } from 'kysely'

/**
 * Plans and their subscribers. A subscription mirrors Stripe's, under the statuses that Stripe gives it. `sync_sequence` is drawn
 * before Stripe is asked and `applied_sequence` is the newest that was written down, so that an older answer never overwrites a
 * newer one. `living_key` is who has which plan while it lives, so nobody has one twice. Every paid invoice after the first has
 * an order of its own. Events of subscriptions, kept until now, are acted on.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table plans (
      product_id uuid primary key references products (id),
      trial_days integer not null default 0,
      opens_seller_id uuid references sellers (id),
      credit_type text,
      credits_per_month integer,
      credits_per_year integer,
      constraint plans_trial_range check (trial_days between 0 and 730),
      constraint plans_credits_of_a_type check ((credit_type is null) = (credits_per_month is null and credits_per_year is null)),
      constraint plans_credits_positive check (credits_per_month > 0 and credits_per_year > 0),
      constraint plans_credit_type_form check (credit_type ~ '^[a-z][a-z0-9_]{0,31}$')
    )`.execute(db)
  await sql`create index plans_by_opened_seller on plans (opens_seller_id) where opens_seller_id is not null`.execute(
    db,
  )
  await sql`create index products_by_seller on products (seller_id) where seller_id is not null`.execute(db)
  await sql`insert into plans (product_id) select id from products where kind = 'plan'`.execute(db)
  await sql`
    create table provider_prices (
      provider_price_id text primary key,
      price_id uuid not null references prices (id),
      created_at timestamptz not null
    )`.execute(db)
  await sql`create index provider_prices_by_price on provider_prices (price_id)`.execute(db)

  await sql`
    create table subscriptions (
      id uuid primary key,
      order_id uuid not null unique references orders (id),
      instance text not null,
      user_id uuid references users (id),
      email text,
      living_key text unique,
      duplicate_of uuid references subscriptions (id),
      product_id uuid not null references products (id),
      price_id uuid not null references prices (id),
      seller_id uuid references sellers (id),
      account_id text,
      fee_ppm integer,
      provider_subscription_id text not null unique,
      provider_customer_id text not null,
      status text not null,
      currency text not null,
      unit_amount bigint not null,
      tax_on_top boolean not null,
      next_amount bigint,
      period_starts_at timestamptz not null,
      period_ends_at timestamptz not null,
      trial_ends_at timestamptz,
      is_trial boolean not null default false,
      paid_until timestamptz,
      cancel_at timestamptz,
      canceled_at timestamptz,
      ended_at timestamptz,
      paused_at timestamptz,
      resumes_at timestamptz,
      past_due_since timestamptz,
      has_access boolean not null default false,
      access_ends_at timestamptz,
      allowance_type text,
      allowance bigint not null default 0,
      card jsonb,
      sync_sequence integer not null default 0,
      applied_sequence integer not null default 0,
      next_check_at timestamptz,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      constraint subscriptions_have_an_owner check (user_id is not null or email is not null),
      constraint subscriptions_status_known check (status in
        ('incomplete', 'incomplete_expired', 'trialing', 'active', 'past_due', 'unpaid', 'paused', 'canceled')),
      constraint subscriptions_seller_paid check ((seller_id is null) = (account_id is null) and (seller_id is null) = (fee_ppm is null)),
      constraint subscriptions_end_closes check (status not in ('canceled', 'incomplete_expired') or (not has_access and living_key is null)),
      constraint subscriptions_duplicates_give_nothing check (duplicate_of is null or (not has_access and living_key is null)),
      constraint subscriptions_allowance_not_negative check (allowance >= 0 and (allowance_type is not null or allowance = 0))
    )`.execute(db)
  await sql`create index subscriptions_by_user on subscriptions (user_id, created_at desc, id desc) where user_id is not null`.execute(
    db,
  )
  await sql`create index subscriptions_by_email on subscriptions (email, created_at desc, id desc) where email is not null`.execute(
    db,
  )
  await sql`create index subscriptions_by_customer on subscriptions (provider_customer_id)`.execute(db)
  await sql`create index subscriptions_newest on subscriptions (created_at desc, id desc)`.execute(db)
  await sql`create index subscriptions_by_status on subscriptions (status, created_at desc, id desc)`.execute(db)
  await sql`create index subscriptions_due on subscriptions (next_check_at) where next_check_at is not null`.execute(db)

  await sql`
    create table subscription_invoices (
      id uuid primary key,
      subscription_id uuid not null references subscriptions (id),
      provider_invoice_id text not null unique,
      number text,
      reason text not null,
      status text not null,
      price_id uuid references prices (id),
      currency text not null,
      subtotal bigint not null,
      tax bigint not null,
      total bigint not null,
      amount_due bigint not null,
      amount_paid bigint not null,
      attempts integer not null,
      next_attempt_at timestamptz,
      covers_from timestamptz,
      covers_to timestamptz,
      payment_intent_id text unique,
      order_id uuid unique references orders (id),
      allowance_at timestamptz,
      created_at timestamptz not null,
      paid_at timestamptz,
      constraint subscription_invoices_status_known check (status in ('draft', 'open', 'paid', 'uncollectible', 'void')),
      constraint subscription_invoices_covers check ((covers_from is null) = (covers_to is null) and covers_to > covers_from),
      constraint subscription_invoices_paid_at check (status <> 'paid' or paid_at is not null)
    )`.execute(db)
  await sql`create index subscription_invoices_by_subscription on subscription_invoices (subscription_id, created_at desc, id desc)`.execute(
    db,
  )

  await sql`alter table orders add column subscription_id uuid references subscriptions (id)`.execute(db)
  await sql`create index orders_by_subscription on orders (subscription_id) where subscription_id is not null`.execute(
    db,
  )
  await sql`alter table order_items add column plan_interval text, add column trial_days integer not null default 0,
    add constraint order_items_plan check (plan_interval in ('month', 'year') and kind = 'plan' or plan_interval is null and trial_days = 0)`.execute(
    db,
  )
  await sql`alter table stripe_events add column instance text, add column subscription_id uuid references subscriptions (id)`.execute(
    db,
  )
  await sql`create index stripe_events_by_subscription on stripe_events (subscription_id) where subscription_id is not null`.execute(
    db,
  )
  await sql`create index stripe_events_ignored on stripe_events (instance, received_at desc, id desc) where state = 'ignored'`.execute(
    db,
  )
  await sql`
    update stripe_events set state = 'received', next_attempt_at = received_at, processed_at = null, note = null
    where state = 'later' and (type like 'customer.subscription.%' or type like 'invoice.%')`.execute(db)
}
