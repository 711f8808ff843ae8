-- The database after all migrations, for reading and for review. Written by `pnpm db:schema`; a test fails when it is stale.
-- The queue's own tables (schema pgboss) are not shown.

create table audit_log (
  id uuid not null,
  at timestamptz not null,
  actor_kind text not null,
  actor_id text,
  action text not null,
  order_id uuid,
  subject_id text,
  facts jsonb not null default '{}'::jsonb,
  request_id text,
  constraint audit_log_pkey PRIMARY KEY (id)
);
CREATE INDEX audit_log_by_order ON audit_log (order_id, at) WHERE (order_id IS NOT NULL);

create table auth_sessions (
  id uuid not null,
  user_id uuid not null,
  token_hash bytea not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  constraint auth_sessions_pkey PRIMARY KEY (id),
  constraint auth_sessions_token_hash_key UNIQUE (token_hash),
  constraint auth_sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);
CREATE INDEX auth_sessions_by_user ON auth_sessions (user_id) WHERE (revoked_at IS NULL);

create table bookings (
  id uuid not null,
  order_id uuid not null,
  order_item_id uuid not null,
  product_id uuid not null,
  quantity integer not null,
  state text not null,
  created_at timestamptz not null,
  confirmed_at timestamptz,
  released_at timestamptz,
  constraint bookings_pkey PRIMARY KEY (id),
  constraint bookings_order_item_id_key UNIQUE (order_item_id),
  constraint bookings_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id),
  constraint bookings_order_item_id_fkey FOREIGN KEY (order_item_id) REFERENCES order_items(id),
  constraint bookings_product_id_fkey FOREIGN KEY (product_id) REFERENCES events(product_id),
  constraint bookings_quantity CHECK (quantity > 0),
  constraint bookings_state_known CHECK (state = ANY (ARRAY['pending'::text, 'confirmed'::text, 'released'::text]))
);
CREATE INDEX bookings_by_order ON bookings (order_id);
CREATE INDEX bookings_by_product ON bookings (product_id, state);

create table cart_changes (
  order_id uuid not null,
  change text not null,
  token_hash bytea not null,
  number bigint not null generated always as identity,
  created_at timestamptz not null,
  next_attempt_at timestamptz,
  constraint cart_changes_pkey PRIMARY KEY (order_id, change),
  constraint cart_changes_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id),
  constraint cart_changes_known CHECK (change = ANY (ARRAY['accept-prices'::text, 'take-bought'::text, 'return-bought'::text]))
);
CREATE INDEX cart_changes_due ON cart_changes (next_attempt_at) WHERE (next_attempt_at IS NOT NULL);
CREATE INDEX cart_changes_owed ON cart_changes (token_hash) WHERE (next_attempt_at IS NOT NULL);

create table cart_lines (
  id uuid not null,
  cart_id uuid not null,
  product_id uuid not null,
  quantity integer not null,
  seen_unit_amount bigint not null,
  seen_currency text not null,
  added_at timestamptz not null,
  constraint cart_lines_pkey PRIMARY KEY (id),
  constraint cart_lines_once_per_product UNIQUE (cart_id, product_id),
  constraint cart_lines_cart_id_fkey FOREIGN KEY (cart_id) REFERENCES carts(id) ON DELETE CASCADE,
  constraint cart_lines_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id),
  constraint cart_lines_quantity CHECK (quantity >= 1 AND quantity <= 99)
);

create table carts (
  id uuid not null,
  token_hash bytea not null,
  coupon_code text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint carts_pkey PRIMARY KEY (id),
  constraint carts_token_hash_key UNIQUE (token_hash)
);
CREATE INDEX carts_by_age ON carts (updated_at);

create table coupon_buyers (
  coupon_id uuid not null,
  email text not null,
  uses integer not null,
  constraint coupon_buyers_pkey PRIMARY KEY (coupon_id, email),
  constraint coupon_buyers_coupon_id_fkey FOREIGN KEY (coupon_id) REFERENCES coupons(id),
  constraint coupon_buyers_not_negative CHECK (uses >= 0)
);

create table coupon_products (
  coupon_id uuid not null,
  product_id uuid not null,
  constraint coupon_products_pkey PRIMARY KEY (coupon_id, product_id),
  constraint coupon_products_coupon_id_fkey FOREIGN KEY (coupon_id) REFERENCES coupons(id),
  constraint coupon_products_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id)
);

create table coupon_redemptions (
  order_id uuid not null,
  coupon_id uuid not null,
  email text not null,
  state text not null,
  created_at timestamptz not null,
  constraint coupon_redemptions_pkey PRIMARY KEY (order_id),
  constraint coupon_redemptions_coupon_id_fkey FOREIGN KEY (coupon_id) REFERENCES coupons(id),
  constraint coupon_redemptions_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id),
  constraint coupon_redemptions_state_known CHECK (state = ANY (ARRAY['reserved'::text, 'used'::text, 'released'::text]))
);
CREATE INDEX coupon_redemptions_by_coupon ON coupon_redemptions (coupon_id, state);

create table coupons (
  id uuid not null,
  code text not null,
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
  constraint coupons_pkey PRIMARY KEY (id),
  constraint coupons_code_key UNIQUE (code),
  constraint coupons_amount_range CHECK (amount_off > 0),
  constraint coupons_code_form CHECK (code = upper(code)),
  constraint coupons_currency_where_needed CHECK (currency IS NOT NULL OR amount_off IS NULL AND minimum_subtotal IS NULL),
  constraint coupons_never_overused CHECK (uses >= 0 AND (max_uses IS NULL OR uses <= max_uses)),
  constraint coupons_percent_or_amount CHECK ((percent_bps IS NULL) <> (amount_off IS NULL)),
  constraint coupons_percent_range CHECK (percent_bps >= 1 AND percent_bps <= 10000)
);

create table course_lessons (
  id uuid not null,
  product_id uuid not null,
  "position" integer not null,
  title text not null,
  minutes integer not null,
  is_preview boolean not null default false,
  body text not null,
  constraint course_lessons_pkey PRIMARY KEY (id),
  constraint course_lessons_product_id_position_key UNIQUE (product_id, "position"),
  constraint course_lessons_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id)
);

create table credit_accounts (
  id uuid not null,
  site_id uuid,
  site_user_id bigint,
  user_id uuid,
  email text,
  email_is_hint boolean not null default true,
  created_at timestamptz not null,
  constraint credit_accounts_pkey PRIMARY KEY (id),
  constraint credit_accounts_one_per_site_user UNIQUE (site_id, site_user_id),
  constraint credit_accounts_user_id_key UNIQUE (user_id),
  constraint credit_accounts_site_id_fkey FOREIGN KEY (site_id) REFERENCES plugin_sites(id),
  constraint credit_accounts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint credit_accounts_one_owner CHECK ((site_id IS NULL) = (site_user_id IS NULL) AND (site_id IS NULL) <> (user_id IS NULL)),
  constraint credit_accounts_site_user CHECK (site_user_id > 0)
);

create table credit_balances (
  account_id uuid not null,
  credit_type text not null,
  promotion bigint not null default 0,
  plan bigint not null default 0,
  bought bigint not null default 0,
  owed bigint not null default 0,
  constraint credit_balances_pkey PRIMARY KEY (account_id, credit_type),
  constraint credit_balances_account_id_fkey FOREIGN KEY (account_id) REFERENCES credit_accounts(id),
  constraint credit_balances_never_negative CHECK (promotion >= 0 AND plan >= 0 AND bought >= 0 AND owed >= 0)
);
CREATE INDEX credit_balances_owed ON credit_balances (account_id) WHERE (owed > 0);

create table credit_entries (
  id uuid not null,
  account_id uuid not null,
  credit_type text not null,
  kind text not null,
  source_kind text not null,
  source_id text not null,
  promotion bigint not null default 0,
  plan bigint not null default 0,
  bought bigint not null default 0,
  owed bigint not null default 0,
  balance bigint not null,
  order_id uuid,
  note text,
  at timestamptz not null,
  constraint credit_entries_pkey PRIMARY KEY (id),
  constraint credit_entries_once_per_source UNIQUE (source_kind, source_id, credit_type),
  constraint credit_entries_account_id_fkey FOREIGN KEY (account_id) REFERENCES credit_accounts(id),
  constraint credit_entries_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id),
  constraint credit_entries_balance_not_negative CHECK (balance >= 0),
  constraint credit_entries_kind_known CHECK (kind = ANY (ARRAY['purchase'::text, 'free'::text, 'allowance'::text, 'grant'::text, 'spend'::text, 'refund'::text, 'correction'::text, 'expiry'::text]))
);
CREATE INDEX credit_entries_by_account ON credit_entries (account_id, at DESC, id DESC);
CREATE INDEX credit_entries_by_order ON credit_entries (order_id) WHERE (order_id IS NOT NULL);
CREATE TRIGGER credit_entries_append_only BEFORE DELETE OR UPDATE ON credit_entries FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();

create table credit_packages (
  product_id uuid not null,
  credit_type text not null,
  credits integer not null,
  popular boolean not null default false,
  discount text,
  constraint credit_packages_pkey PRIMARY KEY (product_id),
  constraint credit_packages_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id),
  constraint credit_packages_positive CHECK (credits > 0),
  constraint credit_packages_type_form CHECK (credit_type ~ '^[a-z][a-z0-9_]{0,31}$'::text)
);
CREATE TRIGGER credit_packages_named_after_type BEFORE INSERT OR UPDATE ON credit_packages FOR EACH ROW EXECUTE FUNCTION refuse_misnamed_package();

create table digital_files (
  id uuid not null,
  product_id uuid not null,
  "position" integer not null,
  file_name text not null,
  content_type text not null,
  size_bytes bigint not null,
  sha256 text not null,
  storage_key text not null,
  constraint digital_files_pkey PRIMARY KEY (id),
  constraint digital_files_product_id_position_key UNIQUE (product_id, "position"),
  constraint digital_files_storage_key_key UNIQUE (storage_key),
  constraint digital_files_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id)
);

create table events (
  product_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  time_zone text not null,
  place text not null,
  capacity integer not null,
  held integer not null default 0,
  sold integer not null default 0,
  constraint events_pkey PRIMARY KEY (product_id),
  constraint events_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id),
  constraint events_end_after_start CHECK (ends_at > starts_at),
  constraint events_never_oversold CHECK (held >= 0 AND sold >= 0 AND (held + sold) <= capacity)
);

create table grants (
  id uuid not null,
  source_kind text not null,
  source_id uuid not null,
  order_id uuid,
  product_id uuid not null,
  user_id uuid,
  email text,
  quantity integer not null,
  granted_at timestamptz not null,
  revoked_at timestamptz,
  revoke_reason text,
  constraint grants_pkey PRIMARY KEY (id),
  constraint grants_once_per_source UNIQUE (source_kind, source_id, product_id),
  constraint grants_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id),
  constraint grants_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id),
  constraint grants_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint grants_have_an_owner CHECK (user_id IS NOT NULL OR email IS NOT NULL)
);
CREATE INDEX grants_by_email ON grants (email) WHERE (email IS NOT NULL);
CREATE INDEX grants_by_order ON grants (order_id);
CREATE INDEX grants_by_user ON grants (user_id, granted_at DESC) WHERE (user_id IS NOT NULL);

create table idempotency_keys (
  scope text not null,
  key text not null,
  request_hash bytea not null,
  answer jsonb,
  created_at timestamptz not null,
  locked_until timestamptz not null,
  constraint idempotency_keys_pkey PRIMARY KEY (scope, key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

create table notifications (
  id uuid not null,
  kind text not null,
  subject_id text not null,
  order_id uuid,
  recipient text not null,
  payload jsonb not null default '{}'::jsonb,
  state text not null,
  attempts integer not null default 0,
  last_error text,
  created_at timestamptz not null,
  queued_at timestamptz not null,
  next_attempt_at timestamptz,
  sent_at timestamptz,
  constraint notifications_pkey PRIMARY KEY (id),
  constraint notifications_once UNIQUE (kind, subject_id),
  constraint notifications_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id),
  constraint notifications_state_known CHECK (state = ANY (ARRAY['pending'::text, 'sent'::text, 'failed'::text]))
);
CREATE INDEX notifications_by_order ON notifications (order_id) WHERE (order_id IS NOT NULL);
CREATE INDEX notifications_due ON notifications (next_attempt_at) WHERE (state = 'pending'::text);

create table order_items (
  id uuid not null,
  order_id uuid not null,
  line integer not null,
  product_id uuid not null,
  price_id uuid not null,
  seller_id uuid,
  kind text not null,
  title text not null,
  quantity integer not null,
  unit_amount bigint not null,
  subtotal bigint not null,
  discount bigint not null,
  tax bigint not null,
  total bigint not null,
  credit_type text,
  credits integer,
  plan_interval text,
  trial_days integer not null default 0,
  constraint order_items_pkey PRIMARY KEY (id),
  constraint order_items_line_once UNIQUE (order_id, line),
  constraint order_items_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id),
  constraint order_items_price_id_fkey FOREIGN KEY (price_id) REFERENCES prices(id),
  constraint order_items_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id),
  constraint order_items_seller_id_fkey FOREIGN KEY (seller_id) REFERENCES sellers(id),
  constraint order_items_credits_of_a_type CHECK ((credits IS NULL) = (credit_type IS NULL) AND credits > 0),
  constraint order_items_plan CHECK ((plan_interval = ANY (ARRAY['month'::text, 'year'::text])) AND kind = 'plan'::text OR plan_interval IS NULL AND trial_days = 0),
  constraint order_items_sum CHECK (subtotal = (unit_amount * quantity) AND discount >= 0 AND discount <= subtotal)
);
CREATE INDEX order_items_by_product ON order_items (product_id);

create table order_shares (
  order_id uuid not null,
  seller_id uuid not null,
  way text not null,
  account_id text not null,
  currency text not null,
  gross bigint not null,
  fee bigint not null,
  fee_ppm integer not null,
  sold_at timestamptz,
  refunded bigint not null default 0,
  fee_refunded bigint not null default 0,
  constraint order_shares_pkey PRIMARY KEY (order_id, seller_id),
  constraint order_shares_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id),
  constraint order_shares_seller_id_fkey FOREIGN KEY (seller_id) REFERENCES sellers(id),
  constraint order_shares_fee_refund_within_fee CHECK (fee_refunded >= 0 AND fee_refunded <= fee),
  constraint order_shares_fee_within_gross CHECK (fee >= 0 AND fee <= gross),
  constraint order_shares_refund_within_gross CHECK (refunded >= 0 AND refunded <= gross),
  constraint order_shares_way_known CHECK (way = ANY (ARRAY['destination'::text, 'transfer'::text]))
);
CREATE INDEX order_shares_by_seller ON order_shares (seller_id, sold_at DESC, order_id DESC) WHERE (sold_at IS NOT NULL);
CREATE UNIQUE INDEX order_shares_one_destination ON order_shares (order_id) WHERE (way = 'destination'::text);

create table orders (
  id uuid not null,
  number bigint not null generated always as identity,
  state text not null,
  source text not null,
  instance text not null,
  buyer_user_id uuid,
  buyer_email text,
  currency text not null,
  subtotal bigint not null,
  discount bigint not null,
  tax bigint not null,
  total bigint not null,
  tax_mode text not null,
  tax_country text,
  tax_rate_bps integer,
  coupon_id uuid,
  coupon_code text,
  fingerprint bytea not null,
  request_id text,
  created_at timestamptz not null,
  submitted_at timestamptz,
  completed_at timestamptz,
  ended_at timestamptz,
  quarantined_at timestamptz,
  quarantine_reason text,
  basket text,
  buy_again boolean not null default false,
  site_id uuid,
  credit_account_id uuid,
  subscription_id uuid,
  constraint orders_pkey PRIMARY KEY (id),
  constraint orders_number_key UNIQUE (number),
  constraint orders_buyer_user_id_fkey FOREIGN KEY (buyer_user_id) REFERENCES users(id),
  constraint orders_coupon_id_fkey FOREIGN KEY (coupon_id) REFERENCES coupons(id),
  constraint orders_credit_account_id_fkey FOREIGN KEY (credit_account_id) REFERENCES credit_accounts(id),
  constraint orders_site_id_fkey FOREIGN KEY (site_id) REFERENCES plugin_sites(id),
  constraint orders_subscription_id_fkey FOREIGN KEY (subscription_id) REFERENCES subscriptions(id),
  constraint orders_completed_when_paid CHECK ((state = ANY (ARRAY['pending'::text, 'cancelled'::text, 'expired'::text, 'refunded'::text])) OR completed_at IS NOT NULL),
  constraint orders_not_negative CHECK (subtotal >= 0 AND discount >= 0 AND discount <= subtotal AND tax >= 0),
  constraint orders_site_has_account CHECK (site_id IS NULL OR credit_account_id IS NOT NULL),
  constraint orders_state_known CHECK (state = ANY (ARRAY['pending'::text, 'completed'::text, 'partially_refunded'::text, 'refunded'::text, 'cancelled'::text, 'expired'::text, 'disputed'::text])),
  constraint orders_sum CHECK (total = (subtotal - discount +
CASE
    WHEN tax_mode = ANY (ARRAY['exclusive'::text, 'stripe'::text]) THEN tax
    ELSE 0::bigint
END)),
  constraint orders_tax_mode_known CHECK (tax_mode = ANY (ARRAY['off'::text, 'inclusive'::text, 'exclusive'::text, 'stripe'::text]))
);
CREATE INDEX orders_by_email ON orders (buyer_email, created_at DESC, id DESC) WHERE (buyer_email IS NOT NULL);
CREATE INDEX orders_by_site ON orders (site_id, created_at DESC, id DESC) WHERE (site_id IS NOT NULL);
CREATE INDEX orders_by_state ON orders (state, created_at DESC, id DESC);
CREATE INDEX orders_by_subscription ON orders (subscription_id) WHERE (subscription_id IS NOT NULL);
CREATE INDEX orders_by_user ON orders (buyer_user_id, created_at DESC, id DESC) WHERE (buyer_user_id IS NOT NULL);
CREATE INDEX orders_newest ON orders (created_at DESC, id DESC);
CREATE UNIQUE INDEX orders_one_open_per_basket ON orders (basket) WHERE ((state = 'pending'::text) AND (submitted_at IS NULL));
CREATE TRIGGER orders_state_moves BEFORE UPDATE OF state ON orders FOR EACH ROW EXECUTE FUNCTION refuse_order_state_move();

create table payment_attempts (
  id uuid not null,
  order_id uuid not null,
  provider_object_id text not null,
  code text not null,
  at timestamptz not null,
  constraint payment_attempts_pkey PRIMARY KEY (id),
  constraint payment_attempts_provider_object_id_key UNIQUE (provider_object_id),
  constraint payment_attempts_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id)
);
CREATE INDEX payment_attempts_by_order ON payment_attempts (order_id, at);

create table payments (
  id uuid not null,
  order_id uuid not null,
  kind text not null,
  provider_object_id text not null,
  amount bigint not null,
  currency text not null,
  account text,
  livemode boolean not null,
  captured_at timestamptz not null,
  recorded_at timestamptz not null,
  constraint payments_pkey PRIMARY KEY (id),
  constraint payments_fact_once UNIQUE (kind, provider_object_id),
  constraint payments_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id),
  constraint payments_kind_known CHECK (kind = 'capture'::text),
  constraint payments_positive CHECK (amount > 0)
);
CREATE UNIQUE INDEX payments_one_capture_per_order ON payments (order_id) WHERE (kind = 'capture'::text);

create table plans (
  product_id uuid not null,
  trial_days integer not null default 0,
  opens_seller_id uuid,
  credit_type text,
  credits_per_month integer,
  credits_per_year integer,
  constraint plans_pkey PRIMARY KEY (product_id),
  constraint plans_opens_seller_id_fkey FOREIGN KEY (opens_seller_id) REFERENCES sellers(id),
  constraint plans_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id),
  constraint plans_credit_type_form CHECK (credit_type ~ '^[a-z][a-z0-9_]{0,31}$'::text),
  constraint plans_credits_of_a_type CHECK ((credit_type IS NULL) = (credits_per_month IS NULL AND credits_per_year IS NULL)),
  constraint plans_credits_positive CHECK (credits_per_month > 0 AND credits_per_year > 0),
  constraint plans_trial_range CHECK (trial_days >= 0 AND trial_days <= 730)
);
CREATE INDEX plans_by_opened_seller ON plans (opens_seller_id) WHERE (opens_seller_id IS NOT NULL);

create table plugin_sites (
  id uuid not null,
  instance_id text not null,
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
  token_hash bytea not null,
  webhook_secret bytea not null,
  status text not null default 'active'::text,
  disabled_reason text,
  registered_at timestamptz not null,
  issued_at timestamptz not null,
  first_used_at timestamptz,
  reopened_until timestamptz,
  constraint plugin_sites_pkey PRIMARY KEY (id),
  constraint plugin_sites_instance_id_key UNIQUE (instance_id),
  constraint plugin_sites_token_hash_key UNIQUE (token_hash),
  constraint plugin_sites_status_known CHECK (status = ANY (ARRAY['active'::text, 'disabled'::text]))
);
CREATE INDEX plugin_sites_newest ON plugin_sites (registered_at DESC, id DESC);

create table prices (
  id uuid not null,
  external_id text not null,
  product_id uuid not null,
  currency text not null,
  unit_amount bigint not null,
  "interval" text,
  active boolean not null default true,
  created_at timestamptz not null,
  retired_at timestamptz,
  constraint prices_pkey PRIMARY KEY (id),
  constraint prices_external_id_key UNIQUE (external_id),
  constraint prices_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id),
  constraint prices_amount_not_negative CHECK (unit_amount >= 0),
  constraint prices_currency_form CHECK (currency ~ '^[A-Z]{3}$'::text),
  constraint prices_interval_known CHECK ("interval" = ANY (ARRAY['month'::text, 'year'::text])),
  constraint prices_retired_when_inactive CHECK (active = (retired_at IS NULL))
);
CREATE INDEX prices_by_amount ON prices (currency, unit_amount, product_id) WHERE active;
CREATE UNIQUE INDEX prices_one_active ON prices (product_id, currency, COALESCE("interval", ''::text)) WHERE active;
CREATE TRIGGER prices_never_edited BEFORE UPDATE ON prices FOR EACH ROW EXECUTE FUNCTION refuse_price_edit();

create table product_parts (
  product_id uuid not null,
  part_id uuid not null,
  "position" integer not null,
  constraint product_parts_pkey PRIMARY KEY (product_id, part_id),
  constraint product_parts_position_once UNIQUE (product_id, "position"),
  constraint product_parts_part_id_fkey FOREIGN KEY (part_id) REFERENCES products(id),
  constraint product_parts_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id),
  constraint product_parts_not_itself CHECK (product_id <> part_id)
);
CREATE INDEX product_parts_by_part ON product_parts (part_id);

create table products (
  id uuid not null,
  external_id text not null,
  slug text not null,
  kind text not null,
  status text not null,
  title text not null,
  summary text not null,
  description text not null default ''::text,
  includes text[] not null default '{}'::text[],
  picture_seed text not null,
  seller_id uuid,
  "position" integer not null default 0,
  created_at timestamptz not null,
  search tsvector generated always as (((setweight(to_tsvector('simple'::regconfig, title), 'A'::"char") || setweight(to_tsvector('simple'::regconfig, summary), 'B'::"char")) || setweight(to_tsvector('simple'::regconfig, description), 'C'::"char"))) stored,
  constraint products_pkey PRIMARY KEY (id),
  constraint products_external_id_key UNIQUE (external_id),
  constraint products_slug_key UNIQUE (slug),
  constraint products_seller_id_fkey FOREIGN KEY (seller_id) REFERENCES sellers(id),
  constraint products_kind_known CHECK (kind = ANY (ARRAY['course'::text, 'video'::text, 'lesson'::text, 'digital_product'::text, 'event'::text, 'credit_package'::text, 'plan'::text])),
  constraint products_status_known CHECK (status = ANY (ARRAY['draft'::text, 'published'::text, 'unpublished'::text]))
);
CREATE INDEX products_by_kind ON products (kind, "position", id) WHERE (status = 'published'::text);
CREATE INDEX products_by_seller ON products (seller_id) WHERE (seller_id IS NOT NULL);
CREATE INDEX products_by_title ON products (title, id) WHERE (status = 'published'::text);
CREATE INDEX products_featured ON products ("position", id) WHERE (status = 'published'::text);
CREATE INDEX products_newest ON products (created_at DESC, id) WHERE (status = 'published'::text);
CREATE INDEX products_search ON products USING gin (search);

create table provider_prices (
  provider_price_id text not null,
  price_id uuid not null,
  created_at timestamptz not null,
  constraint provider_prices_pkey PRIMARY KEY (provider_price_id),
  constraint provider_prices_price_id_fkey FOREIGN KEY (price_id) REFERENCES prices(id)
);
CREATE INDEX provider_prices_by_price ON provider_prices (price_id);

create table refunds (
  id uuid not null,
  order_id uuid not null,
  reason text,
  provider_payment_id text not null,
  amount bigint not null,
  currency text not null,
  state text not null,
  provider_refund_id text,
  attempts integer not null default 0,
  last_error text,
  created_at timestamptz not null,
  next_attempt_at timestamptz,
  settled_at timestamptz,
  provider_reason text,
  constraint refunds_pkey PRIMARY KEY (id),
  constraint refunds_once_per_reason UNIQUE (order_id, reason),
  constraint refunds_provider_refund_id_key UNIQUE (provider_refund_id),
  constraint refunds_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id),
  constraint refunds_positive CHECK (amount > 0),
  constraint refunds_promised_or_made CHECK (reason IS NOT NULL OR provider_refund_id IS NOT NULL),
  constraint refunds_state_known CHECK (state = ANY (ARRAY['requested'::text, 'pending'::text, 'succeeded'::text, 'failed'::text]))
);
CREATE INDEX refunds_due ON refunds (next_attempt_at) WHERE (next_attempt_at IS NOT NULL);

create table sellers (
  id uuid not null,
  external_id text not null,
  slug text not null,
  name text not null,
  about text not null default ''::text,
  user_id uuid,
  created_at timestamptz not null,
  account_id text,
  charges_enabled boolean not null default false,
  payouts_enabled boolean not null default false,
  details_submitted boolean not null default false,
  requirements_due text[] not null default '{}'::text[],
  account_seen_at timestamptz,
  fee_ppm integer,
  account_platform text,
  constraint sellers_pkey PRIMARY KEY (id),
  constraint sellers_account_id_key UNIQUE (account_id),
  constraint sellers_external_id_key UNIQUE (external_id),
  constraint sellers_slug_key UNIQUE (slug),
  constraint sellers_user_id_key UNIQUE (user_id),
  constraint sellers_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint sellers_fee_range CHECK (fee_ppm >= 0 AND fee_ppm <= 1000000),
  constraint sellers_platform_of_account CHECK (account_id IS NOT NULL OR account_platform IS NULL),
  constraint sellers_ready_with_account CHECK (account_id IS NOT NULL OR NOT charges_enabled)
);

create table sign_in_challenges (
  id uuid not null,
  email text not null,
  purpose text not null,
  code_hash bytea,
  link_hash bytea,
  next_path text,
  requested_by bytea,
  wrong_tries integer not null default 0,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint sign_in_challenges_pkey PRIMARY KEY (id),
  constraint sign_in_challenges_link_hash_key UNIQUE (link_hash),
  constraint sign_in_challenges_purpose_known CHECK (purpose = ANY (ARRAY['request'::text, 'mail'::text, 'printed'::text])),
  constraint sign_in_challenges_tries CHECK (wrong_tries >= 0 AND wrong_tries <= 5)
);
CREATE INDEX sign_in_challenges_by_email ON sign_in_challenges (email, created_at DESC);
CREATE INDEX sign_in_challenges_by_requester ON sign_in_challenges (requested_by, created_at DESC);

create table stripe_checkout_sessions (
  id uuid not null,
  order_id uuid not null,
  idempotency_key text not null,
  request jsonb not null,
  status text not null,
  session_id text,
  url text,
  payment_status text,
  payment_intent_id text,
  expires_at timestamptz not null,
  next_check_at timestamptz,
  checks integer not null default 0,
  created_at timestamptz not null,
  opened_at timestamptz,
  closed_at timestamptz,
  way text not null default 'page'::text,
  constraint stripe_checkout_sessions_pkey PRIMARY KEY (id),
  constraint stripe_checkout_sessions_idempotency_key_key UNIQUE (idempotency_key),
  constraint stripe_checkout_sessions_session_id_key UNIQUE (session_id),
  constraint stripe_checkout_sessions_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id),
  constraint stripe_checkout_sessions_opened_has_id CHECK ((status = ANY (ARRAY['creating'::text, 'refused'::text])) OR session_id IS NOT NULL),
  constraint stripe_checkout_sessions_status_known CHECK (status = ANY (ARRAY['creating'::text, 'open'::text, 'complete'::text, 'expired'::text, 'refused'::text])),
  constraint stripe_checkout_sessions_way_known CHECK (way = ANY (ARRAY['page'::text, 'intent'::text]))
);
CREATE INDEX stripe_checkout_sessions_by_order ON stripe_checkout_sessions (order_id);
CREATE INDEX stripe_checkout_sessions_by_payment ON stripe_checkout_sessions (payment_intent_id) WHERE (payment_intent_id IS NOT NULL);
CREATE INDEX stripe_checkout_sessions_due ON stripe_checkout_sessions (next_check_at) WHERE (next_check_at IS NOT NULL);
CREATE UNIQUE INDEX stripe_checkout_sessions_one_open ON stripe_checkout_sessions (order_id) WHERE (status = ANY (ARRAY['creating'::text, 'open'::text]));

create table stripe_events (
  id text not null,
  type text not null,
  state text not null,
  object_id text,
  order_id uuid,
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
  instance text,
  subscription_id uuid,
  constraint stripe_events_pkey PRIMARY KEY (id),
  constraint stripe_events_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id),
  constraint stripe_events_subscription_id_fkey FOREIGN KEY (subscription_id) REFERENCES subscriptions(id),
  constraint stripe_events_state_known CHECK (state = ANY (ARRAY['received'::text, 'done'::text, 'ignored'::text, 'later'::text, 'parked'::text, 'failed'::text]))
);
CREATE INDEX stripe_events_by_order ON stripe_events (order_id) WHERE (order_id IS NOT NULL);
CREATE INDEX stripe_events_by_state ON stripe_events (state, received_at DESC, id DESC);
CREATE INDEX stripe_events_by_subscription ON stripe_events (subscription_id) WHERE (subscription_id IS NOT NULL);
CREATE INDEX stripe_events_due ON stripe_events (next_attempt_at) WHERE (next_attempt_at IS NOT NULL);
CREATE INDEX stripe_events_ignored ON stripe_events (instance, received_at DESC, id DESC) INCLUDE (type, account) WHERE (state = 'ignored'::text);
CREATE INDEX stripe_events_newest ON stripe_events (received_at DESC, id DESC);

create table subscription_invoices (
  id uuid not null,
  subscription_id uuid not null,
  provider_invoice_id text not null,
  number text,
  reason text not null,
  status text not null,
  price_id uuid,
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
  payment_intent_id text,
  order_id uuid,
  allowance_at timestamptz,
  created_at timestamptz not null,
  paid_at timestamptz,
  constraint subscription_invoices_pkey PRIMARY KEY (id),
  constraint subscription_invoices_order_id_key UNIQUE (order_id),
  constraint subscription_invoices_payment_intent_id_key UNIQUE (payment_intent_id),
  constraint subscription_invoices_provider_invoice_id_key UNIQUE (provider_invoice_id),
  constraint subscription_invoices_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id),
  constraint subscription_invoices_price_id_fkey FOREIGN KEY (price_id) REFERENCES prices(id),
  constraint subscription_invoices_subscription_id_fkey FOREIGN KEY (subscription_id) REFERENCES subscriptions(id),
  constraint subscription_invoices_covers CHECK ((covers_from IS NULL) = (covers_to IS NULL) AND covers_to > covers_from),
  constraint subscription_invoices_paid_at CHECK (status <> 'paid'::text OR paid_at IS NOT NULL),
  constraint subscription_invoices_status_known CHECK (status = ANY (ARRAY['draft'::text, 'open'::text, 'paid'::text, 'uncollectible'::text, 'void'::text]))
);
CREATE INDEX subscription_invoices_by_subscription ON subscription_invoices (subscription_id, created_at DESC, id DESC);

create table subscriptions (
  id uuid not null,
  order_id uuid not null,
  instance text not null,
  user_id uuid,
  email text,
  living_key text,
  duplicate_of uuid,
  product_id uuid not null,
  price_id uuid not null,
  seller_id uuid,
  account_id text,
  fee_ppm integer,
  provider_subscription_id text not null,
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
  constraint subscriptions_pkey PRIMARY KEY (id),
  constraint subscriptions_living_key_key UNIQUE (living_key),
  constraint subscriptions_order_id_key UNIQUE (order_id),
  constraint subscriptions_provider_subscription_id_key UNIQUE (provider_subscription_id),
  constraint subscriptions_duplicate_of_fkey FOREIGN KEY (duplicate_of) REFERENCES subscriptions(id),
  constraint subscriptions_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id),
  constraint subscriptions_price_id_fkey FOREIGN KEY (price_id) REFERENCES prices(id),
  constraint subscriptions_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id),
  constraint subscriptions_seller_id_fkey FOREIGN KEY (seller_id) REFERENCES sellers(id),
  constraint subscriptions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint subscriptions_allowance_not_negative CHECK (allowance >= 0 AND (allowance_type IS NOT NULL OR allowance = 0)),
  constraint subscriptions_duplicates_give_nothing CHECK (duplicate_of IS NULL OR NOT has_access AND living_key IS NULL),
  constraint subscriptions_end_closes CHECK ((status <> ALL (ARRAY['canceled'::text, 'incomplete_expired'::text])) OR NOT has_access AND living_key IS NULL),
  constraint subscriptions_have_an_owner CHECK (user_id IS NOT NULL OR email IS NOT NULL),
  constraint subscriptions_seller_paid CHECK ((seller_id IS NULL) = (account_id IS NULL) AND (seller_id IS NULL) = (fee_ppm IS NULL)),
  constraint subscriptions_status_known CHECK (status = ANY (ARRAY['incomplete'::text, 'incomplete_expired'::text, 'trialing'::text, 'active'::text, 'past_due'::text, 'unpaid'::text, 'paused'::text, 'canceled'::text]))
);
CREATE INDEX subscriptions_by_customer ON subscriptions (provider_customer_id);
CREATE INDEX subscriptions_by_email ON subscriptions (email, created_at DESC, id DESC) WHERE (email IS NOT NULL);
CREATE INDEX subscriptions_by_status ON subscriptions (status, created_at DESC, id DESC);
CREATE INDEX subscriptions_by_user ON subscriptions (user_id, created_at DESC, id DESC) WHERE (user_id IS NOT NULL);
CREATE INDEX subscriptions_due ON subscriptions (next_check_at) WHERE (next_check_at IS NOT NULL);
CREATE INDEX subscriptions_newest ON subscriptions (created_at DESC, id DESC);

create table transfers (
  id uuid not null,
  order_id uuid not null,
  seller_id uuid not null,
  account_id text not null,
  source_charge_id text not null,
  amount bigint not null,
  currency text not null,
  state text not null,
  provider_transfer_id text,
  attempts integer not null default 0,
  last_error text,
  created_at timestamptz not null,
  next_attempt_at timestamptz,
  settled_at timestamptz,
  generation integer not null default 1,
  constraint transfers_pkey PRIMARY KEY (id),
  constraint transfers_once_per_seller UNIQUE (order_id, seller_id),
  constraint transfers_provider_transfer_id_key UNIQUE (provider_transfer_id),
  constraint transfers_of_a_share FOREIGN KEY (order_id, seller_id) REFERENCES order_shares(order_id, seller_id),
  constraint transfers_generation_counts CHECK (generation > 0),
  constraint transfers_positive CHECK (amount > 0),
  constraint transfers_state_known CHECK (state = ANY (ARRAY['requested'::text, 'succeeded'::text, 'failed'::text]))
);
CREATE INDEX transfers_due ON transfers (next_attempt_at) WHERE (next_attempt_at IS NOT NULL);
CREATE INDEX transfers_failed ON transfers (seller_id) WHERE (state = 'failed'::text);

create table user_identities (
  issuer text not null,
  subject text not null,
  user_id uuid not null,
  created_at timestamptz not null,
  constraint user_identities_pkey PRIMARY KEY (issuer, subject),
  constraint user_identities_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);
CREATE INDEX user_identities_by_user ON user_identities (user_id);

create table users (
  id uuid not null,
  external_id text not null,
  email text,
  roles text[] not null default '{buyer}'::text[],
  created_at timestamptz not null,
  token_generation integer not null default 0,
  constraint users_pkey PRIMARY KEY (id),
  constraint users_email_key UNIQUE (email),
  constraint users_external_id_key UNIQUE (external_id),
  constraint users_email_is_lower CHECK (email = lower(email)),
  constraint users_roles_known CHECK (roles <@ ARRAY['buyer'::text, 'seller'::text, 'staff'::text])
);

create table webhook_attempts (
  delivery_id uuid not null,
  number integer not null,
  at timestamptz not null,
  url text not null,
  request_headers jsonb not null,
  status integer,
  answer_headers jsonb,
  answer_body text,
  error text,
  duration_ms integer,
  constraint webhook_attempts_pkey PRIMARY KEY (delivery_id, number),
  constraint webhook_attempts_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES webhook_deliveries(id)
);

create table webhook_deliveries (
  id uuid not null,
  "position" bigint not null generated always as identity,
  message_id uuid not null,
  endpoint_id uuid,
  site_id uuid,
  receiver_id uuid not null generated always as (COALESCE(endpoint_id, site_id)) stored,
  type text not null,
  ordering_key text not null,
  body text,
  state text not null default 'pending'::text,
  attempts integer not null default 0,
  tries integer not null default 0,
  created_at timestamptz not null,
  queued_at timestamptz,
  next_attempt_at timestamptz,
  leased_until timestamptz,
  last_status integer,
  last_error text,
  delivered_at timestamptz,
  constraint webhook_deliveries_pkey PRIMARY KEY (id),
  constraint webhook_deliveries_once_per_receiver UNIQUE (message_id, receiver_id),
  constraint webhook_deliveries_position_key UNIQUE ("position"),
  constraint webhook_deliveries_endpoint_id_fkey FOREIGN KEY (endpoint_id) REFERENCES webhook_endpoints(id),
  constraint webhook_deliveries_message_id_fkey FOREIGN KEY (message_id) REFERENCES webhook_messages(id),
  constraint webhook_deliveries_site_id_fkey FOREIGN KEY (site_id) REFERENCES plugin_sites(id),
  constraint webhook_deliveries_counted CHECK (tries >= 0 AND attempts >= tries),
  constraint webhook_deliveries_delivered CHECK ((state = 'delivered'::text) <= (delivered_at IS NOT NULL)),
  constraint webhook_deliveries_due CHECK ((state = 'pending'::text) = (next_attempt_at IS NOT NULL)),
  constraint webhook_deliveries_one_receiver CHECK ((endpoint_id IS NULL) <> (site_id IS NULL)),
  constraint webhook_deliveries_state_known CHECK (state = ANY (ARRAY['pending'::text, 'delivered'::text, 'failed'::text, 'cancelled'::text]))
);
CREATE INDEX webhook_deliveries_by_receiver ON webhook_deliveries (receiver_id, "position");
CREATE INDEX webhook_deliveries_by_state ON webhook_deliveries (state, "position");
CREATE INDEX webhook_deliveries_by_type ON webhook_deliveries (type, "position");
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (next_attempt_at) WHERE (state = 'pending'::text);
CREATE INDEX webhook_deliveries_hanging ON webhook_deliveries (receiver_id) WHERE ((state = 'pending'::text) AND (last_error = 'timed out'::text));
CREATE INDEX webhook_deliveries_in_flight ON webhook_deliveries (receiver_id, leased_until) WHERE (leased_until IS NOT NULL);
CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (receiver_id, ordering_key, "position") WHERE (state = 'pending'::text);

create table webhook_endpoints (
  id uuid not null,
  owner text not null,
  seller_id uuid,
  url text not null,
  description text,
  event_types text[] not null default '{}'::text[],
  secret bytea not null,
  previous_secret bytea,
  previous_secret_until timestamptz,
  plugin_form boolean not null default false,
  state text not null default 'active'::text,
  disabled_reason text,
  failing_since timestamptz,
  last_success_at timestamptz,
  created_at timestamptz not null,
  removed_at timestamptz,
  constraint webhook_endpoints_pkey PRIMARY KEY (id),
  constraint webhook_endpoints_seller_id_fkey FOREIGN KEY (seller_id) REFERENCES sellers(id),
  constraint webhook_endpoints_owner_known CHECK (owner = ANY (ARRAY['shop'::text, 'seller'::text])),
  constraint webhook_endpoints_owner_named CHECK ((owner = 'seller'::text) = (seller_id IS NOT NULL)),
  constraint webhook_endpoints_reason CHECK ((state = 'disabled'::text) = (disabled_reason IS NOT NULL)),
  constraint webhook_endpoints_rotation CHECK ((previous_secret IS NULL) = (previous_secret_until IS NULL)),
  constraint webhook_endpoints_state_known CHECK (state = ANY (ARRAY['active'::text, 'disabled'::text]))
);
CREATE INDEX webhook_endpoints_by_owner ON webhook_endpoints (owner, seller_id, created_at DESC, id DESC) WHERE (removed_at IS NULL);

create table webhook_messages (
  id uuid not null,
  type text not null,
  at timestamptz not null,
  ordering_key text not null,
  order_id uuid,
  audience text not null,
  seller_id uuid,
  site_id uuid,
  data jsonb not null,
  constraint webhook_messages_pkey PRIMARY KEY (id),
  constraint webhook_messages_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id),
  constraint webhook_messages_seller_id_fkey FOREIGN KEY (seller_id) REFERENCES sellers(id),
  constraint webhook_messages_site_id_fkey FOREIGN KEY (site_id) REFERENCES plugin_sites(id),
  constraint webhook_messages_audience CHECK (
CASE audience
    WHEN 'shop'::text THEN seller_id IS NULL AND site_id IS NULL
    WHEN 'seller'::text THEN seller_id IS NOT NULL AND site_id IS NULL
    WHEN 'site'::text THEN seller_id IS NULL AND site_id IS NOT NULL
    ELSE false
END)
);
CREATE INDEX webhook_messages_by_order ON webhook_messages (order_id) WHERE (order_id IS NOT NULL);

CREATE OR REPLACE FUNCTION refuse_ledger_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
    begin
      raise exception 'an entry of the ledger stays as it is; what was wrong is put right by another'
        using errcode = 'integrity_constraint_violation', constraint = 'credit_entries_append_only';
    end $function$;

CREATE OR REPLACE FUNCTION refuse_misnamed_package()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
    end $function$;

CREATE OR REPLACE FUNCTION refuse_order_state_move()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
    end $function$;

CREATE OR REPLACE FUNCTION refuse_price_edit()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
    begin
      if (new.product_id, new.currency, new.unit_amount, new.interval) is distinct from (old.product_id, old.currency, old.unit_amount, old.interval) then
        raise exception 'a price is replaced, never edited' using errcode = 'integrity_constraint_violation', constraint = 'prices_never_edited';
      end if;
      return new;
    end $function$;
