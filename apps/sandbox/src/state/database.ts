import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const SCHEMA = `
create table if not exists objects (
  seq integer primary key autoincrement,
  type text not null,
  id text not null,
  account text not null,
  created integer not null,
  status text,
  payment_intent text,
  charge text,
  customer text,
  product text,
  json text not null
);
create unique index if not exists objects_by_id on objects (type, id);
create index if not exists objects_by_payment_intent on objects (type, payment_intent) where payment_intent is not null;
create index if not exists objects_by_charge on objects (type, charge) where charge is not null;
create index if not exists objects_by_customer on objects (type, customer) where customer is not null;
create index if not exists objects_by_product on objects (type, product) where product is not null;
create index if not exists objects_by_created on objects (type, created, seq);

create table if not exists idempotency_keys (
  account text not null,
  key text not null,
  operation text not null,
  fingerprint text not null,
  status integer not null,
  body text not null,
  request_id text not null,
  created integer not null,
  primary key (account, key)
) without rowid;
create index if not exists idempotency_keys_by_age on idempotency_keys (created);

create table if not exists deliveries (
  id integer primary key autoincrement,
  event_id text not null,
  endpoint_id text not null,
  state text not null,
  due integer not null,
  attempts integer not null default 0,
  in_order integer not null default 0,
  held_by text,
  last_status integer,
  last_error text
);
create index if not exists deliveries_due on deliveries (due) where state = 'pending';
create index if not exists deliveries_by_event on deliveries (event_id);

create table if not exists timers (
  kind text not null,
  subject text not null,
  due integer not null,
  clock text not null default '',
  seq integer not null default 0,
  primary key (kind, subject)
) without rowid;

create table if not exists faults (
  seq integer primary key autoincrement,
  id text not null unique,
  json text not null
);

create table if not exists requests (
  seq integer primary key autoincrement,
  id text not null,
  json text not null
);

create table if not exists settings (
  name text primary key,
  value text not null
) without rowid;
`

/** Columns that came after files were first written. */
const LATER_COLUMNS = {
  deliveries: ['in_order integer not null default 0'],
  timers: ["clock text not null default ''", 'seq integer not null default 0'],
}
const LATER_INDEXES = `
drop index if exists timers_due;
create index if not exists timers_by_clock on timers (clock, due, seq);
`

/** Opens the state: one SQLite file in `dataDir`, or memory when it is null. A killed process loses no committed call. */
export function openDatabase(dataDir: string | null): DatabaseSync {
  if (dataDir !== null) mkdirSync(dataDir, { recursive: true })
  const db = new DatabaseSync(dataDir === null ? ':memory:' : join(dataDir, 'sandbox.sqlite'))
  db.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma busy_timeout = 2000;')
  db.exec(SCHEMA)
  for (const [table, columns] of Object.entries(LATER_COLUMNS)) addColumns(db, table, columns)
  db.exec(LATER_INDEXES)
  return db
}

function addColumns(db: DatabaseSync, table: string, columns: readonly string[]): void {
  const known = db
    .prepare(`pragma table_info(${table})`)
    .all()
    .map(({ name }) => String(name))
  for (const column of columns) {
    if (!known.includes(column.split(' ', 1)[0] ?? '')) db.exec(`alter table ${table} add column ${column}`)
  }
}
