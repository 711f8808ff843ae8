import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table refunds (
      id uuid primary key,
      order_id uuid not null references orders (id),
      reason text not null,
      provider_payment_id text not null,
      amount bigint not null,
      currency text not null,
      state text not null,
      provider_refund_id text unique,
      attempts integer not null default 0,
      last_error text,
      created_at timestamptz not null,
      next_attempt_at timestamptz,
      settled_at timestamptz,
      constraint refunds_once_per_reason unique (order_id, reason),
      constraint refunds_positive check (amount > 0),
      constraint refunds_state_known check (state in ('requested', 'pending', 'succeeded', 'failed'))
    )`.execute(db)
  await sql`create index refunds_due on refunds (next_attempt_at) where next_attempt_at is not null`.execute(db)
}
