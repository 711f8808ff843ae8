import { type PostgresCursor, type PostgresPool, type PostgresPoolClient, type PostgresQueryResult, sql } from 'kysely'
import type pg from 'pg'

const MARK = '/* prepared */'

/**
 * Stands in a statement that is asked so often that reading and planning it anew each time is what costs most. Each connection
 * then prepares it once. Only for a text that is always the same and names its columns: a `*` would fail where a migration adds
 * a column under a running server.
 */
export const prepared = sql.raw(MARK)

/** The same pool, with marked statements prepared under a name. */
export function preparing(pool: pg.Pool): PostgresPool {
  const names = new Map<string, string>()
  const nameOf = (text: string): string => {
    const name = names.get(text) ?? `prepared_${names.size + 1}`
    names.set(text, name)
    return name
  }
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  const wrap = (client: pg.PoolClient): PostgresPoolClient => ({
    query: preparingQuery(client, nameOf),
    release: (destroy) => client.release(destroy),
  })
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect()
      const wrapped = clients.get(client) ?? wrap(client)
      clients.set(client, wrapped)
      return wrapped
    },
  }
}

function preparingQuery(client: pg.PoolClient, nameOf: (text: string) => string): PostgresPoolClient['query'] {
  function query<R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>
  function query(text: unknown, parameters: readonly unknown[] = []): unknown {
    if (typeof text !== 'string') throw new Error('cursors are not read here')
    return client.query({ text, values: [...parameters], ...(text.includes(MARK) && { name: nameOf(text) }) })
  }
  return query
}
