import { basketOfVisit, type OrderId } from '@cashwrap/shared/ids'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { insertOrder } from '../../../test/support/builders/order.ts'
import { insertProduct } from '../../../test/support/builders/product.ts'
import { type FixedClock, fixedClock } from '../../../test/support/fixed-clock.ts'
import { recordingEnqueue } from '../../../test/support/recording-enqueue.ts'
import { cloneDatabase, type TestDatabase } from '../../../test/support/test-database.ts'
import { transact } from '../../platform/db/transaction.ts'
import { systemActor } from '../auth/index.ts'
import { bringCartChanges, CART_LIFE_DAYS, owedChanges, postgresCarts, sweepCarts } from './index.ts'

let database: TestDatabase
let clock: FixedClock
let queue: ReturnType<typeof recordingEnqueue>
let orderId: OrderId
const logged: string[] = []
const log = pino({}, { write: (line: string) => void logged.push(line) })

beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database[Symbol.asyncDispose]())
beforeEach(async () => {
  clock = fixedClock()
  queue = recordingEnqueue()
  logged.length = 0
  const productId = await insertProduct(database.db)
  orderId = (await insertOrder(database.db, { productId, lines: [{ sellerId: null, total: 100 }] })).orderId
  const basket = basketOfVisit(Buffer.from(crypto.getRandomValues(new Uint8Array(32))))
  await database.db.updateTable('orders').set({ basket }).where('id', '=', orderId).execute()
  // As a server does whose carts are in Redis.
  const owed = owedChanges({ db: database.db, clock, enqueue: queue.enqueue })
  await transact(database.db, (tx) => owed.owe(tx, orderId, 'take-bought'))
  queue.jobs.length = 0
})

const deps = () => ({ db: database.db, clock, enqueue: queue.enqueue, log, carts: postgresCarts(database.db, clock) })
const isOwed = async () => {
  const of = database.db.selectFrom('cart_changes').select('next_attempt_at').where('order_id', '=', orderId)
  return (await of.executeTakeFirstOrThrow()).next_attempt_at !== null
}

it('leaves what is owed to a cart kept elsewhere to a process that reaches it, and says so', async () => {
  await bringCartChanges(deps(), systemActor('test'), { orderId })
  expect(await isOwed()).toBe(true)
  expect(logged).toHaveLength(1)
  expect(JSON.parse(logged[0]!)).toMatchObject({ level: 40, orderId })

  clock.advance(60)
  await sweepCarts(deps())
  expect(queue.jobs).toEqual([])
  const brought: OrderId[] = []
  const elsewhere = { ...deps().carts, bringChanges: async (id: OrderId) => void brought.push(id) }
  await sweepCarts({ ...deps(), carts: elsewhere })
  expect(queue.jobs).toEqual([{ name: 'change-cart', payload: { orderId } }])
  await bringCartChanges({ ...deps(), carts: elsewhere }, systemActor('test'), { orderId })
  expect(brought).toEqual([orderId])
})

it('forgets what is owed to a cart when no such cart can be left', async () => {
  clock.advance(CART_LIFE_DAYS * 86_400 - 1)
  await sweepCarts(deps())
  expect(await isOwed()).toBe(true)
  clock.advance(1)
  await sweepCarts(deps())
  expect(await isOwed()).toBe(false)
})
