import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table sellers (
      id uuid primary key,
      external_id text not null unique,
      slug text not null unique,
      name text not null,
      about text not null default '',
      user_id uuid unique references users (id),
      created_at timestamptz not null
    )`.execute(db)

  await sql`
    create table products (
      id uuid primary key,
      external_id text not null unique,
      slug text not null unique,
      kind text not null,
      status text not null,
      title text not null,
      summary text not null,
      description text not null default '',
      includes text[] not null default '{}',
      picture_seed text not null,
      seller_id uuid references sellers (id),
      position integer not null default 0,
      created_at timestamptz not null,
      search tsvector generated always as (
        setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', summary), 'B') ||
        setweight(to_tsvector('simple', description), 'C')
      ) stored,
      constraint products_kind_known check (kind in ('course', 'video', 'lesson', 'digital_product', 'event', 'credit_package', 'plan')),
      constraint products_status_known check (status in ('draft', 'published', 'unpublished'))
    )`.execute(db)
  await sql`create index products_featured on products (position, id) where status = 'published'`.execute(db)
  await sql`create index products_newest on products (created_at desc, id) where status = 'published'`.execute(db)
  await sql`create index products_by_title on products (title, id) where status = 'published'`.execute(db)
  await sql`create index products_by_kind on products (kind, position, id) where status = 'published'`.execute(db)
  await sql`create index products_search on products using gin (search)`.execute(db)

  await sql`
    create table prices (
      id uuid primary key,
      external_id text not null unique,
      product_id uuid not null references products (id),
      currency text not null,
      unit_amount bigint not null,
      interval text,
      active boolean not null default true,
      created_at timestamptz not null,
      retired_at timestamptz,
      constraint prices_amount_not_negative check (unit_amount >= 0),
      constraint prices_currency_form check (currency ~ '^[A-Z]{3}$'),
      constraint prices_interval_known check (interval in ('month', 'year')),
      constraint prices_retired_when_inactive check (active = (retired_at is null))
    )`.execute(db)
  await sql`create unique index prices_one_active on prices (product_id, currency, coalesce(interval, '')) where active`.execute(
    db,
  )
  await sql`create index prices_by_amount on prices (currency, unit_amount, product_id) where active`.execute(db)
  await sql`
    create function refuse_price_edit() returns trigger language plpgsql as $$
    begin
      if (new.product_id, new.currency, new.unit_amount, new.interval) is distinct from (old.product_id, old.currency, old.unit_amount, old.interval) then
        raise exception 'a price is replaced, never edited' using errcode = 'integrity_constraint_violation', constraint = 'prices_never_edited';
      end if;
      return new;
    end $$`.execute(db)
  await sql`create trigger prices_never_edited before update on prices for each row execute function refuse_price_edit()`.execute(
    db,
  )

  await sql`
    create table course_lessons (
      id uuid primary key,
      product_id uuid not null references products (id),
      position integer not null,
      title text not null,
      minutes integer not null,
      is_preview boolean not null default false,
      body text not null,
      unique (product_id, position)
    )`.execute(db)

  await sql`
    create table digital_files (
      id uuid primary key,
      product_id uuid not null references products (id),
      position integer not null,
      file_name text not null,
      content_type text not null,
      size_bytes bigint not null,
      sha256 text not null,
      storage_key text not null unique,
      unique (product_id, position)
    )`.execute(db)

  await sql`
    create table events (
      product_id uuid primary key references products (id),
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      time_zone text not null,
      place text not null,
      capacity integer not null,
      held integer not null default 0,
      sold integer not null default 0,
      constraint events_never_oversold check (held >= 0 and sold >= 0 and held + sold <= capacity),
      constraint events_end_after_start check (ends_at > starts_at)
    )`.execute(db)

  await sql`
    create table coupons (
      id uuid primary key,
      code text not null unique,
      percent_bps integer,
      amount_off bigint,
      currency text,
      minimum_subtotal bigint,
      starts_at timestamptz,
      ends_at timestamptz,
      max_uses integer,
      max_uses_per_buyer integer,
      uses integer not null default 0,
      active boolean not null default true,
      created_at timestamptz not null,
      constraint coupons_code_form check (code = upper(code)),
      constraint coupons_percent_or_amount check ((percent_bps is null) <> (amount_off is null)),
      constraint coupons_percent_range check (percent_bps between 1 and 10000),
      constraint coupons_amount_range check (amount_off > 0),
      constraint coupons_currency_where_needed check (currency is not null or (amount_off is null and minimum_subtotal is null)),
      constraint coupons_never_overused check (uses >= 0 and (max_uses is null or uses <= max_uses))
    )`.execute(db)
  await sql`
    create table coupon_products (
      coupon_id uuid not null references coupons (id),
      product_id uuid not null references products (id),
      primary key (coupon_id, product_id)
    )`.execute(db)
  await sql`
    create table coupon_buyers (
      coupon_id uuid not null references coupons (id),
      email text not null,
      uses integer not null,
      primary key (coupon_id, email),
      constraint coupon_buyers_not_negative check (uses >= 0)
    )`.execute(db)
}
