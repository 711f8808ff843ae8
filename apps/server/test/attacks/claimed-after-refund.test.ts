import { newId } from '@cashwrap/shared/ids'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor } from '../../src/modules/auth/index.ts'
import { claimGuestPurchases } from '../../src/modules/fulfilment/index.ts'
import { observeRefunds } from '../../src/modules/refunds/index.ts'
import { transact } from '../../src/platform/db/transaction.ts'
import { type House, openHouse } from '../support/house.ts'
import { atStripe } from '../support/refunding.ts'
import { Shopper } from '../support/shopper.ts'

let house: House
beforeAll(async () => {
  house = await openHouse({ work: false, webhooks: false })
})
afterAll(() => house[Symbol.asyncDispose]())

it('a guest who claims credits after a part of the money went back never has all of them, however long Stripe is silent', async () => {
  const { db } = house.deps
  const guest = new Shopper(house.url)
  expect((await guest.mutate('cart.add', { productId: house.products.images, quantity: 1 })).ok).toBe(true)
  const { orderId, sessionId } = await guest.startPayable()
  await house.sandbox.pay(sessionId)
  await guest.settle(sessionId)
  const { total } = await db.selectFrom('orders').select('total').where('id', '=', orderId).executeTakeFirstOrThrow()
  await atStripe(house).refund(orderId, { amount: total / 2 })
  expect(await observeRefunds(house.deps, systemActor('test'), { orderId })).toMatchObject({ ok: true })

  const at = house.deps.clock.now()
  const userId = newId<'user'>(at.getTime())
  const user = { id: userId, external_id: `user_${userId}`, email: guest.email, created_at: at }
  await db.insertInto('users').values(user).execute()
  await transact(db, (tx) => claimGuestPurchases(house.deps)(tx, { userId, email: guest.email, at }))
  const balance = db
    .selectFrom('credit_balances as b')
    .innerJoin('credit_accounts as a', 'a.id', 'b.account_id')
    .select(['b.bought', 'b.owed'])
    .where('a.user_id', '=', userId)
  expect(await balance.execute()).toEqual([{ bought: 10, owed: 0 }])
})
