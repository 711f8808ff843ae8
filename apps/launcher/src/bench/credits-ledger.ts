import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { type Call, KeepAliveConnection } from './keep-alive-connection.ts'

/** A site with all that its calls carry. */
export interface BenchSite {
  id: string
  instanceId: string
  token: string
}

/** Registers sites as the plugin does. */
export async function registerSites(port: number, databaseUrl: string, count: number): Promise<BenchSite[]> {
  const tokens = new Map<string, string>()
  const connection = await KeepAliveConnection.open(port)
  while (tokens.size < count) {
    const instanceId = randomUUID()
    const { status, body } = await connection.send({
      method: 'POST',
      path: '/api/v1/plugins/register',
      headers: {},
      body: { instance_id: instanceId, site_url: `https://${instanceId}.example`, admin_email: 'owner@shop.example' },
    })
    if (status !== 200) throw new Error(`a registration was answered ${status}: ${body}`)
    tokens.set(instanceId, (JSON.parse(body) as { api_token: string }).api_token)
  }
  connection.close()
  return inDatabase(databaseUrl, async (client) => {
    const { rows } = await client.query<{ id: string; instance_id: string }>('select id, instance_id from plugin_sites')
    return rows.flatMap(({ id, instance_id: instanceId }) => {
      const token = tokens.get(instanceId)
      return token === undefined ? [] : [{ id, instanceId, token }]
    })
  })
}

/** A user's last ten days: credits given of every kind, and some of them spent. In the order of writing, with running sums. */
const TEN_ENTRIES = `
  (1, 'article', 'free', 'account', 3, 0, 0, 3),
  (2, 'article', 'grant', 'operator', 0, 0, 1000, 1003),
  (3, 'article', 'spend', 'spend', -1, 0, 0, 1002),
  (4, 'image', 'grant', 'operator', 0, 0, 500, 500),
  (5, 'article', 'spend', 'spend', -2, 0, 0, 1000),
  (6, 'image', 'spend', 'spend', 0, 0, -2, 498),
  (7, 'rewrite', 'allowance', 'operator', 0, 50, 0, 50),
  (8, 'article', 'spend', 'spend', 0, 0, -1, 999),
  (9, 'rewrite', 'spend', 'spend', 0, -1, 0, 49),
  (10, 'article', 'spend', 'spend', 0, 0, -1, 998)`
const ENTRIES_PER_USER = 10

/**
 * Gives every registered site so many users with ten entries each, written as time would have: everyone's first, then
 * everyone's second. Constraints and triggers are as always. Returns how many entries the ledger has.
 */
export async function fillLedger(databaseUrl: string, usersPerSite: number): Promise<number> {
  return inDatabase(databaseUrl, async (client) => {
    await client.query('begin')
    await client.query(
      `insert into credit_accounts (id, site_id, site_user_id, email, email_is_hint, created_at)
       select uuidv7(interval '-11 days'), s.id, u.number, 'user-' || u.number || '@shop.example', false, now() - interval '11 days'
       from plugin_sites s cross join generate_series(1, $1::int) as u (number)`,
      [usersPerSite],
    )
    await client.query(
      `insert into credit_entries
         (id, account_id, credit_type, kind, source_kind, source_id, promotion, plan, bought, balance, at)
       select uuidv7(make_interval(days => e.number - ${ENTRIES_PER_USER + 1})), a.id, e.credit_type, e.kind, e.source_kind,
         gen_random_uuid()::text, e.promotion, e.plan, e.bought, e.balance,
         now() + make_interval(days => e.number - ${ENTRIES_PER_USER + 1})
       from credit_accounts a
       cross join (values ${TEN_ENTRIES})
         as e (number, credit_type, kind, source_kind, promotion, plan, bought, balance)
       where a.site_id is not null
       order by e.number, a.id`,
    )
    await client.query(
      `insert into credit_balances (account_id, credit_type, promotion, plan, bought)
       select account_id, credit_type, sum(promotion), sum(plan), sum(bought) from credit_entries
       where account_id in (select id from credit_accounts where site_id is not null)
       group by 1, 2 order by 1, 2`,
    )
    await client.query('commit')
    // What the server's own housekeeping would have done by the time a ledger is as long as that.
    await client.query('vacuum (analyze) credit_accounts, credit_balances, credit_entries, plugin_sites')
    await client.query('checkpoint')
    const { rows } = await client.query<{ count: string }>('select count(*) from credit_entries')
    return Number(rows[0]?.count)
  })
}

export const readCredits = (site: BenchSite, userId: number): Call => ({
  method: 'GET',
  path: `/api/v1/users/credits?user_id=${userId}&user_email=${emailOf(userId)}&site_url=${siteUrlOf(site)}`,
  headers: credentialsOf(site),
})

export const deductCredit = (site: BenchSite, userId: number): Call => ({
  method: 'POST',
  path: '/api/v1/users/deduct-credits',
  headers: credentialsOf(site),
  body: {
    user_id: userId,
    user_email: emailOf(userId),
    site_url: siteUrlOf(site),
    credit_type: 'article',
    amount: 1,
  },
})

const emailOf = (userId: number): string => `user-${userId}@shop.example`
const siteUrlOf = ({ instanceId }: BenchSite): string => `https://${instanceId}.example`
const credentialsOf = ({ token, instanceId }: BenchSite) => ({
  authorization: `Bearer ${token}`,
  'x-instance-id': instanceId,
  'user-agent': 'Cashwrap bench',
})

async function inDatabase<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
