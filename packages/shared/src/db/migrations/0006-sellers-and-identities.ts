import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table user_identities (
      issuer text not null,
      subject text not null,
      user_id uuid not null references users (id),
      created_at timestamptz not null,
      primary key (issuer, subject)
    )`.execute(db)
  await sql`create index user_identities_by_user on user_identities (user_id)`.execute(db)

  await sql`
    alter table sellers
      add column account_id text unique,
      add column charges_enabled boolean not null default false,
      add column payouts_enabled boolean not null default false,
      add column details_submitted boolean not null default false,
      add column requirements_due text[] not null default '{}',
      add column account_seen_at timestamptz,
      add column fee_ppm integer,
      add constraint sellers_fee_range check (fee_ppm between 0 and 1000000),
      add constraint sellers_ready_with_account check (account_id is not null or not charges_enabled)`.execute(db)

  await sql`
    create table order_shares (
      order_id uuid not null references orders (id),
      seller_id uuid not null references sellers (id),
      way text not null,
      account_id text not null,
      currency text not null,
      gross bigint not null,
      fee bigint not null,
      fee_ppm integer not null,
      sold_at timestamptz,
      refunded bigint not null default 0,
      fee_refunded bigint not null default 0,
      primary key (order_id, seller_id),
      constraint order_shares_way_known check (way in ('destination', 'transfer')),
      constraint order_shares_fee_within_gross check (fee >= 0 and fee <= gross),
      constraint order_shares_refund_within_gross check (refunded >= 0 and refunded <= gross),
      constraint order_shares_fee_refund_within_fee check (fee_refunded >= 0 and fee_refunded <= fee)
    )`.execute(db)
  await sql`
    create unique index order_shares_one_destination on order_shares (order_id) where way = 'destination'`.execute(db)
  await sql`
    create index order_shares_by_seller on order_shares (seller_id, sold_at desc, order_id desc)
    where sold_at is not null`.execute(db)

  await sql`
    create table transfers (
      id uuid primary key,
      order_id uuid not null,
      seller_id uuid not null,
      account_id text not null,
      source_charge_id text not null,
      amount bigint not null,
      currency text not null,
      state text not null,
      provider_transfer_id text unique,
      attempts integer not null default 0,
      last_error text,
      created_at timestamptz not null,
      next_attempt_at timestamptz,
      settled_at timestamptz,
      constraint transfers_once_per_seller unique (order_id, seller_id),
      constraint transfers_of_a_share foreign key (order_id, seller_id) references order_shares (order_id, seller_id),
      constraint transfers_positive check (amount > 0),
      constraint transfers_state_known check (state in ('requested', 'succeeded', 'failed'))
    )`.execute(db)
  await sql`create index transfers_due on transfers (next_attempt_at) where next_attempt_at is not null`.execute(db)

  await sql`
    create table product_parts (
      product_id uuid not null references products (id),
      part_id uuid not null references products (id),
      position integer not null,
      primary key (product_id, part_id),
      constraint product_parts_position_once unique (product_id, position),
      constraint product_parts_not_itself check (product_id <> part_id)
    )`.execute(db)
  await sql`create index product_parts_by_part on product_parts (part_id)`.execute(db)
}
