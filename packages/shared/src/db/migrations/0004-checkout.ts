import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table stripe_checkout_sessions (
      id uuid primary key,
      order_id uuid not null references orders (id),
      idempotency_key text not null unique,
      request jsonb not null,
      status text not null,
      session_id text unique,
      url text,
      payment_status text,
      payment_intent_id text,
      expires_at timestamptz not null,
      next_check_at timestamptz,
      checks integer not null default 0,
      created_at timestamptz not null,
      opened_at timestamptz,
      closed_at timestamptz,
      constraint stripe_checkout_sessions_status_known check (status in ('creating', 'open', 'complete', 'expired', 'refused')),
      constraint stripe_checkout_sessions_opened_has_id check (status in ('creating', 'refused') or session_id is not null)
    )`.execute(db)
  await sql`create unique index stripe_checkout_sessions_one_open on stripe_checkout_sessions (order_id) where status in ('creating', 'open')`.execute(
    db,
  )
  await sql`create index stripe_checkout_sessions_by_order on stripe_checkout_sessions (order_id)`.execute(db)
  await sql`create index stripe_checkout_sessions_by_payment on stripe_checkout_sessions (payment_intent_id) where payment_intent_id is not null`.execute(
    db,
  )
  await sql`create index stripe_checkout_sessions_due on stripe_checkout_sessions (next_check_at) where next_check_at is not null`.execute(
    db,
  )

  await sql`
    create table payments (
      id uuid primary key,
      order_id uuid not null references orders (id),
      kind text not null,
      provider_object_id text not null,
      amount bigint not null,
      currency text not null,
      account text,
      livemode boolean not null,
      captured_at timestamptz not null,
      recorded_at timestamptz not null,
      constraint payments_kind_known check (kind in ('capture')),
      constraint payments_fact_once unique (kind, provider_object_id),
      constraint payments_positive check (amount > 0)
    )`.execute(db)
  await sql`create unique index payments_one_capture_per_order on payments (order_id) where kind = 'capture'`.execute(
    db,
  )

  await sql`
    create table payment_attempts (
      id uuid primary key,
      order_id uuid not null references orders (id),
      provider_object_id text not null unique,
      code text not null,
      at timestamptz not null
    )`.execute(db)
  await sql`create index payment_attempts_by_order on payment_attempts (order_id, at)`.execute(db)

  await sql`
    create table stripe_events (
      id text primary key,
      type text not null,
      state text not null,
      object_id text,
      order_id uuid references orders (id),
      account text,
      api_version text,
      livemode boolean not null,
      payload jsonb not null,
      note text,
      attempts integer not null default 0,
      occurred_at timestamptz not null,
      received_at timestamptz not null,
      processed_at timestamptz,
      next_attempt_at timestamptz,
      constraint stripe_events_state_known check (state in ('received', 'done', 'ignored', 'later', 'parked', 'failed'))
    )`.execute(db)
  await sql`create index stripe_events_newest on stripe_events (received_at desc, id desc)`.execute(db)
  await sql`create index stripe_events_by_state on stripe_events (state, received_at desc, id desc)`.execute(db)
  await sql`create index stripe_events_by_order on stripe_events (order_id) where order_id is not null`.execute(db)
  await sql`create index stripe_events_due on stripe_events (next_attempt_at) where next_attempt_at is not null`.execute(
    db,
  )

  await sql`
    create table grants (
      id uuid primary key,
      source_kind text not null,
      source_id uuid not null,
      order_id uuid references orders (id),
      product_id uuid not null references products (id),
      user_id uuid references users (id),
      email text,
      quantity integer not null,
      granted_at timestamptz not null,
      revoked_at timestamptz,
      revoke_reason text,
      constraint grants_once_per_source unique (source_kind, source_id, product_id),
      constraint grants_have_an_owner check (user_id is not null or email is not null)
    )`.execute(db)
  await sql`create index grants_by_user on grants (user_id, granted_at desc) where user_id is not null`.execute(db)
  await sql`create index grants_by_email on grants (email) where email is not null`.execute(db)
  await sql`create index grants_by_order on grants (order_id)`.execute(db)

  await sql`
    create table notifications (
      id uuid primary key,
      kind text not null,
      subject_id text not null,
      order_id uuid references orders (id),
      recipient text not null,
      payload jsonb not null default '{}',
      state text not null,
      attempts integer not null default 0,
      last_error text,
      created_at timestamptz not null,
      queued_at timestamptz not null,
      next_attempt_at timestamptz,
      sent_at timestamptz,
      constraint notifications_once unique (kind, subject_id),
      constraint notifications_state_known check (state in ('pending', 'sent', 'failed'))
    )`.execute(db)
  await sql`create index notifications_by_order on notifications (order_id) where order_id is not null`.execute(db)
  await sql`create index notifications_due on notifications (next_attempt_at) where state = 'pending'`.execute(db)
}
