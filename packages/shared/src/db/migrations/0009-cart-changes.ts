import { type Kysely, sql } from 'kysely'

/** What orders did to carts, each once; and the age of a cart, which ends it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table cart_changes (
      order_id uuid not null references orders (id),
      change text not null,
      token_hash bytea not null,
      number bigint generated always as identity,
      created_at timestamptz not null,
      next_attempt_at timestamptz,
      primary key (order_id, change),
      constraint cart_changes_known check (change in ('accept-prices', 'take-bought', 'return-bought'))
    )`.execute(db)
  await sql`create index cart_changes_owed on cart_changes (token_hash) where next_attempt_at is not null`.execute(db)
  await sql`create index cart_changes_due on cart_changes (next_attempt_at) where next_attempt_at is not null`.execute(
    db,
  )
  await sql`create index carts_by_age on carts (updated_at)`.execute(db)
}
