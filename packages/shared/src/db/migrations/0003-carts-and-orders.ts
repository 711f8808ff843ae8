import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table carts (
      id uuid primary key,
      token_hash bytea not null unique,
      coupon_code text,
      created_at timestamptz not null,
      updated_at timestamptz not null
    )`.execute(db)
  await sql`
    create table cart_lines (
      id uuid primary key,
      cart_id uuid not null references carts (id) on delete cascade,
      product_id uuid not null references products (id),
      quantity integer not null,
      seen_unit_amount bigint not null,
      seen_currency text not null,
      added_at timestamptz not null,
      constraint cart_lines_once_per_product unique (cart_id, product_id),
      constraint cart_lines_quantity check (quantity between 1 and 99)
    )`.execute(db)

  await sql`
    create table orders (
      id uuid primary key,
      number bigint not null generated always as identity (start with 1001) unique,
      state text not null,
      source text not null,
      instance text not null,
      cart_id uuid references carts (id) on delete set null,
      buyer_user_id uuid references users (id),
      buyer_email text,
      currency text not null,
      subtotal bigint not null,
      discount bigint not null,
      tax bigint not null,
      total bigint not null,
      tax_mode text not null,
      tax_country text,
      tax_rate_bps integer,
      coupon_id uuid references coupons (id),
      coupon_code text,
      fingerprint bytea not null,
      request_id text,
      created_at timestamptz not null,
      submitted_at timestamptz,
      completed_at timestamptz,
      ended_at timestamptz,
      quarantined_at timestamptz,
      quarantine_reason text,
      constraint orders_state_known check (state in ('pending', 'completed', 'partially_refunded', 'refunded', 'cancelled', 'expired', 'disputed')),
      constraint orders_sum check (total = subtotal - discount + case when tax_mode in ('exclusive', 'stripe') then tax else 0 end),
      constraint orders_not_negative check (subtotal >= 0 and discount between 0 and subtotal and tax >= 0),
      constraint orders_tax_mode_known check (tax_mode in ('off', 'inclusive', 'exclusive', 'stripe')),
      constraint orders_completed_when_paid check (state in ('pending', 'cancelled', 'expired', 'refunded') or completed_at is not null)
    )`.execute(db)
  await sql`create unique index orders_one_open_per_cart on orders (cart_id) where state = 'pending' and submitted_at is null`.execute(
    db,
  )
  await sql`create index orders_newest on orders (created_at desc, id desc)`.execute(db)
  await sql`create index orders_by_state on orders (state, created_at desc, id desc)`.execute(db)
  await sql`create index orders_by_user on orders (buyer_user_id, created_at desc, id desc) where buyer_user_id is not null`.execute(
    db,
  )
  await sql`create index orders_by_email on orders (buyer_email, created_at desc, id desc) where buyer_email is not null`.execute(
    db,
  )
  await sql`
    create function refuse_order_state_move() returns trigger language plpgsql as $$
    begin
      if old.state <> new.state and not (old.state || '>' || new.state) = any (array[
        'pending>completed', 'pending>cancelled', 'pending>expired',
        'expired>completed', 'cancelled>completed', 'expired>refunded', 'cancelled>refunded',
        'completed>partially_refunded', 'completed>refunded', 'completed>disputed',
        'partially_refunded>refunded', 'partially_refunded>disputed',
        'disputed>completed', 'disputed>partially_refunded', 'disputed>refunded'
      ]) then
        raise exception 'an order does not go from % to %', old.state, new.state using errcode = 'integrity_constraint_violation', constraint = 'orders_state_moves';
      end if;
      return new;
    end $$`.execute(db)
  await sql`create trigger orders_state_moves before update of state on orders for each row execute function refuse_order_state_move()`.execute(
    db,
  )

  await sql`
    create table order_items (
      id uuid primary key,
      order_id uuid not null references orders (id),
      line integer not null,
      product_id uuid not null references products (id),
      price_id uuid not null references prices (id),
      seller_id uuid references sellers (id),
      kind text not null,
      title text not null,
      quantity integer not null,
      unit_amount bigint not null,
      subtotal bigint not null,
      discount bigint not null,
      tax bigint not null,
      total bigint not null,
      constraint order_items_line_once unique (order_id, line),
      constraint order_items_sum check (subtotal = unit_amount * quantity and discount between 0 and subtotal)
    )`.execute(db)
  await sql`create index order_items_by_product on order_items (product_id)`.execute(db)

  await sql`
    create table bookings (
      id uuid primary key,
      order_id uuid not null references orders (id),
      order_item_id uuid not null unique references order_items (id),
      product_id uuid not null references events (product_id),
      quantity integer not null,
      state text not null,
      created_at timestamptz not null,
      confirmed_at timestamptz,
      released_at timestamptz,
      constraint bookings_state_known check (state in ('pending', 'confirmed', 'released')),
      constraint bookings_quantity check (quantity > 0)
    )`.execute(db)
  await sql`create index bookings_by_product on bookings (product_id, state)`.execute(db)
  await sql`create index bookings_by_order on bookings (order_id)`.execute(db)

  await sql`
    create table coupon_redemptions (
      order_id uuid primary key references orders (id),
      coupon_id uuid not null references coupons (id),
      email text not null,
      state text not null,
      created_at timestamptz not null,
      constraint coupon_redemptions_state_known check (state in ('reserved', 'used', 'released'))
    )`.execute(db)
  await sql`create index coupon_redemptions_by_coupon on coupon_redemptions (coupon_id, state)`.execute(db)
}
