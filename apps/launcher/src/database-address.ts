import pg from 'pg'
import { StartFailure } from './failure.ts'

const WHAT_IT_SHOULD_BE = 'it must be a Postgres address such as postgres://user:password@host:5432/cashwrap'

/** Proves that the operator's DATABASE_URL leads to a database that lets us in. Never repeats the password it holds. */
export async function checkDatabase(databaseUrl: string): Promise<void> {
  const url = URL.parse(databaseUrl)
  if (url === null || !/^postgres(ql)?:$/.test(url.protocol)) {
    throw new StartFailure(`DATABASE_URL is not usable: ${WHAT_IT_SHOULD_BE}.`)
  }
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (error) {
    throw new StartFailure(`DATABASE_URL leads nowhere: ${reasonOf(error, url)}.`)
  } finally {
    await client.end().catch(() => undefined)
  }
}

function reasonOf(error: unknown, url: URL): string {
  const place = `${url.hostname || 'localhost'}:${url.port || '5432'}`
  const first = error instanceof AggregateError ? error.errors[0] : error
  const { code, message } = first as { code?: string; message?: string }
  switch (code) {
    case 'ECONNREFUSED':
      return `nothing answers at ${place}`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `no machine is known as ${url.hostname}`
    case '28P01':
    case '28000':
      return `Postgres at ${place} does not accept this user and password`
    case '3D000':
      return `Postgres at ${place} has no database named ${url.pathname.slice(1)}`
    default:
      return (message ?? 'no reason was given').replace(/\.$/, '')
  }
}

/** Whether the shop has nothing to sell yet, which is when the demo shop moves in. */
export async function isShopEmpty(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from products limit 1')
    return rowCount === 0
  } finally {
    await client.end()
  }
}
