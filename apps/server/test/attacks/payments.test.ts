import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { sweepOnce } from '../../src/transport/jobs/sweep.ts'
import { expectOnePurchase, expectSound } from '../support/expect-sound.ts'
import { type House, openHouse } from '../support/house.ts'
import { Shopper } from '../support/shopper.ts'
import { addCoupon } from '../support/stock.ts'
import { until } from '../support/until.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house[Symbol.asyncDispose]())
afterEach(() => house.sandbox.clearFaults())

const begun = async (...slugs: string[]) => {
  const shopper = new Shopper(house.url)
  await shopper.fill(...slugs)
  return { shopper, ...(await shopper.startPayable()) }
}
const reach = (shopper: Shopper, reference: string, stage: string) =>
  until(`it is ${stage}`, async () => (await shopper.status(reference)).stage === stage)
const mailsTo = async (email: string, count: number) =>
  until(`${count} mails arrive`, async () => {
    const mails = await house.sandbox.mail(email)
    return mails.length >= count && mails
  })
const grantsOf = (email: string) =>
  house.deps.db.selectFrom('grants').select('product_id').where('email', '=', email).execute()
const sweepNow = async () => {
  await house.deps.db
    .updateTable('stripe_checkout_sessions')
    .set({ next_check_at: house.deps.clock.now() })
    .where('next_check_at', 'is not', null)
    .execute()
  await sweepOnce(house.deps)
}

describe('a delayed method', () => {
  it('opens nothing while it is on its way, and everything when it settles', async () => {
    const { shopper, sessionId, orderId } = await begun('course')
    await house.sandbox.payDelayed(sessionId, 'succeeds')
    await reach(shopper, sessionId, 'on-its-way')
    await sweepNow()
    expect(await grantsOf(shopper.email)).toEqual([])
    await mailsTo(shopper.email, 1)
    await house.sandbox.settleDelayed(sessionId, 'succeeds')
    await reach(shopper, sessionId, 'paid')
    expect(await grantsOf(shopper.email)).toHaveLength(1)
    expect(await mailsTo(shopper.email, 2)).toHaveLength(2)
    expect(
      await house.deps.db.selectFrom('orders').select('state').where('id', '=', orderId).executeTakeFirst(),
    ).toEqual({ state: 'completed' })
    await expectSound(house)
  })

  it('that fails opens nothing, says so, and leaves the cart to be bought in another way', async () => {
    const { shopper, sessionId } = await begun('course')
    await house.sandbox.payDelayed(sessionId, 'fails')
    await reach(shopper, sessionId, 'on-its-way')
    await house.sandbox.settleDelayed(sessionId, 'fails')
    await reach(shopper, sessionId, 'failed')
    expect(await grantsOf(shopper.email)).toEqual([])
    expect(await mailsTo(shopper.email, 2)).toHaveLength(2)
    const second = await shopper.startPayable()
    await house.sandbox.pay(second.sessionId)
    await reach(shopper, second.sessionId, 'paid')
    await expectSound(house)
  })
})

describe('an order of zero', () => {
  it.each(['a free product', 'a full discount'])('by %s completes without Stripe, once', async (by) => {
    const shopper = new Shopper(house.url)
    const code = 'EVERYTHING'
    if (by === 'a full discount') {
      await addCoupon(house.deps.db, house.deps.clock.now(), { code, percentBps: 10_000, maxUses: 1 })
      await shopper.fill('course')
      await shopper.mutate('cart.applyCoupon', { code })
    } else await shopper.fill('sampler')
    const before = (await house.sandbox.requests()).length
    const started = await Promise.all([shopper.start({ key: 'free' }), shopper.start({ key: 'free' })])
    const done = started.find((one) => one.ok)
    if (!done?.ok || done.value.status !== 'completed') throw new Error('it did not complete')
    expect((await house.sandbox.requests()).length).toBe(before)
    expect((await shopper.status(done.value.reference)).stage).toBe('paid')
    expect((await shopper.cart()).lines).toEqual([])
    expect(await grantsOf(shopper.email)).toHaveLength(1)
    expect(await mailsTo(shopper.email, 1)).toHaveLength(1)
    await expectSound(house)
  })
})

describe('faults', () => {
  it('a webhook that never comes is made up for by the sweep', async () => {
    const { shopper, sessionId, orderId } = await begun('course', 'sheets')
    await house.sandbox.fault({ action: 'drop' })
    await house.sandbox.pay(sessionId)
    expect((await shopper.status(sessionId)).stage).toBe('open')
    await sweepNow()
    expect((await shopper.status(sessionId)).stage).toBe('paid')
    await expectOnePurchase(house, { orderId, email: shopper.email, lines: 2 })
  })

  it.each([
    { action: 'rate_limit', count: 1 },
    { action: 'time_out', when: 'after_commit', seconds: 0, count: 1 },
    { action: 'time_out', when: 'before_commit', seconds: 0, count: 1 },
  ])('a start gets over $action $when with one session', async (fault) => {
    const shopper = new Shopper(house.url)
    await shopper.fill('course')
    await house.sandbox.fault({ operation: 'POST /v1/checkout/sessions', ...fault })
    const first = await shopper.start()
    const started = first.ok ? first : await shopper.start()
    if (!started.ok || started.value.status !== 'needs-payment') throw new Error('it did not start')
    const { sessionId, orderId } = started.value
    await house.sandbox.pay(sessionId)
    await reach(shopper, sessionId, 'paid')
    const expired = (await house.sandbox.events()).filter(({ type }) => type === 'checkout.session.expired')
    expect(expired).toEqual([])
    await expectOnePurchase(house, { orderId, email: shopper.email, lines: 1 })
  })

  it('a read that fails leaves the payment to be found', async () => {
    const { shopper, sessionId, orderId } = await begun('video')
    await house.sandbox.fault({ action: 'drop' })
    await house.sandbox.pay(sessionId)
    await house.sandbox.fault({ action: 'server_error', operation: 'GET /v1/checkout/sessions/:id' })
    expect(await shopper.settle(sessionId)).toMatchObject({ ok: true, value: { stage: 'confirming' } })
    await house.sandbox.clearFaults()
    expect(await shopper.settle(sessionId)).toMatchObject({ ok: true, value: { stage: 'paid' } })
    await expectOnePurchase(house, { orderId, email: shopper.email, lines: 1 })
  })
})
