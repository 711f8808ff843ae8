import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemActor } from '../../src/modules/auth/index.ts'
import { replacePrice } from '../../src/modules/catalogue/index.ts'
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

let shopper: Shopper
beforeEach(() => {
  shopper = new Shopper(house.url)
})

const sessionsMade = async () =>
  (await house.sandbox.requests()).filter(
    ({ method, path, status }) => method === 'POST' && path === '/v1/checkout/sessions' && status === 200,
  )

describe('two tabs', () => {
  it('that start the same cart at once get one order and one session', async () => {
    await shopper.fill('course', 'sheets')
    const tabs = Array.from({ length: 8 }, () => shopper.twin())
    const started = await Promise.all(tabs.map((tab) => tab.startPayable()))
    expect(new Set(started.map((one) => one.sessionId)).size).toBe(1)
    expect(new Set(started.map((one) => one.orderId)).size).toBe(1)
    const [first] = started
    if (!first) throw new Error('nothing started')
    await house.sandbox.pay(first.sessionId)
    await until('it is paid', async () => (await shopper.status(first.sessionId)).stage === 'paid')
    await expectOnePurchase(house, { orderId: first.orderId, email: shopper.email, lines: 2 })
  })

  it('of which one changed the cart leave only the new session payable', async () => {
    await shopper.fill('course')
    const first = await shopper.startPayable()
    await shopper.fill('video')
    const second = await shopper.startPayable()
    expect(second.sessionId).not.toBe(first.sessionId)
    expect((await house.sandbox.pay(first.sessionId)).outcome).toBe('expired')
    expect((await shopper.status(first.sessionId)).stage).toBe('expired')
    await house.sandbox.pay(second.sessionId)
    await until('it is paid', async () => (await shopper.status(second.sessionId)).stage === 'paid')
    await expectOnePurchase(house, { orderId: second.orderId, email: shopper.email, lines: 2 })
  })

  it('of which one agreed to a new price do not send the other, still shown the old one, to pay it', async () => {
    await shopper.fill('video')
    const twin = shopper.twin()
    const shown = await shopper.cart()
    const actor = systemActor('test')
    const price = { amount: 950, currency: 'USD' }
    await replacePrice(house.deps, actor, { productId: house.products.video, price })
    await twin.startPayable()
    const quoted = { amount: shown.total, currency: 'USD' }
    expect(
      await shopper.mutate('checkout.start', { email: shopper.email, expectedTotal: quoted, buyAgain: false }),
    ).toMatchObject({ ok: false, failure: { kind: 'price-changed', quoted, now: price } })
  })

  it('where the old session was paid before the new one could begin learn that it is paid', async () => {
    await shopper.fill('course')
    const first = await shopper.startPayable()
    await house.sandbox.fault({ action: 'drop' })
    try {
      await house.sandbox.pay(first.sessionId)
      await shopper.fill('video')
      expect(await shopper.start()).toMatchObject({
        ok: false,
        failure: { kind: 'already-paid', reference: first.sessionId },
      })
    } finally {
      await house.sandbox.clearFaults()
    }
    await expectOnePurchase(house, { orderId: first.orderId, email: shopper.email, lines: 1 })
  })
})

describe('Idempotency-Key', () => {
  it('gives the same answer to the same question, asks once at Stripe, and refuses another question', async () => {
    await shopper.fill('course')
    const before = (await sessionsMade()).length
    const key = 'one-key-for-one-attempt'
    const answers = await Promise.all([shopper.start({ key }), shopper.start({ key })])
    const again = await shopper.start({ key })
    for (const answer of answers)
      expect(answer.ok || answer.failure.kind).toSatisfy(
        (seen) => seen === true || seen === 'idempotency-key-in-progress',
      )
    expect(answers).toContainEqual(again)
    expect((await sessionsMade()).length).toBe(before + 1)
    expect(await shopper.start({ key, email: 'someone-else@buyers.test' })).toMatchObject({
      ok: false,
      status: 422,
      failure: { kind: 'idempotency-key-reused' },
    })
  })

  it('of one shopper is not another’s', async () => {
    const other = new Shopper(house.url)
    await shopper.fill('course')
    await other.fill('course')
    const key = 'a-key-that-two-people-chose'
    const [mine, theirs] = [await shopper.startPayable({ key }), await other.startPayable({ key })]
    expect(mine.orderId).not.toBe(theirs.orderId)
  })
})

describe('the last use of a coupon', () => {
  it('goes to one of twenty who start at once, and comes back when they do not pay', async () => {
    await addCoupon(house.deps.db, house.deps.clock.now(), { code: 'LASTONE', maxUses: 1 })
    const buyers = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const buyer = new Shopper(house.url)
        await buyer.fill('course')
        const applied = await buyer.mutate('cart.applyCoupon', { code: 'lastone' })
        expect(applied.ok).toBe(true)
        return buyer
      }),
    )
    const started = await Promise.all(buyers.map((buyer) => buyer.start()))
    const winners = started.filter((one) => one.ok)
    expect(winners).toHaveLength(1)
    for (const one of started)
      if (!one.ok)
        expect(one.failure).toSatisfy(
          (failure) => failure.kind === 'coupon-refused' || failure.kind === 'price-changed',
        )

    await house.sandbox.advance(86_400 + 60)
    const won = winners[0]
    if (!won?.ok || won.value.status !== 'needs-payment') throw new Error('nobody won')
    const { sessionId } = won.value
    await until('the unpaid checkout ends', async () => {
      await sweepOnce(house.deps)
      return (await shopper.status(sessionId)).stage === 'expired'
    })
    expect(
      await house.deps.db.selectFrom('coupons').select('uses').where('code', '=', 'LASTONE').executeTakeFirst(),
    ).toEqual({ uses: 0 })
    await expectSound(house)
  })

  it('per buyer counts the address, whatever browser it comes from', async () => {
    await addCoupon(house.deps.db, house.deps.clock.now(), { code: 'ONCEEACH', maxUsesPerBuyer: 1 })
    const tabs = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const tab = new Shopper(house.url, 'greedy@buyers.test')
        await tab.fill('video')
        await tab.mutate('cart.applyCoupon', { code: 'ONCEEACH' })
        return tab
      }),
    )
    const started = await Promise.all(tabs.map((tab) => tab.start()))
    expect(started.filter((one) => one.ok)).toHaveLength(1)
    await expectSound(house)
  })
})
