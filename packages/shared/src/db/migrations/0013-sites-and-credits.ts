import { type Kysely, sql } from 'kysely'

/** Sites that run the WordPress plugin, packages of credits, and the ledger of credits. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table plugin_sites (
      id uuid primary key,
      instance_id text not null unique,
      site_url text not null,
      admin_email text not null,
      site_title text,
      wordpress_version text,
      plugin_version text,
      php_version text,
      theme text,
      timezone text,
      language text,
      post_count integer,
      page_count integer,
      token_hash bytea not null unique,
      webhook_secret bytea not null,
      status text not null default 'active',
      disabled_reason text,
      registered_at timestamptz not null,
      issued_at timestamptz not null,
      first_used_at timestamptz,
      reopened_until timestamptz,
      constraint plugin_sites_status_known check (status in ('active', 'disabled'))
    )`.execute(db)
  await sql`create index plugin_sites_newest on plugin_sites (registered_at desc, id desc)`.execute(db)

  await sql`
    create table credit_packages (
      product_id uuid primary key references products (id),
      credit_type text not null,
      credits integer not null,
      popular boolean not null default false,
      discount text,
      constraint credit_packages_type_form check (credit_type ~ '^[a-z][a-z0-9_]{0,31}$'),
      constraint credit_packages_positive check (credits > 0)
    )`.execute(db)
  // The plugin reads a package's type from its id and writes the id into a script of its page.
  await sql`
    create function refuse_misnamed_package() returns trigger language plpgsql as $$
    declare
      external_id text;
      read_type text;
    begin
      select p.external_id into external_id from products p where p.id = new.product_id;
      read_type := case when external_id like '%image%' then 'image' when external_id like '%rewrite%' then 'rewrite' else 'article' end;
      if external_id !~ '^[A-Za-z0-9_-]+$' or (new.credit_type in ('article', 'image', 'rewrite') and new.credit_type <> read_type) then
        raise exception 'a package of % credits cannot be called %', new.credit_type, external_id
          using errcode = 'integrity_constraint_violation', constraint = 'credit_packages_named_after_type';
      end if;
      return new;
    end $$`.execute(db)
  await sql`
    create trigger credit_packages_named_after_type before insert or update on credit_packages
    for each row execute function refuse_misnamed_package()`.execute(db)

  await sql`
    create table credit_accounts (
      id uuid primary key,
      site_id uuid references plugin_sites (id),
      site_user_id bigint,
      user_id uuid unique references users (id),
      email text,
      email_is_hint boolean not null default true,
      created_at timestamptz not null,
      constraint credit_accounts_one_per_site_user unique (site_id, site_user_id),
      constraint credit_accounts_one_owner check (
        (site_id is null) = (site_user_id is null) and (site_id is null) <> (user_id is null)
      ),
      constraint credit_accounts_site_user check (site_user_id > 0)
    )`.execute(db)
  await sql`
    create table credit_balances (
      account_id uuid not null references credit_accounts (id),
      credit_type text not null,
      promotion bigint not null default 0,
      plan bigint not null default 0,
      bought bigint not null default 0,
      owed bigint not null default 0,
      primary key (account_id, credit_type),
      constraint credit_balances_never_negative check (promotion >= 0 and plan >= 0 and bought >= 0 and owed >= 0)
    )`.execute(db)
  await sql`create index credit_balances_owed on credit_balances (account_id) where owed > 0`.execute(db)
  await sql`
    create table credit_entries (
      id uuid primary key,
      account_id uuid not null references credit_accounts (id),
      credit_type text not null,
      kind text not null,
      source_kind text not null,
      source_id text not null,
      promotion bigint not null default 0,
      plan bigint not null default 0,
      bought bigint not null default 0,
      owed bigint not null default 0,
      balance bigint not null,
      order_id uuid references orders (id),
      note text,
      at timestamptz not null,
      constraint credit_entries_once_per_source unique (source_kind, source_id, credit_type),
      constraint credit_entries_kind_known check (
        kind in ('purchase', 'free', 'allowance', 'grant', 'spend', 'refund', 'correction', 'expiry')
      ),
      constraint credit_entries_balance_not_negative check (balance >= 0)
    )`.execute(db)
  await sql`create index credit_entries_by_account on credit_entries (account_id, at desc, id desc)`.execute(db)
  await sql`create index credit_entries_by_order on credit_entries (order_id) where order_id is not null`.execute(db)
  await sql`
    create function refuse_ledger_change() returns trigger language plpgsql as $$
    begin
      raise exception 'an entry of the ledger stays as it is; what was wrong is put right by another'
        using errcode = 'integrity_constraint_violation', constraint = 'credit_entries_append_only';
    end $$`.execute(db)
  await sql`
    create trigger credit_entries_append_only before update or delete on credit_entries
    for each row execute function refuse_ledger_change()`.execute(db)

  await sql`
    alter table orders
      add column site_id uuid references plugin_sites (id),
      add column credit_account_id uuid references credit_accounts (id),
      add constraint orders_site_has_account check (site_id is null or credit_account_id is not null)`.execute(db)
  await sql`
    alter table order_items
      add column credit_type text,
      add column credits integer,
      add constraint order_items_credits_of_a_type check ((credits is null) = (credit_type is null) and credits > 0)`.execute(
    db,
  )
  await sql`create index orders_by_site on orders (site_id, created_at desc, id desc) where site_id is not null`.execute(
    db,
  )
  await sql`
    alter table stripe_checkout_sessions
      add column way text not null default 'page',
      add constraint stripe_checkout_sessions_way_known check (way in ('page', 'intent'))`.execute(db)
}
