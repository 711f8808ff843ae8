import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor } from '../src/modules/auth/index.ts'
import { examine } from '../src/modules/reconciliation/index.ts'
import { type House, openHouse } from './support/house.ts'
import { Shopper } from './support/shopper.ts'
import { until } from './support/until.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house[Symbol.asyncDispose]())

it('money that does not match its order opens nothing, is shown to the operator, and is not asked for twice', async () => {
  const { db } = house.deps
  const shopper = new Shopper(house.url)
  await shopper.fill('course')
  const { orderId, sessionId } = await shopper.startPayable()
  await db
    .updateTable('orders')
    .set({ subtotal: sql`subtotal + 100`, total: sql`total + 100` })
    .where('id', '=', orderId)
    .execute()
  await house.sandbox.pay(sessionId)
  await until('it is set aside', async () => (await shopper.status(sessionId)).stage === 'in-review')
  expect((await shopper.settle(sessionId)).ok).toBe(true)

  const order = db.selectFrom('orders').select(['state', 'quarantine_reason']).where('id', '=', orderId)
  expect(await order.executeTakeFirst()).toEqual({ state: 'pending', quarantine_reason: 'subtotal 4999, not 5099' })
  for (const table of ['grants', 'payments', 'notifications'] as const)
    expect([table, await db.selectFrom(table).select('id').where('order_id', '=', orderId).execute()]).toEqual([
      table,
      [],
    ])
  const examined = await examine(house.deps, systemActor('test'), undefined)
  expect(examined.ok && examined.value.findings.map(({ id }) => id)).toContain('review')
  expect((await shopper.cart()).lines).toEqual([])
})
