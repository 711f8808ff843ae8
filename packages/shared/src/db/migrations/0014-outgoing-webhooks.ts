import { type Kysely, sql } from 'kysely'

/** Events that are told to endpoints of the shop, of sellers, and to plugin sites. Rows are marked, never deleted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table webhook_endpoints (
      id uuid primary key,
      owner text not null,
      seller_id uuid references sellers (id),
      url text not null,
      description text,
      event_types text[] not null default '{}',
      secret bytea not null,
      previous_secret bytea,
      previous_secret_until timestamptz,
      plugin_form boolean not null default false,
      state text not null default 'active',
      disabled_reason text,
      failing_since timestamptz,
      last_success_at timestamptz,
      created_at timestamptz not null,
      removed_at timestamptz,
      constraint webhook_endpoints_owner_known check (owner in ('shop', 'seller')),
      constraint webhook_endpoints_owner_named check ((owner = 'seller') = (seller_id is not null)),
      constraint webhook_endpoints_state_known check (state in ('active', 'disabled')),
      constraint webhook_endpoints_reason check ((state = 'disabled') = (disabled_reason is not null)),
      constraint webhook_endpoints_rotation check ((previous_secret is null) = (previous_secret_until is null))
    )`.execute(db)
  await sql`
    create index webhook_endpoints_by_owner on webhook_endpoints (owner, seller_id, created_at desc, id desc)
      where removed_at is null`.execute(db)

  await sql`
    create table webhook_messages (
      id uuid primary key,
      type text not null,
      at timestamptz not null,
      ordering_key text not null,
      order_id uuid references orders (id),
      audience text not null,
      seller_id uuid references sellers (id),
      site_id uuid references plugin_sites (id),
      data jsonb not null,
      constraint webhook_messages_audience check (
        case audience
          when 'shop' then seller_id is null and site_id is null
          when 'seller' then seller_id is not null and site_id is null
          when 'site' then seller_id is null and site_id is not null
          else false end
      )
    )`.execute(db)
  await sql`create index webhook_messages_by_order on webhook_messages (order_id) where order_id is not null`.execute(
    db,
  )

  await sql`
    create table webhook_deliveries (
      id uuid primary key,
      position bigint generated always as identity unique,
      message_id uuid not null references webhook_messages (id),
      endpoint_id uuid references webhook_endpoints (id),
      site_id uuid references plugin_sites (id),
      receiver_id uuid not null generated always as (coalesce(endpoint_id, site_id)) stored,
      type text not null,
      ordering_key text not null,
      body text,
      state text not null default 'pending',
      attempts integer not null default 0,
      tries integer not null default 0,
      created_at timestamptz not null,
      queued_at timestamptz,
      next_attempt_at timestamptz,
      leased_until timestamptz,
      last_status integer,
      last_error text,
      delivered_at timestamptz,
      constraint webhook_deliveries_one_receiver check ((endpoint_id is null) <> (site_id is null)),
      constraint webhook_deliveries_once_per_receiver unique (message_id, receiver_id),
      constraint webhook_deliveries_state_known check (state in ('pending', 'delivered', 'failed', 'cancelled')),
      constraint webhook_deliveries_due check ((state = 'pending') = (next_attempt_at is not null)),
      constraint webhook_deliveries_delivered check ((state = 'delivered') <= (delivered_at is not null)),
      constraint webhook_deliveries_counted check (tries >= 0 and attempts >= tries)
    )`.execute(db)
  await sql`
    create index webhook_deliveries_waiting on webhook_deliveries (receiver_id, ordering_key, position)
      where state = 'pending'`.execute(db)
  await sql`
    create index webhook_deliveries_due on webhook_deliveries (next_attempt_at) where state = 'pending'`.execute(db)
  await sql`
    create index webhook_deliveries_in_flight on webhook_deliveries (receiver_id, leased_until)
      where leased_until is not null`.execute(db)
  await sql`
    create index webhook_deliveries_hanging on webhook_deliveries (receiver_id)
      where state = 'pending' and last_error = 'timed out'`.execute(db)
  await sql`create index webhook_deliveries_by_receiver on webhook_deliveries (receiver_id, position)`.execute(db)
  await sql`create index webhook_deliveries_by_state on webhook_deliveries (state, position)`.execute(db)
  await sql`create index webhook_deliveries_by_type on webhook_deliveries (type, position)`.execute(db)

  await sql`
    create table webhook_attempts (
      delivery_id uuid not null references webhook_deliveries (id),
      number integer not null,
      at timestamptz not null,
      url text not null,
      request_headers jsonb not null,
      status integer,
      answer_headers jsonb,
      answer_body text,
      error text,
      duration_ms integer,
      primary key (delivery_id, number)
    )`.execute(db)
}
