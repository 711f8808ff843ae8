import { randomUUID } from 'node:crypto'
import { newId, type OrderItemId } from '@cashwrap/shared/ids'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor } from '../../src/modules/auth/index.ts'
import { ensureUserAccount } from '../../src/modules/credits/account-store.ts'
import { adjustCredits, grantPurchase } from '../../src/modules/credits/index.ts'
import { transact } from '../../src/platform/db/transaction.ts'
import { insertOrder } from '../support/builders/order.ts'
import { insertProduct } from '../support/builders/product.ts'
import { insertUser } from '../support/builders/user.ts'
import { cloneDatabase, fixedClock, recordingEnqueue, type TestDatabase } from '../support/index.ts'

const system = systemActor('test')
let database: TestDatabase
beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database[Symbol.asyncDispose]())

it('a correction and a purchase that meet in one account wait for one another, and neither is begun again', async () => {
  const { db } = database
  const { enqueue } = recordingEnqueue()
  const clock = fixedClock()
  const { user } = await insertUser(db, 'owner@buyers.test')
  const userId = user.id
  const accountId = await transact(db, (tx) => ensureUserAccount(tx, userId, clock.now()))
  const productId = await insertProduct(db, { kind: 'credit_package' })
  const { orderId } = await insertOrder(db, { productId, lines: [{ sellerId: null, total: 100 }] })
  let begun = 0
  const give = () =>
    adjustCredits({ db, clock, enqueue }, system, {
      whose: { userId },
      creditType: 'article',
      bucket: 'bought',
      credits: 1,
      note: 'test',
      key: randomUUID(),
    })
  const buy = () =>
    transact(db, (tx) => {
      begun += 1
      const itemId: OrderItemId = newId(Date.now())
      const lines = [{ itemId, creditType: 'article', credits: 1 }]
      return grantPurchase(tx, { enqueue }, { orderId, accountId, userId: null, lines, at: clock.now() })
    })
  await Promise.all(Array.from({ length: 40 }, (_, at) => (at % 2 ? give() : buy())))
  const [balance] = await db
    .selectFrom('credit_balances')
    .select('bought')
    .where('account_id', '=', accountId)
    .execute()
  expect(balance).toEqual({ bought: 40 })
  expect(begun).toBe(20)
})
