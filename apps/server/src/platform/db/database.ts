import type { Database } from '@cashwrap/shared/db'
import { type Kysely, Kysely as KyselyClass, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import { preparing } from './prepared.ts'

export type Db = Kysely<Database>
/** A handle that is inside a transaction: a store that writes asks for this, and a plain `Db` does not compile. */
export type Tx = Transaction<Database>

const INT8 = 20
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 && format !== 'binary' ? safeInteger : pg.types.getTypeParser(oid, format as 'text'),
}

function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} does not fit a safe integer`)
  return value
}

export interface OpenDatabase extends AsyncDisposable {
  db: Db
  pool: pg.Pool
  url: string
}

/** One pool per process. `onIdleError` hears of connections that broke while unused; work in progress gets the error itself. */
export function openDatabase(
  url: string,
  size: number,
  onIdleError: (error: Error) => void,
  onQuery?: (sql: string) => void,
): OpenDatabase {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    types,
    application_name: 'cashwrap',
    connectionTimeoutMillis: 5_000,
    statement_timeout: 15_000,
    lock_timeout: 5_000,
    idle_in_transaction_session_timeout: 15_000,
  })
  pool.on('error', onIdleError)
  // The pool listens to idle connections only. One that breaks inside a transaction tells its query, and would end the process too.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const db = new KyselyClass<Database>({
    dialect: new PostgresDialect({ pool: preparing(pool) }),
    ...(onQuery ? { log: (event) => onQuery(event.query.sql) } : {}),
  })
  return { db, pool, url, [Symbol.asyncDispose]: () => db.destroy() }
}
