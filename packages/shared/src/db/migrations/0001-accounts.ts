import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table users (
      id uuid primary key,
      external_id text not null unique,
      email text unique,
      roles text[] not null default '{buyer}',
      created_at timestamptz not null,
      constraint users_email_is_lower check (email = lower(email)),
      constraint users_roles_known check (roles <@ array['buyer', 'seller', 'staff'])
    )`.execute(db)

  await sql`
    create table auth_sessions (
      id uuid primary key,
      user_id uuid not null references users (id),
      token_hash bytea not null unique,
      created_at timestamptz not null,
      last_seen_at timestamptz not null,
      expires_at timestamptz not null,
      revoked_at timestamptz
    )`.execute(db)
  await sql`create index auth_sessions_by_user on auth_sessions (user_id) where revoked_at is null`.execute(db)

  await sql`
    create table sign_in_challenges (
      id uuid primary key,
      email text not null,
      purpose text not null,
      code_hash bytea,
      link_hash bytea unique,
      next_path text,
      requested_by bytea,
      wrong_tries integer not null default 0,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      used_at timestamptz,
      constraint sign_in_challenges_purpose_known check (purpose in ('request', 'mail', 'printed')),
      constraint sign_in_challenges_tries check (wrong_tries between 0 and 5)
    )`.execute(db)
  await sql`create index sign_in_challenges_by_email on sign_in_challenges (email, created_at desc)`.execute(db)
  await sql`create index sign_in_challenges_by_requester on sign_in_challenges (requested_by, created_at desc)`.execute(
    db,
  )

  await sql`
    create table audit_log (
      id uuid primary key,
      at timestamptz not null,
      actor_kind text not null,
      actor_id text,
      action text not null,
      order_id uuid,
      subject_id text,
      facts jsonb not null default '{}',
      request_id text
    )`.execute(db)
  await sql`create index audit_log_by_order on audit_log (order_id, at) where order_id is not null`.execute(db)

  await sql`
    create table idempotency_keys (
      scope text not null,
      key text not null,
      request_hash bytea not null,
      answer jsonb,
      created_at timestamptz not null,
      locked_until timestamptz not null,
      primary key (scope, key)
    )`.execute(db)
  await sql`create index idempotency_keys_by_age on idempotency_keys (created_at)`.execute(db)
}
