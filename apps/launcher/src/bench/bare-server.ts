import { randomUUID } from 'node:crypto'
import fastify from 'fastify'
import pg from 'pg'
import { BARE_SETTINGS, type BareSettings, type BareStatement } from './bare-route.ts'

/**
 * What the machine gives at most: Fastify, a route for each endpoint, and in it the one statement that the server sends there.
 * No credentials, no checks, no rules. The site is said in `x-site-id`.
 */
const { port, databaseUrl, poolSize, read, deduct } = JSON.parse(process.env[BARE_SETTINGS] ?? '') as BareSettings
const pool = new pg.Pool({ connectionString: databaseUrl, max: poolSize, application_name: 'bare' })
const app = fastify()

async function run({ name, text, parameters }: BareStatement, site: string, user: string): Promise<unknown> {
  const values = parameters.map((parameter) => {
    if (parameter === 'site') return site
    if (parameter === 'user') return user
    return parameter === 'new id' ? randomUUID() : parameter.always
  })
  const { rows } = await pool.query({ ...(name !== null && { name }), text, values })
  return { success: rows.length === 1, row: rows[0] }
}

app.get('/readyz', () => ({ status: 'ready' }))
app.get<{ Querystring: { user_id: string } }>('/api/v1/users/credits', ({ headers, query }) =>
  run(read, String(headers['x-site-id']), query.user_id),
)
app.post<{ Body: { user_id: number } }>('/api/v1/users/deduct-credits', ({ headers, body }) =>
  run(deduct, String(headers['x-site-id']), String(body.user_id)),
)
await app.listen({ port, host: '127.0.0.1' })
process.once('SIGTERM', async () => {
  await app.close()
  await pool.end()
})
