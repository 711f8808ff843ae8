import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { ObjectType, ObjectTypes } from './object-types.ts'

/** Columns that objects can be looked up by; each mirrors the field of the same name. */
export type Reference = 'status' | 'payment_intent' | 'charge' | 'customer' | 'product'

/** Fields that are looked up seldom, and have no column. */
export type Owner =
  | 'transfer'
  | 'fee'
  | 'source_transaction'
  | 'payment_method'
  | 'invoice'
  | 'subscription'
  | 'test_clock'
  | 'payment.payment_intent'
  | 'parent.subscription_details.subscription'

const REFERENCES: readonly Reference[] = ['status', 'payment_intent', 'charge', 'customer', 'product']

/** What happened in the platform's account and in those of its sellers. */
export const EVERY_ACCOUNT = Symbol('every account')

export type PageQuery = {
  /** Whose; the platform's unless told otherwise. */
  account?: string | typeof EVERY_ACCOUNT
  where?: Partial<Record<Reference, string>>
  created?: { gt?: number; gte?: number; lt?: number; lte?: number }
  startingAfter?: string
  endingBefore?: string
  limit: number
}

export type Page<T> = { data: T[]; hasMore: boolean }

/** All objects by (type, id), newest first in lists. Synchronous: one API call is one transaction. */
export type Store = {
  readonly db: DatabaseSync
  /** The statement of this text, prepared once. */
  statement(sql: string): StatementSync
  /** Runs `work` in a transaction, or inside the one that is open. A throw rolls back all of it. */
  transaction<T>(work: () => T): T
  /** Runs `work` in a transaction and undoes all that it stored; answers what it answered. */
  rehearse<T>(work: () => T): T
  get<K extends ObjectType>(type: K, id: string): ObjectTypes[K] | undefined
  /** Inserts, or replaces the content while keeping the place in lists. */
  put<K extends ObjectType>(type: K, object: ObjectTypes[K], account?: string): ObjectTypes[K]
  remove(type: ObjectType, id: string): boolean
  /** Every object of the type whose field has this value, oldest first. */
  where<K extends ObjectType>(type: K, reference: Reference | Owner, value: string): ObjectTypes[K][]
  page<K extends ObjectType>(
    type: K,
    query: PageQuery,
    matches?: (object: ObjectTypes[K]) => boolean,
  ): Page<ObjectTypes[K]>
  has(type: ObjectType, id: string): boolean
  /** Whose it is: a connected account's id, empty for the platform; undefined for an unknown object. */
  accountOf(type: ObjectType, id: string): string | undefined
  getSetting(name: string): string | undefined
  putSetting(name: string, value: string): void
  /** Empties every table, the ones other parts of the sandbox made included. */
  reset(): void
}

export function createStore(db: DatabaseSync): Store {
  const statements = new Map<string, StatementSync>()
  const prepare = (sql: string): StatementSync => {
    let statement = statements.get(sql)
    if (!statement) {
      statement = db.prepare(sql)
      statements.set(sql, statement)
    }
    return statement
  }
  let depth = 0

  const store: Store = {
    db,
    statement: prepare,
    transaction(work) {
      if (depth > 0) return work()
      prepare('begin immediate').run()
      depth = 1
      try {
        const result = work()
        prepare('commit').run()
        return result
      } catch (error) {
        prepare('rollback').run()
        throw error
      } finally {
        depth = 0
      }
    },
    rehearse(work) {
      return store.transaction(() => {
        prepare('savepoint rehearsal').run()
        try {
          return work()
        } finally {
          prepare('rollback to rehearsal').run()
          prepare('release rehearsal').run()
        }
      })
    },
    get(type, id) {
      const row = prepare('select json from objects where type = ? and id = ?').get(type, id)
      return row ? JSON.parse(String(row.json)) : undefined
    },
    has(type, id) {
      return prepare('select 1 from objects where type = ? and id = ?').get(type, id) !== undefined
    },
    accountOf(type, id) {
      const row = prepare('select account from objects where type = ? and id = ?').get(type, id)
      return row ? String(row.account) : undefined
    },
    put(type, object, account = '') {
      prepare(
        `insert into objects (type, id, account, created, status, payment_intent, charge, customer, product, json)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         on conflict (type, id) do update set created = excluded.created, status = excluded.status,
           payment_intent = excluded.payment_intent, charge = excluded.charge, customer = excluded.customer,
           product = excluded.product, json = excluded.json`,
      ).run(
        type,
        object.id,
        account,
        createdAt(object),
        ...REFERENCES.map((name) => referenceOf(object, name)),
        JSON.stringify(object),
      )
      return object
    },
    remove(type, id) {
      return prepare('delete from objects where type = ? and id = ?').run(type, id).changes > 0
    },
    where(type, reference, value) {
      const field = REFERENCES.some((name) => name === reference) ? reference : `json_extract(json, '$.${reference}')`
      return prepare(`select json from objects where type = ? and ${field} = ? order by seq`)
        .all(type, value)
        .map((row) => JSON.parse(String(row.json)))
    },
    page(type, query, matches = () => true) {
      return readPage(prepare, type, query, matches)
    },
    getSetting(name) {
      const row = prepare('select value from settings where name = ?').get(name)
      return row ? String(row.value) : undefined
    },
    putSetting(name, value) {
      prepare('insert into settings values (?, ?) on conflict (name) do update set value = excluded.value').run(
        name,
        value,
      )
    },
    reset() {
      store.transaction(() => {
        const tables = db.prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
        for (const { name } of tables.all()) db.exec(`delete from "${String(name)}"`)
      })
    },
  }
  return store
}

/** Invoice items call it otherwise. */
function createdAt(object: object): number {
  const created: unknown = 'created' in object ? object.created : 'date' in object ? object.date : 0
  return typeof created === 'number' ? created : 0
}

function referenceOf(object: object, name: Reference): string | null {
  const value: unknown = Reflect.get(object, name)
  return typeof value === 'string' ? value : null
}

/** Stripe's lists: newest first; `ending_before` pages back towards the newest and still answers newest first. */
function readPage<K extends ObjectType>(
  prepare: (sql: string) => StatementSync,
  type: K,
  query: PageQuery,
  matches: (object: ObjectTypes[K]) => boolean,
): Page<ObjectTypes[K]> {
  const conditions = ['type = ?']
  const values: SQLInputValue[] = [type]
  if (query.account !== EVERY_ACCOUNT) {
    conditions.push('account = ?')
    values.push(query.account ?? '')
  }
  for (const name of REFERENCES) {
    const wanted = query.where?.[name]
    if (wanted === undefined) continue
    conditions.push(`${name} = ?`)
    values.push(wanted)
  }
  const { gt, gte, lt, lte } = query.created ?? {}
  for (const [operator, bound] of [
    ['>', gt],
    ['>=', gte],
    ['<', lt],
    ['<=', lte],
  ] as const) {
    if (bound === undefined) continue
    conditions.push(`created ${operator} ?`)
    values.push(bound)
  }
  const backwards = query.endingBefore !== undefined
  const cursor = query.endingBefore ?? query.startingAfter
  if (cursor !== undefined) {
    const operator = backwards ? '>' : '<'
    const position =
      '(select created from objects where type = ? and id = ?), (select seq from objects where type = ? and id = ?)'
    conditions.push(`(created, seq) ${operator} (${position})`)
    values.push(type, cursor, type, cursor)
  }
  const direction = backwards ? 'asc' : 'desc'
  const rows = prepare(
    `select json from objects where ${conditions.join(' and ')} order by created ${direction}, seq ${direction}`,
  ).iterate(...values)
  const data: ObjectTypes[K][] = []
  let hasMore = false
  for (const row of rows) {
    const object: ObjectTypes[K] = JSON.parse(String(row.json))
    if (!matches(object)) continue
    if (data.length === query.limit) {
      hasMore = true
      break
    }
    data.push(object)
  }
  if (backwards) data.reverse()
  return { data, hasMore }
}
