import type { OrderId } from '@cashwrap/shared/ids'
import { expect } from 'vitest'
import { systemActor } from '../../src/modules/auth/index.ts'
import { examine } from '../../src/modules/reconciliation/index.ts'
import type { House } from './house.ts'
import { PATIENCE_MS, until } from './until.ts'

/**
 * Every invariant holds. Those of money and access hold at once; work under way may come to its end first, as an event
 * that arrived with a jump of the clock looks a day old until its job has run.
 */
export async function expectSound(house: Pick<House, 'deps'>): Promise<void> {
  const findings = async () => {
    const examined = await examine(house.deps, systemActor('test'), undefined)
    if (!examined.ok) throw new Error('the invariants could not be examined')
    return examined.value.findings
  }
  expect((await findings()).filter(({ severity }) => severity !== 'work')).toEqual([])
  await expect.poll(findings, { timeout: PATIENCE_MS }).toEqual([])
}

/**
 * What one purchase leaves, however it came about: one completed order, one payment, a grant a line, one receipt, one mail,
 * and where seats were bought one confirmation of them.
 */
export async function expectOnePurchase(
  house: Pick<House, 'deps' | 'sandbox'>,
  purchase: { orderId: OrderId; email: string; lines: number },
): Promise<void> {
  const { db } = house.deps
  const { orderId, email } = purchase
  const states = await db
    .selectFrom('orders')
    .select(['id', 'state'])
    .where('buyer_email', '=', email)
    .where('state', 'not in', ['expired', 'cancelled'])
    .execute()
  expect(states).toEqual([{ id: orderId, state: 'completed' }])
  expect(await db.selectFrom('payments').select('kind').where('order_id', '=', orderId).execute()).toEqual([
    { kind: 'capture' },
  ])
  expect(await db.selectFrom('grants').select('order_id').where('email', '=', email).execute()).toHaveLength(
    purchase.lines,
  )
  const seats = await db.selectFrom('bookings').select('state').where('order_id', '=', orderId).execute()
  expect(
    await db.selectFrom('notifications').select('kind').where('order_id', '=', orderId).orderBy('kind').execute(),
  ).toEqual([...(seats.length > 0 ? [{ kind: 'booking-confirmed' }] : []), { kind: 'receipt' }])
  const mails = await until('the receipt arrives', async () => {
    const arrived = await house.sandbox.mail(email)
    return arrived.length > 0 && arrived
  })
  expect(mails).toHaveLength(1)
}
