import { newId } from '@cashwrap/shared/ids'
import cookie from '@fastify/cookie'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { insertOrder } from '../../../test/support/builders/order.ts'
import { insertProduct } from '../../../test/support/builders/product.ts'
import { openSignInHouse, type SignInHouse } from '../../../test/support/sign-in-house.ts'
import { cloneDatabase, type TestDatabase } from '../../../test/support/test-database.ts'
import { salesCsvRoutes } from './sales-csv.routes.ts'

let database: TestDatabase
let house: SignInHouse
let app: FastifyInstance
beforeAll(async () => {
  database = await cloneDatabase()
  house = await openSignInHouse(database)
  app = fastify()
  await app.register(cookie)
  salesCsvRoutes(app, house.deps)
})
afterAll(async () => {
  await app.close()
  await database[Symbol.asyncDispose]()
})

const get = (token?: string) =>
  app.inject({ url: '/api/seller/sales.csv', ...(token && { cookies: { cashwrap: token } }) })

it('sends the sales as a spreadsheet: decimals by currency, quoted, and nothing in it that runs', async () => {
  const { token } = await house.signIn('mia@shop.example')
  const user = await database.db
    .selectFrom('users')
    .select('id')
    .where('email', '=', 'mia@shop.example')
    .executeTakeFirstOrThrow()
  const sellerId = newId<'seller'>(1)
  await database.db
    .insertInto('sellers')
    .values({ id: sellerId, external_id: 'mia', slug: 'mia', name: 'Mia', user_id: user.id, created_at: new Date() })
    .execute()
  const productId = await insertProduct(database.db)
  const numbers: number[] = []
  for (const [index, [title, currency, gross, fee, refunded]] of (
    [
      ['Plain', 'USD', 4999, 500, 0],
      ['Say "hi", twice', 'JPY', 750, 75, 0],
      ['=HYPERLINK("http://x.example")', 'KWD', 5120, 510, 5120],
    ] as const
  ).entries()) {
    const at = new Date(Date.UTC(2026, 4, 3 - index))
    const { orderId, number } = await insertOrder(database.db, {
      productId,
      lines: [{ sellerId, total: gross, title }],
      currency,
      at,
    })
    numbers.push(number)
    await database.db
      .insertInto('order_shares')
      .values({
        order_id: orderId,
        seller_id: sellerId,
        way: 'destination',
        account_id: 'acct_mia',
        currency,
        gross,
        fee,
        fee_ppm: 100_000,
        sold_at: at,
        refunded,
      })
      .execute()
  }
  const answer = await get(token)
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8; header=present')
  expect(answer.headers['content-disposition']).toContain('filename="sales-2026-05-04.csv"')
  expect(answer.headers['cache-control']).toBe('private, no-store')
  expect(answer.body.split('\r\n')).toEqual([
    'order,sold_at,products,currency,gross,refunded,fee,net,payout',
    `${numbers[0]},2026-05-03T00:00:00.000Z,Plain,USD,49.99,0.00,5.00,44.99,with-payment`,
    `${numbers[1]},2026-05-02T00:00:00.000Z,"Say ""hi"", twice",JPY,750,0,75,675,with-payment`,
    `${numbers[2]},2026-05-01T00:00:00.000Z,"'=HYPERLINK(""http://x.example"")",KWD,5.120,5.120,0.510,-0.510,with-payment`,
    '',
  ])
})

it('asks strangers to sign in, and tells who does not sell', async () => {
  expect((await get()).statusCode).toBe(401)
  expect((await get('x'.repeat(43))).statusCode).toBe(401)
  const { token } = await house.signIn('buyer@shop.example')
  const answer = await get(token)
  expect(answer.statusCode).toBe(404)
  expect(answer.json()).toMatchObject({ error: 'You do not sell here.' })
})
