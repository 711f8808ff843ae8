import { OrderState } from '@cashwrap/shared/contracts/primitives'
import { newId, type OrderId } from '@cashwrap/shared/ids'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../test/support/test-database.ts'
import { NEXT_STATES } from './domain/order-state.ts'

const AT = new Date('2026-05-02T00:00:00Z')
const STATES = OrderState.options
const MOVES = STATES.flatMap((from) => STATES.filter((to) => to !== from).map((to) => ({ from, to })))

let database: TestDatabase
beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database[Symbol.asyncDispose]())

async function insertOrder(state: OrderState): Promise<OrderId> {
  const id: OrderId = newId(AT.getTime())
  await database.db
    .insertInto('orders')
    .values({
      id,
      state,
      source: 'test',
      instance: 'localhost:4321',
      currency: 'USD',
      subtotal: 0,
      discount: 0,
      tax: 0,
      total: 0,
      tax_mode: 'off',
      fingerprint: Buffer.alloc(32),
      created_at: AT,
      completed_at: AT,
    })
    .execute()
  return id
}

it.each(MOVES)('the database lets an order go from $from to $to exactly if the rules do', async ({ from, to }) => {
  const id = await insertOrder(from)
  const move = database.db.updateTable('orders').set({ state: to }).where('id', '=', id).execute()
  const allowed: readonly OrderState[] = NEXT_STATES[from]
  if (allowed.includes(to)) await move
  else await expect(move).rejects.toMatchObject({ constraint: 'orders_state_moves' })
  const { state } = await database.db
    .selectFrom('orders')
    .select('state')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  expect(state).toBe(allowed.includes(to) ? to : from)
})
