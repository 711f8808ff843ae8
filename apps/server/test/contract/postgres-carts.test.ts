import { expect, it } from 'vitest'
import { CART_LIFE_DAYS, postgresCarts } from '../../src/modules/cart/index.ts'
import { insertProduct } from '../support/builders/product.ts'
import { fixedClock } from '../support/fixed-clock.ts'
import { cloneDatabase } from '../support/test-database.ts'
import { cartStoreSuite } from './cart-store.suite.ts'

cartStoreSuite(async (database, clock) => ({
  carts: postgresCarts(database.db, clock),
  [Symbol.asyncDispose]: async () => undefined,
}))

it('deletes old carts with their lines, some at a time', async () => {
  await using database = await cloneDatabase()
  const clock = fixedClock()
  const carts = postgresCarts(database.db, clock)
  const productId = await insertProduct(database.db)
  for (let visit = 0; visit < 250; visit++) {
    const visitHash = Buffer.alloc(32)
    visitHash.writeUInt32BE(visit)
    const prices = [{ amount: 1000, currency: 'USD' }] as const
    await carts.put(visitHash, { productId, quantity: 1, isOnce: false, prices, at: clock.now() })
  }
  expect(await carts.forgetOld()).toBe(0)
  clock.advance(CART_LIFE_DAYS * 86_400)
  expect([await carts.forgetOld(), await carts.forgetOld(), await carts.forgetOld()]).toEqual([200, 50, 0])
  expect(await database.db.selectFrom('cart_lines').select('id').execute()).toEqual([])
})
