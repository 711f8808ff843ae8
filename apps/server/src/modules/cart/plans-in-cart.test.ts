import { newId } from '@cashwrap/shared/ids'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { insertProduct } from '../../../test/support/builders/product.ts'
import { visitor } from '../../../test/support/builders/user.ts'
import { cloneDatabase, fixedClock, type TestDatabase } from '../../../test/support/index.ts'
import type { Actor } from '../auth/index.ts'
import { addToCart, postgresCarts, viewCart } from './index.ts'

let database: TestDatabase
const clock = fixedClock()
const deps = () => ({
  db: database.db,
  clock,
  carts: postgresCarts(database.db, clock),
  config: { tax: { mode: 'off', ratesBps: {} } as const, shop: { currency: 'USD' } },
})
const monthly = { amount: 900, currency: 'USD', interval: 'month' } as const

beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database[Symbol.asyncDispose]())

const browser = (): Actor => ({ ...visitor, visitHash: Buffer.from(crypto.getRandomValues(new Uint8Array(32))) })

it('takes no plan, and says that it is bought alone', async () => {
  const actor = browser()
  const productId = await insertProduct(database.db, { kind: 'plan', title: 'Room', prices: [monthly] })
  expect(await addToCart(deps(), actor, { productId, quantity: 1 })).toEqual({
    ok: false,
    failure: { kind: 'bought-alone', products: [{ productId, title: 'Room' }] },
  })
  expect(await viewCart(deps(), actor, {})).toMatchObject({ value: { lines: [] } })
})

it('says of a plan without a recurring price that it is not for sale', async () => {
  const productId = await insertProduct(database.db, { kind: 'plan', title: 'Not yet' })
  expect(await addToCart(deps(), browser(), { productId, quantity: 1 })).toMatchObject({
    failure: { kind: 'not-for-sale', products: [{ productId }] },
  })
})

it('charges nothing for a plan that got in, whatever prices it has', async () => {
  const actor = browser()
  const course = await insertProduct(database.db)
  expect((await addToCart(deps(), actor, { productId: course, quantity: 1 })).ok).toBe(true)
  const plan = await insertProduct(database.db, { kind: 'plan', prices: [monthly, { amount: 100, currency: 'USD' }] })
  const { cart_id } = await database.db
    .selectFrom('cart_lines')
    .select('cart_id')
    .where('product_id', '=', course)
    .executeTakeFirstOrThrow()
  await database.db
    .insertInto('cart_lines')
    .values({
      id: newId<'cart-line'>(clock.now().getTime()),
      cart_id,
      product_id: plan,
      quantity: 1,
      seen_unit_amount: 100,
      seen_currency: 'USD',
      added_at: clock.now(),
    })
    .execute()
  const cart = await viewCart(deps(), actor, {})
  expect(cart).toMatchObject({ value: { total: 1000 } })
  const line = cart.ok ? cart.value.lines.find(({ productId }) => productId === plan) : undefined
  expect(line).toMatchObject({ total: { amount: 0 }, notices: [{ kind: 'unavailable' }] })
})
