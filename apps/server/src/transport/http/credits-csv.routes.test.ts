import type { UserId } from '@cashwrap/shared/ids'
import cookie from '@fastify/cookie'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openSignInHouse, type SignInHouse } from '../../../test/support/sign-in-house.ts'
import { cloneDatabase, type TestDatabase } from '../../../test/support/test-database.ts'
import { systemActor } from '../../modules/auth/index.ts'
import { adjustCredits, spendOwnCredits } from '../../modules/credits/index.ts'
import { creditsCsvRoutes } from './credits-csv.routes.ts'

let database: TestDatabase
let house: SignInHouse
let app: FastifyInstance
beforeAll(async () => {
  database = await cloneDatabase()
  house = await openSignInHouse(database)
  app = fastify()
  await app.register(cookie)
  creditsCsvRoutes(app, house.deps)
})
afterAll(async () => {
  await app.close()
  await database[Symbol.asyncDispose]()
})

const get = (query: string, token?: string) =>
  app.inject({ url: `/api/credits/statement.csv${query}`, ...(token && { cookies: { cashwrap: token } }) })

const give = async (userId: UserId, creditType: string, credits: number, note: string) => {
  const given = await adjustCredits(house.deps, systemActor('test'), {
    whose: { userId },
    creditType,
    bucket: 'promotion',
    credits,
    note,
    key: `${userId} ${note}`,
  })
  if (!given.ok) throw new Error(given.failure.kind)
}

async function someone(email: string) {
  const { token } = await house.signIn(email)
  const user = await database.db.selectFrom('users').selectAll().where('email', '=', email).executeTakeFirstOrThrow()
  return { token, userId: user.id }
}

it('sends one’s own statement, newest first, by type and kind, and nothing in it that runs', async () => {
  const { token, userId } = await someone('mia@shop.example')
  const other = await someone('somebody-else@shop.example')
  await give(other.userId, 'article', 99, 'not for Mia')
  const first = house.clock.now().toISOString()
  await give(userId, 'article', 10, '=HYPERLINK("http://x.example")')
  house.clock.advance(1)
  await give(userId, 'image', 5, 'Sorry, for "that" day')
  house.clock.advance(1)
  const spent = await spendOwnCredits(
    house.deps,
    {
      kind: 'user',
      user: { id: userId, email: null, roles: ['buyer'], subject: null },
      visitHash: null,
      name: null,
      requestId: null,
    },
    { creditType: 'article', amount: 3, key: 'a' },
  )
  expect(spent.ok).toBe(true)
  const answer = await get('', token)
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8; header=present')
  expect(answer.headers['content-disposition']).toContain(`filename="credits-${first.slice(0, 10)}.csv"`)
  expect(answer.headers['cache-control']).toBe('private, no-store')
  const [header, ...lines] = answer.body.split('\r\n')
  expect(header).toBe('at,type,kind,change,promotion,plan,bought,owed,balance,order,note')
  expect(lines.map((line) => line.slice(line.indexOf(',') + 1))).toEqual([
    'article,spend,-3,-3,0,0,0,7,,',
    'image,grant,5,5,0,0,0,5,,"Sorry, for ""that"" day"',
    `article,grant,10,10,0,0,0,10,,"'=HYPERLINK(""http://x.example"")"`,
    '',
  ])
  expect(lines[2]?.startsWith(`${first},`)).toBe(true)

  const kinds = async (query: string) =>
    (await get(query, token)).body
      .split('\r\n')
      .slice(1, -1)
      .map((line) => line.split(',').slice(1, 3).join(' '))
  expect(await kinds('?type=article')).toEqual(['article spend', 'article grant'])
  expect(await kinds('?kind=grant')).toEqual(['image grant', 'article grant'])
  expect(await kinds('?type=image&kind=spend')).toEqual([])
  const filtered = await get('?type=article&kind=grant', token)
  expect(filtered.headers['content-disposition']).toContain('credits-article-grant-')
})

it('asks strangers to sign in, and refuses what is no filter', async () => {
  expect((await get('')).statusCode).toBe(401)
  expect((await get('', 'x'.repeat(43))).json()).toMatchObject({ error: 'Sign in to see your credits.' })
  const { token } = await someone('eve@shop.example')
  expect((await get('', token)).body.split('\r\n')).toHaveLength(2)
  for (const query of ['?type=%27', '?kind=gift', '?kind=spend&kind=grant', '?user=mia'])
    expect((await get(query, token)).statusCode).toBe(400)
})
