import { beforeEach, describe, expect, it } from 'vitest'
import { systemActor } from '../../src/modules/auth/index.ts'
import { settleCheckout } from '../../src/modules/checkout/index.ts'
import { sweepOnce } from '../../src/transport/jobs/sweep.ts'
import { expectOnePurchase, expectSound } from '../support/expect-sound.ts'
import { type House, openHouse } from '../support/house.ts'
import { Shopper } from '../support/shopper.ts'
import { SEATS } from '../support/stock.ts'
import { until } from '../support/until.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
  return () => house[Symbol.asyncDispose]()
})

const event = async () =>
  house.deps.db.selectFrom('events').select(['capacity', 'held', 'sold']).executeTakeFirstOrThrow()
const buyers = (count: number) =>
  Promise.all(
    Array.from({ length: count }, async () => {
      const shopper = new Shopper(house.url)
      await shopper.fill('workshop')
      return shopper
    }),
  )

/** Lets a session end, unpaid as far as we know, and the sweep hear of it. */
const endByOurClock = async (sessionId: string) => {
  await house.deps.db
    .updateTable('orders')
    .set({ state: 'expired', ended_at: house.deps.clock.now() })
    .where('id', '=', (eb) =>
      eb.selectFrom('stripe_checkout_sessions').select('order_id').where('session_id', '=', sessionId),
    )
    .execute()
  await house.deps.db.updateTable('bookings').set({ state: 'released', released_at: house.deps.clock.now() }).execute()
  await house.deps.db.updateTable('events').set({ held: 0 }).execute()
}

describe('seats', () => {
  it('are held for as many as there are, of forty who start at once', async () => {
    const crowd = await buyers(40)
    const started = await Promise.all(crowd.map((shopper) => shopper.start()))
    expect(started.filter((one) => one.ok)).toHaveLength(SEATS)
    for (const one of started) if (!one.ok) expect(['seats-gone', 'not-for-sale']).toContain(one.failure.kind)
    expect(await event()).toEqual({ capacity: SEATS, held: SEATS, sold: 0 })
    await expectSound(house)
  })

  it('become sold when paid, come back when not, and stay free for the cart that holds them', async () => {
    const crowd = await buyers(SEATS)
    const started = await Promise.all(crowd.map((shopper) => shopper.startPayable()))
    const [first] = crowd
    const [paid, ...unpaid] = started
    if (!first || !paid) throw new Error('nobody came')
    expect((await first.cart()).lines[0]?.notices).toEqual([])
    expect((await first.startPayable()).sessionId).toBe(paid.sessionId)
    await house.sandbox.pay(paid.sessionId)
    await until('it is paid', async () => (await first.status(paid.sessionId)).stage === 'paid')
    await expectOnePurchase(house, { orderId: paid.orderId, email: first.email, lines: 1 })
    expect(await event()).toEqual({ capacity: SEATS, held: SEATS - 1, sold: 1 })

    await house.sandbox.advance(32 * 60)
    await until('the unpaid seats are free', async () => {
      await sweepOnce(house.deps)
      return (await event()).held === 0
    })
    for (const one of unpaid) expect((await first.status(one.sessionId)).stage).toBe('expired')
    expect(await event()).toEqual({ capacity: SEATS, held: 0, sold: 1 })
    await expectSound(house)
  })

  it('are given again to who paid after the hold ended, if there are any', async () => {
    await house.sandbox.fault({ action: 'drop' })
    const [shopper] = await buyers(1)
    if (!shopper) throw new Error('nobody came')
    const { sessionId, orderId } = await shopper.startPayable()
    await endByOurClock(sessionId)
    await house.sandbox.pay(sessionId)
    await settleCheckout(house.deps, systemActor('test'), { sessionId })
    expect(await event()).toEqual({ capacity: SEATS, held: 0, sold: 1 })
    await expectOnePurchase(house, { orderId, email: shopper.email, lines: 1 })
    await expectSound(house)
  })

  it('that are gone by then mean all the money back, once, and a mail that says why', async () => {
    await house.sandbox.fault({ action: 'drop' })
    const [late] = await buyers(1)
    if (!late) throw new Error('nobody came')
    const { sessionId, orderId } = await late.startPayable()
    await endByOurClock(sessionId)
    await house.deps.db.updateTable('events').set({ capacity: 0 }).execute()
    await house.sandbox.pay(sessionId)
    await Promise.all(Array.from({ length: 4 }, () => settleCheckout(house.deps, systemActor('test'), { sessionId })))
    const refund = await until('the money is back', async () => {
      const row = await house.deps.db
        .selectFrom('refunds')
        .select(['amount', 'state', 'provider_refund_id'])
        .where('order_id', '=', orderId)
        .execute()
      return row[0]?.state === 'succeeded' && row
    })
    expect(refund).toMatchObject([{ amount: 12_000, state: 'succeeded' }])
    expect((await late.status(sessionId)).stage).toBe('refunded')
    expect(await house.deps.db.selectFrom('grants').select('id').where('order_id', '=', orderId).execute()).toEqual([])
    const made = (await house.sandbox.requests()).filter(
      ({ method, path, status }) => method === 'POST' && path === '/v1/refunds' && status === 200,
    )
    expect(made).toHaveLength(1)
    const mails = await until('the mail arrives', async () => {
      const arrived = await house.sandbox.mail(late.email)
      return arrived.length > 0 && arrived
    })
    expect(mails).toHaveLength(1)
    await expectSound(house)
  })
})
