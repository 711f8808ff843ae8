import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { systemActor } from '../../src/modules/auth/index.ts'
import { settleCheckout } from '../../src/modules/checkout/index.ts'
import { receiveProviderEvent } from '../../src/modules/provider-events/index.ts'
import { sweepOnce } from '../../src/transport/jobs/sweep.ts'
import { completedEvent } from '../support/completed-event.ts'
import { expectOnePurchase, expectSound } from '../support/expect-sound.ts'
import { type House, openHouse } from '../support/house.ts'
import { Shopper } from '../support/shopper.ts'
import { until } from '../support/until.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house[Symbol.asyncDispose]())

let shopper: Shopper
beforeEach(() => {
  shopper = new Shopper(house.url)
})

const paidSession = async (...slugs: ('course' | 'sheets' | 'video')[]) => {
  await shopper.fill(...slugs)
  return shopper.startPayable()
}

const eventsAbout = async (sessionId: string) =>
  (await house.sandbox.events()).filter((event) => event.about === sessionId)

it('webhook, return page, sweep and verify calls at once complete one order once', async () => {
  for (let round = 0; round < 5; round++) {
    shopper = new Shopper(house.url)
    const { sessionId, orderId } = await paidSession('course', 'sheets')
    await house.deps.db
      .updateTable('stripe_checkout_sessions')
      .set({ next_check_at: house.deps.clock.now() })
      .where('session_id', '=', sessionId)
      .execute()
    const paying = house.sandbox.pay(sessionId)
    const settling = Array.from({ length: 8 }, () =>
      paying.then(() => settleCheckout(house.deps, systemActor('race'), { sessionId })),
    )
    const returning = Array.from({ length: 4 }, () => paying.then(() => shopper.twin().settle(sessionId)))
    const sweeping = [paying.then(() => sweepOnce(house.deps)), paying.then(() => sweepOnce(house.deps))]
    const outcomes = await Promise.all(settling)
    await Promise.all([...returning, ...sweeping])
    expect(outcomes.every((outcome) => outcome.ok && outcome.value.outcome === 'settled')).toBe(true)
    await expectOnePurchase(house, { orderId, email: shopper.email, lines: 2 })
  }
  await expectSound(house)
})

it('an event that comes twenty times at once, and its twins, change nothing the second time', async () => {
  const { sessionId, orderId } = await paidSession('course')
  await house.sandbox.pay(sessionId)
  const [completed] = (await eventsAbout(sessionId)).filter((event) => event.type === 'checkout.session.completed')
  if (!completed) throw new Error('the sandbox told nothing')
  await Promise.all([
    ...Array.from({ length: 20 }, () => house.sandbox.resend(completed.id)),
    ...Array.from({ length: 5 }, () => house.sandbox.twin(completed.id)),
  ])
  await until('every event is dealt with', async () => {
    const waiting = await house.deps.db
      .selectFrom('stripe_events')
      .select('id')
      .where('state', 'in', ['received', 'failed'])
      .execute()
    const kept = await house.deps.db
      .selectFrom('stripe_events')
      .select('id')
      .where('object_id', '=', sessionId)
      .where('type', '=', 'checkout.session.completed')
      .execute()
    return waiting.length === 0 && kept.length === 6
  })
  await expectOnePurchase(house, { orderId, email: shopper.email, lines: 1 })
  await expectSound(house)
})

it('a stale event about a session that has moved on is judged by what is true now', async () => {
  const { sessionId, orderId } = await paidSession('video')
  await house.sandbox.pay(sessionId)
  await until('it is paid', async () => (await shopper.status(sessionId)).stage === 'paid')
  const stale = {
    ...completedEvent(house.deps, { eventId: 'evt_stale', sessionId, orderId }),
    type: 'checkout.session.expired',
  }
  await receiveProviderEvent(house.deps, stale)
  await until('the stale event is dealt with', async () => {
    const row = await house.deps.db
      .selectFrom('stripe_events')
      .select('state')
      .where('id', '=', 'evt_stale')
      .executeTakeFirst()
    return row?.state === 'done'
  })
  expect((await shopper.status(sessionId)).stage).toBe('paid')
  await expectOnePurchase(house, { orderId, email: shopper.email, lines: 1 })
})
